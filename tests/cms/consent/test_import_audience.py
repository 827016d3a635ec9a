"""A Mailchimp audience: suppression first and always, no proof means not known, a second run is silent."""

import csv
import io
import json
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from cms.accounts.choices import StaffGroup
from cms.consent.choices import Act
from cms.consent.imports import archive
from cms.consent.imports.archive import Kind
from cms.consent.imports.rows import understand
from cms.consent.models import ConsentEvent, Suppression
from cms.consent.services import (
    current_wording,
    give_consent,
    is_suppressed,
    lift_suppression,
    may_mail,
    suppress,
    withdraw_consent,
)
from cms.people.models import Person, Tag
from tests.factories import PersonFactory
from tests.staff import client_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SUBSCRIBED = [
    "Email Address",
    "First Name",
    "Last Name",
    "Role",
    "Organisation",
    "Postcode",
    "OPTIN_TIME",
    "OPTIN_IP",
    "CONFIRM_TIME",
    "CONFIRM_IP",
    "LAST_CHANGED",
    "LEID",
    "TAGS",
    "Shoe size",
]
UNSUBSCRIBED = ["Email Address", "LAST_CHANGED", "UNSUB_TIME", "UNSUB_REASON"]
CLEANED = ["Email Address", "LAST_CHANGED", "CLEAN_TIME"]
ASKED, CONFIRMED, LEFT = "2024-03-14 09:12:31", "2024-03-14 09:14:02", "2020-02-29 12:00:00"

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def table(columns, rows):
    output = io.StringIO()
    writer = csv.DictWriter(output, columns)
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue()


def member(email, asked=ASKED, confirmed=CONFIRMED, **more):
    return {"Email Address": email, "OPTIN_TIME": asked, "CONFIRM_TIME": confirmed} | more


def left(email, at=LEFT, why="NORMAL"):
    return {"Email Address": email, "UNSUB_TIME": at, "UNSUB_REASON": why}


def dead(email, at="2022-09-01 06:00:00"):
    return {"Email Address": email, "CLEAN_TIME": at}


@pytest.fixture
def pack(tmp_path):
    """Writes a zip with the three lists; a list given as None is not in it."""

    def make(subscribed=(), unsubscribed=(), cleaned=(), name="audience.zip"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
            lists = (
                ("subscribed", SUBSCRIBED, subscribed),
                ("unsubscribed", UNSUBSCRIBED, unsubscribed),
                ("cleaned", CLEANED, cleaned),
            )
            for kind, columns, rows in lists:
                if rows is not None:
                    zipped.writestr(f"{kind}_members_export_0a1b2c.csv", table(columns, rows))
        return path

    return make


def bring_in(path, *options):
    """Run the command; its summary, and its exit code as `code`."""
    out, code = io.StringIO(), 0
    try:
        call_command("import_audience", str(path), "--format", "json", *options, stdout=out)
    except SystemExit as stop:
        code = stop.code
    return json.loads(out.getvalue()) | {"code": code}


def state():
    """All that an import may change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (ConsentEvent, Suppression, Person, Tag, Person.tags.through)
    ]


def code_of(email):
    return may_mail(Person.objects.get(email=email), "newsletter", now=timezone.now()).code


def test_who_asked_and_confirmed_is_a_yes_with_evidence(pack):
    told = bring_in(
        pack(
            [
                member(
                    "Ada@School.Example.org",
                    **{
                        "First Name": "Ada",
                        "Last Name": "O’Connor",
                        "LEID": "17",
                        "Role": "SENCO",
                        "Organisation": "St Mary's",
                        "Postcode": "LS6 3HN",
                        "OPTIN_IP": "192.0.2.1",
                        "TAGS": '"EEF guidance","Research, schools"',
                    },
                )
            ]
        )
    )
    assert (told["code"], told["rows"], told["given"], told["people"]) == (0, 1, 1, 1)
    assert told["columns_passed_over"] == ["shoe_size"]
    person, event = Person.objects.get(), ConsentEvent.objects.get()
    assert (person.email, person.name, person.role, person.organisation_name, person.outcode) == (
        "ada@school.example.org",
        "Ada O’Connor",
        "senco",
        "St Mary's",
        "LS6",
    )
    assert {tag.name for tag in person.tags.all()} == {"EEF guidance", "Research, schools"}
    assert (event.act, event.proof, event.at, event.asked_at) == (
        "given",
        "imported",
        datetime(2024, 3, 14, 9, 14, 2, tzinfo=UTC),
        datetime(2024, 3, 14, 9, 12, 31, tzinfo=UTC),
    )
    assert "LEID 17" in event.note
    assert "192.0.2.1" not in str(state())
    assert code_of(person.email) == ""


@pytest.mark.parametrize(
    ("asked", "confirmed"),
    [
        ("", CONFIRMED),
        (ASKED, ""),
        ("", ""),
        (CONFIRMED, ASKED),
        ("yes", CONFIRMED),
        (ASKED, "2199-01-01 00:00:00"),
    ],
)
def test_without_proof_they_are_not_known_and_not_mailed(pack, asked, confirmed):
    told = bring_in(pack([member("zoe@trust.example.org", asked, confirmed)]))
    assert (told["given"], told["unknown"]) == (0, 1)
    assert code_of("zoe@trust.example.org") == "unknown"


def test_who_left_and_who_cannot_be_reached_win_whatever_the_list_says(pack):
    emails = ["left@example.org", "dead@example.org", "spam@example.org"]
    told = bring_in(
        pack(
            [member(email.upper()) for email in emails],
            [left(emails[0]), left(emails[2], why="ABUSE")],
            [dead(emails[1])],
        )
    )
    assert (told["suppressed"], told["left_out"], told["given"], told["people"]) == (3, 3, 0, 0)
    assert not Person.objects.exists(), "nobody is kept who must not be mailed"
    assert all(is_suppressed(email, "newsletter") for email in emails)
    assert [is_suppressed(email, "research") for email in emails] == [False, True, True]
    assert {row.reason for row in Suppression.objects.all()} == {"unsubscribed", "bounced", "complained"}
    assert Suppression.objects.get(reason="unsubscribed").at == datetime(2020, 2, 29, 12, tzinfo=UTC)


def test_what_they_told_us_goes_before_the_list(pack):
    said_no, said_yes, erased = PersonFactory(email="no@example.org"), PersonFactory(), "erased@example.org"
    withdraw_consent(
        person=said_no, purpose="newsletter", source="a link", now=datetime(2020, 1, 1, tzinfo=UTC)
    )
    give_consent(
        person=said_yes,
        purpose="newsletter",
        wording=current_wording("newsletter"),
        source="f",
        proof="letter",
        now=NOW,
    )
    suppress(email=erased, reason="erased", source="erasure", now=NOW)
    told = bring_in(pack([member(said_no.email), member(said_yes.email, "", ""), member(erased)]))
    assert (told["left_out"], told["unchanged"], told["given"]) == (2, 1, 0)
    assert [code_of(said_no.email), code_of(said_yes.email)] == ["withdrawn", ""]
    assert not Person.objects.filter(email=erased).exists()


def test_somebody_we_know_who_left_there_says_no_here(pack):
    person = PersonFactory()
    give_consent(
        person=person,
        purpose="newsletter",
        wording=current_wording("newsletter"),
        source="f",
        proof="letter",
        now=NOW,
    )
    bring_in(pack(unsubscribed=[left(person.email)]))
    assert code_of(person.email) == "suppressed", "also when they had said yes here since"
    assert ConsentEvent.objects.filter(act=Act.WITHDRAWN).count() == 1


def test_a_second_run_changes_nothing(pack):
    known = PersonFactory(email="known@example.org")
    path = pack(
        [
            member("a@example.org", TAGS="One,Two"),
            member("b@example.org", "", CONFIRMED),
            member(known.email),
        ],
        [left("c@example.org"), left("d@example.org", at=""), left(known.email)],
        [dead("e@example.org"), dead("f@example.org", at="never")],
    )
    bring_in(path)
    before = state()
    told = bring_in(path)
    assert state() == before
    assert (told["unchanged"], told["left_out"], told["people"]) == (7, 1, 0)


def test_who_came_back_since_is_not_put_out_again_by_the_same_list(pack):
    path = pack(unsubscribed=[left("c@example.org")])
    bring_in(path)
    lift_suppression(email="c@example.org", purpose="newsletter", by="a letter", now=NOW)
    assert bring_in(path)["unchanged"] == 1
    assert not is_suppressed("c@example.org", "newsletter")
    bring_in(pack(unsubscribed=[left("c@example.org", at="2026-11-22 13:00:00")]))
    assert is_suppressed("c@example.org", "newsletter") == (
        timezone.now() > datetime(2026, 11, 22, 13, tzinfo=UTC)
    )


def test_a_dry_run_says_the_same_and_writes_nothing(pack):
    known = PersonFactory(email="known@example.org")
    path = pack(
        [member("a@example.org"), member("b@example.org", ""), member("c@example.org"), member(known.email)],
        [left("c@example.org")],
        [dead("e@example.org")],
    )
    before = state()
    dry = bring_in(path, "--dry-run")
    assert state() == before
    wet = bring_in(path)
    assert {name: value for name, value in dry.items() if name != "dry_run"} == {
        name: value for name, value in wet.items() if name != "dry_run"
    }
    assert wet["given"] == 2


def test_rows_that_cannot_be_read_go_to_a_file_with_the_reason(pack, tmp_path, capsys):
    path = pack(
        [member("a@example.org"), member("nobody"), member("A@example.org"), member("=cmd")], [left("")]
    )
    told = bring_in(path, "--report", str(tmp_path / "report.csv"))
    assert (told["code"], told["rejected"], told["given"]) == (2, 4, 1)
    with Path(told["rejected_file"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["list"], row["line"]) for row in rows] == [
        ("unsubscribed", "2"),
        ("subscribed", "3"),
        ("subscribed", "4"),
        ("subscribed", "5"),
    ]
    assert "stands in the list twice" in rows[2]["reason"]
    assert "'=cmd" in str(rows[3].values())
    report = (tmp_path / "report.csv").read_text(encoding="utf-8-sig")
    assert "a@example.org" not in report
    assert report.count("rejected") == 4
    call_command("import_audience", str(pack([member("b@example.org")])))
    assert "1 with a yes that is proven" in capsys.readouterr().out
    assert bring_in(pack([member("nobody")]))["code"] == 1


def test_columns_vary(pack, tmp_path):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr(
            "export/SUBSCRIBED_segment.CSV",
            "﻿Email;FNAME;School;TAGS;OPTIN_TIME;CONFIRM_TIME\r\n"
            f'x@example.org;"Zoë";"St Mary";"""a"",""A"",b";{ASKED};{CONFIRMED}\r\n',
        )
        zipped.writestr("__MACOSX/._subscribed.csv", b"\x00\x05")
        zipped.writestr("nonsubscribed_members_export.csv", "Email Address\nno@example.org\n")
        zipped.writestr("unsubscribed.csv", "")
        zipped.writestr("cleaned.csv", "Email Address\n")
    assert bring_in(path)["given"] == 1
    person = Person.objects.get()
    assert (person.name, person.organisation_name) == ("Zoë", "St Mary")
    assert sorted(tag.name for tag in person.tags.all()) == ["a", "b"]


def refused(path, *options):
    before = state()
    with pytest.raises(CommandError) as error:
        call_command("import_audience", str(path), *options)
    assert state() == before
    return str(error.value)


class TestBadZips:
    def test_no_file_and_no_zip(self, tmp_path):
        assert "There is no file" in refused(tmp_path / "none.zip")
        assert "There is no file" in refused(tmp_path)
        (tmp_path / "a.zip").write_bytes(b"Email Address\n")
        assert "not a zip" in refused(tmp_path / "a.zip")

    def test_one_that_broke_off(self, pack):
        path = pack([member(f"{n}@example.org") for n in range(500)])
        path.write_bytes(path.read_bytes()[:-200])
        assert "broke off" in refused(path)

    def test_damaged_inside(self, pack):
        path = pack([member(f"{random.random()}@example.org") for _n in range(500)])
        content = bytearray(path.read_bytes())
        content[200:240] = bytes(40)
        path.write_bytes(content)
        assert "again" in refused(path)

    @pytest.mark.parametrize("missing", ["subscribed", "unsubscribed", "cleaned"])
    def test_a_list_that_is_missing(self, pack, missing):
        path = pack(**{"subscribed": [member("a@example.org")], missing: None})
        assert f"no list of the {missing}" in refused(path)
        if missing == "subscribed":
            assert "no list of the subscribed" in refused(path, "--incomplete")
        else:
            assert bring_in(path, "--incomplete")["given"] == 1

    def test_two_of_a_kind(self, pack):
        path = pack([member("a@example.org")])
        with zipfile.ZipFile(path, "a") as zipped:
            zipped.writestr("2/subscribed_again.csv", "Email Address\n")
        assert "two lists" in refused(path)

    @pytest.mark.parametrize(
        "name", ["../subscribed.csv", "/etc/subscribed.csv", "a\\..\\..\\x.csv", "C:/x.csv"]
    )
    def test_names_that_point_outside(self, pack, name):
        path = pack([member("a@example.org")])
        with zipfile.ZipFile(path, "a") as zipped:
            zipped.writestr(name, "x")
        assert "points outside" in refused(path)

    def test_a_bomb(self, pack, monkeypatch):
        monkeypatch.setattr(archive, "LARGEST", 20_000)
        assert "too large" in refused(pack([member(f"{n}@example.org") for n in range(2000)]))

    def test_a_bomb_that_lies_about_its_size(self, pack, monkeypatch):
        path = pack([member(f"{n}@example.org") for n in range(2000)])
        find = archive._members

        def lie(zipped, *, incomplete):
            found = find(zipped, incomplete=incomplete)
            for info in found.values():
                info.file_size = 10
            return found

        monkeypatch.setattr(archive, "_members", lie)
        assert "broke off" in refused(path)

    def test_one_with_a_password(self, pack):
        path = pack([member("a@example.org")])
        content = path.read_bytes()
        # The mark of encryption, in the head of each file and in the directory.
        content = content.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
        content = content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
        path.write_bytes(content)
        assert "password" in refused(path)

    def test_a_table_without_addresses(self, pack):
        path = pack([])
        with zipfile.ZipFile(path, "w") as zipped:
            zipped.writestr("subscribed.csv", "Name\nAda\n")
            zipped.writestr("unsubscribed.csv", "Email Address\nleft@example.org\n")
            zipped.writestr("cleaned.csv", "")
        assert "Email Address" in refused(path)
        assert not Suppression.objects.exists(), "looked at before anything is written"

    def test_a_picture_under_the_name_of_a_list(self, pack):
        path = pack([])
        with zipfile.ZipFile(path, "w") as zipped:
            zipped.writestr("subscribed.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
            zipped.writestr("unsubscribed.csv", "")
            zipped.writestr("cleaned.csv", "")
        assert "subscribed" in refused(path)


def test_as_many_queries_for_thirty_members_as_for_ten(pack, django_assert_max_num_queries):
    for many in (10, 30):
        path = pack([member(f"{many}-{n}@example.org") for n in range(many)])
        with django_assert_max_num_queries(25):
            assert bring_in(path)["given"] == many


TEXT = st.text(max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(list(Kind)),
    cells=st.dictionaries(
        st.sampled_from(
            [
                "email_address",
                "optin_time",
                "confirm_time",
                "tags",
                "role",
                "postcode",
                "first_name",
                "unsub_time",
                "clean_time",
                "leid",
                "",
            ]
        ),
        TEXT,
    ),
)
def test_whatever_stands_in_a_row_it_is_understood_or_said(kind, cells):
    try:
        row = understand(kind, cells, now=NOW)
    except ValueError:
        return
    else:
        assert row.email
        assert not row.is_proven or row.asked <= row.confirmed <= NOW


class TestTheScreen:
    @pytest.fixture
    def officer(self):
        return client_of(StaffGroup.DATA_OFFICERS)

    def post(self, client, path, **more):
        with path.open("rb") as file:
            return client.post("/admin/audience/", {"file": file, **more})

    def test_looked_at_first_then_brought_in(self, officer, pack):
        path = pack([member("a@example.org"), member("nobody")], [left("c@example.org")])
        before = state()
        response = self.post(officer, path)
        text = response.content.decode()
        assert "What would become of the rows" in text
        assert "nobody" in text
        assert state() == before
        seen = response.context["form"].initial["seen"]
        assert "not the file you looked at" in self.post(officer, path, bring_in="1").content.decode()
        other = pack([member("b@example.org")], name="other.zip")
        assert "not the file" in self.post(officer, other, seen=seen, bring_in="1").content.decode()
        assert state() == before
        assert "What became of the rows" in self.post(officer, path, seen=seen, bring_in="1").content.decode()
        assert code_of("a@example.org") == ""
        assert is_suppressed("c@example.org", "newsletter")
        entry = ModelLogEntry.objects.get(action="consent.import")
        assert "@example.org" not in str(entry.data)

    def test_what_is_no_audience_is_said(self, officer, tmp_path):
        path = tmp_path / "a.zip"
        path.write_bytes(b"none")
        assert "not a zip" in self.post(officer, path).content.decode()
        assert "required" in officer.post("/admin/audience/", {}).content.decode()


def test_rejected_rows_are_written_when_it_is_meant_and_go_when_all_is_well(pack):
    path = pack([member("nobody")])
    beside = Path(f"{path}.rejected.csv")
    assert bring_in(path, "--dry-run")["rejected_file"] is None
    assert not beside.exists()
    assert bring_in(path)["rejected_file"] == str(beside)
    assert beside.exists()
    bring_in(pack([member("a@example.org")]))
    assert not beside.exists()
