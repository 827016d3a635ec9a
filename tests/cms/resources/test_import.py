"""History from a spreadsheet: every row is told of, the rule is the same, a second run changes nothing."""

import csv
import io
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models
from hypothesis import given
from hypothesis import strategies as st

from cms.accounts.models import User
from cms.people.models import Person
from cms.resources.choices import Channel, Outcome
from cms.resources.imports import Importer, loading
from cms.resources.imports.moments import read_moment
from cms.resources.models import DailyTally, Download, HeardPhrase, HeardSource
from cms.resources.rules import london_day
from cms.resources.services import rebuild_tallies
from tests.factories import DownloadFactory, PersonFactory, ResourceFactory

SHARED = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
NOW = datetime(2018, 3, 22, 12, tzinfo=UTC)
HEADER = "resource,downloaded_at,email,name,role,organisation,postcode,country,heard_from"
GUIDE, OTHER = "send-review-guide", "ta-deployment-review-guide"


@pytest.fixture
def guides(db):
    HeardSource.objects.get_or_create(code="twitter", defaults={"name": "Twitter"})
    HeardSource.objects.get_or_create(code="colleague", defaults={"name": "A colleague"})
    HeardSource.objects.get_or_create(
        code="somewhere-else", defaults={"name": "Somewhere else", "takes_words": True}
    )
    return [ResourceFactory(slug=slug) for slug in (GUIDE, OTHER)]


@pytest.fixture
def history(tmp_path):
    """Write a table, by default as UTF-8 with commas, and return its path."""

    def write(*rows: str, header: str = HEADER, encoding: str = "utf-8", end: str = "\n") -> Path:
        path = tmp_path / "history.csv"
        path.write_bytes(end.join([header, *rows, ""]).encode(encoding))
        return path

    return write


def bring_in(path: Path, *options: str) -> tuple[int, str]:
    """Run the command and return its exit code and what it said."""
    out = io.StringIO()
    try:
        call_command("import_downloads", str(path), *options, stdout=out, stderr=io.StringIO())
    except SystemExit as leaving:
        return leaving.code, out.getvalue()
    return 0, out.getvalue()


def summary(path: Path, *options: str) -> dict:
    return json.loads(bring_in(path, "--format", "json", *options)[1])


def everything() -> list:
    """All that an import may write, to see whether anything changed."""
    return [
        list(
            Download.objects.order_by("pk").values_list(
                "pk", "outcome", "day", "first_ever", "first_of_resource"
            )
        ),
        list(
            DailyTally.objects.order_by("resource", "day", "outcome").values_list(
                "pk", "downloads", "first_ever"
            )
        ),
        list(Person.objects.order_by("pk").values_list("pk", "name", "role", "postcode", "updated_at")),
        list(HeardPhrase.objects.order_by("pk").values_list("pk", "folded")),
    ]


def tallies() -> list:
    rows = DailyTally.objects.filter(downloads__gt=0).order_by("resource", "day", "outcome")
    return list(rows.values_list("resource", "day", "outcome", "downloads", "first_ever"))


def check_promises() -> None:
    """Check what must hold after every import: firsts are the earliest, tallies are what a rebuild makes."""
    for person in Person.objects.all():
        counted = Download.objects.counted().filter(downloader=person.key).order_by("completed_at", "pk")
        firsts = [row.pk for row in counted if row.first_ever]
        assert firsts == ([counted[0].pk] if counted else [])
        for resource in {row.resource_id for row in counted}:
            of_one = counted.filter(resource=resource)
            assert [row.pk for row in of_one if row.first_of_resource] == [of_one[0].pk]
    incremental = tallies()
    rebuild_tallies()
    assert incremental == tallies()


class TestMoments:
    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("2016-07-19", (2016, 7, 19, 11)),
            ("2016-01-19", (2016, 1, 19, 12)),
            ("2016-07-19 14:05", (2016, 7, 19, 13, 5)),
            ("2016-07-19T14:05:06", (2016, 7, 19, 13, 5, 6)),
            ("2016-07-19T14:05:06.5Z", (2016, 7, 19, 14, 5, 6, 500000)),
            ("2016-07-19t14:05z", (2016, 7, 19, 14, 5)),
            ("2016-07-19 14:05 UTC", (2016, 7, 19, 14, 5)),
            ("2016-07-19T14:05+02:00", (2016, 7, 19, 12, 5)),
            ("2016-07-19T14:05+0200", (2016, 7, 19, 12, 5)),
            ("19/07/2016", (2016, 7, 19, 11)),
            ("19/07/2016 14:05", (2016, 7, 19, 13, 5)),
            ("19/7/16 14.05", (2016, 7, 19, 13, 5)),
            ("19-07-2016 14:05:06", (2016, 7, 19, 13, 5, 6)),
            ("19.07.2016", (2016, 7, 19, 11)),
            ("19 Jul 2016", (2016, 7, 19, 11)),
            ("19-Jul-16", (2016, 7, 19, 11)),
            ("Tuesday 19th July 2016, 2.05 pm", (2016, 7, 19, 13, 5)),
            ("Tue 19 July 2016 at 12:05am", (2016, 7, 18, 23, 5)),
            ("19 Gorffennaf 2016", (2016, 7, 19, 11)),
            ("  19/07/2016\u00a014:05 ", (2016, 7, 19, 13, 5)),
            # The night the clock goes forward has no half past one, the night it goes back has two.
            ("27/03/2016 01:30", (2016, 3, 27, 1, 30)),
            ("30/10/2016 01:30", (2016, 10, 30, 0, 30)),
            ("30/10/2016 02:30", (2016, 10, 30, 2, 30)),
        ],
    )
    def test_reads_iso_and_british(self, text, moment):
        assert read_moment(text, now=NOW) == datetime(*moment, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "missing"),
            ("yesterday", "Write the date"),
            ("07/19/2016", "no such date"),
            ("31/02/2016", "no such date"),
            ("2016-02-30", "no such date"),
            ("19/07/2016 25:05", "no such date"),
            ("19/07/2016 14:05 pm", "no such date"),
            ("19 Foo 2016", "Write the date"),
            ("42570.58", "Write the date"),
            ("19/07/1916", "before 2000"),
            ("23/03/2018", "future"),
            ("9999-12-31T23:59-14:00", "future"),
            ("=NOW()", "Write the date"),
            ("٢٠١٦-٠٧-١٩", "Write the date"),
        ],
    )
    def test_says_what_is_wrong(self, text, said):
        with pytest.raises(ValueError, match=said):
            read_moment(text, now=NOW)

    @given(st.dates(date(2000, 1, 1), date(2018, 3, 21)), st.times())
    def test_the_day_in_london_is_the_day_that_was_written(self, day, time):
        moment = datetime.combine(day, time)
        for written in (f"{moment:%d/%m/%Y %H:%M}", f"{moment:%Y-%m-%d %H:%M}", f"{moment:%d %b %Y}"):
            assert london_day(read_moment(written, now=NOW)) == day

    @given(st.text(max_size=40))
    def test_any_text_is_a_moment_or_a_value_error(self, text):
        try:
            moment = read_moment(text, now=NOW)
        except ValueError:
            return
        assert moment.utcoffset().total_seconds() == 0


@pytest.mark.both_databases
class TestRows:
    def test_a_row_becomes_a_counted_download(self, guides, history):
        code, said = bring_in(
            history(f"{GUIDE},19/07/2016 14:05, Sam@Example.org ,Sam,SENCO,Hill School,ls14ap,,Twitter")
        )
        assert code == 0
        assert "1 rows: 1 brought in (1 counted" in said
        download = Download.objects.get()
        assert (download.outcome, download.channel, download.day) == (
            Outcome.COUNTED, Channel.IMPORT, date(2016, 7, 19),
        )  # fmt: skip
        assert download.asked_at == download.completed_at == datetime(2016, 7, 19, 13, 5, tzinfo=UTC)
        assert (download.region, download.place_method, download.role) == ("E12000003", "outcode", "senco")
        assert (download.heard_source.code, download.heard_words) == ("twitter", "")
        assert (download.first_ever, download.first_of_resource) == (True, True)
        person = Person.objects.get()
        assert download.downloader == person.key
        assert (person.email, person.name, person.organisation_name, person.created_at) == (
            "sam@example.org", "Sam", "Hill School", download.completed_at,
        )  # fmt: skip
        check_promises()

    def test_counts_once_for_a_person_a_guide_and_a_day(self, guides, history):
        told = summary(
            history(
                f"{GUIDE},2016-07-19 09:00,sam@example.org,,,,,,",
                f"{GUIDE},2016-07-19 23:59,SAM@example.org,,,,,,",
                f"{GUIDE},2016-07-20 00:10,sam@example.org,,,,,,",
                f"{OTHER},2016-07-19 09:00,sam@example.org,,,,,,",
            )
        )
        assert (told["counted"], told["repeat"], told["people"]) == (3, 1, 1)
        check_promises()

    def test_staff_are_kept_and_do_not_count(self, guides, history):
        User.objects.create_user("team@example.org", is_staff=True)
        told = summary(history(f"{GUIDE},2016-07-19,Team@example.org,,,,,,"))
        assert (told["counted"], told["staff"]) == (0, 1)
        assert Download.objects.get().outcome == Outcome.STAFF
        check_promises()

    def test_keeps_words_as_typed_and_chosen_answers_as_sources(self, guides, history):
        bring_in(
            history(
                f"{GUIDE},2016-07-19,a@example.org,,,,,,a colleague",
                f"{GUIDE},2016-07-19,b@example.org,,,,,,COLLEAGUE.",
                f'{GUIDE},2016-07-19,c@example.org,,,,,,"My  aunt, in the pub!"',
                f"{GUIDE},2016-07-19,d@example.org,,,,,,my aunt, in the pub",
                f"{GUIDE},2016-07-19,e@example.org,,,,,,my aunt in the pub",
                f"{GUIDE},2016-07-19,f@example.org,,,,,,",
            )
        )
        heard = {
            download.person.email[0]: (
                download.heard_source and download.heard_source.code,
                download.heard_words,
            )
            for download in Download.objects.select_related("person", "heard_source")
        }
        assert heard == {
            "a": ("colleague", ""),
            "b": ("colleague", ""),
            "c": ("somewhere-else", "My aunt, in the pub!"),
            "e": ("somewhere-else", "my aunt in the pub"),
            "f": (None, ""),
        }
        assert sorted(HeardPhrase.objects.values_list("folded", flat=True)) == [
            "my aunt in the pub", "my aunt, in the pub",
        ]  # fmt: skip

    def test_what_is_not_known_is_kept_as_not_known(self, guides, history):
        told = summary(history(f"{GUIDE},2016-07-19,a@example.org,,Wizard,,nowhere,Narnia,"))
        assert (told["counted"], told["noted"]) == (1, 1)
        download = Download.objects.get()
        assert (download.place_method, download.region, download.role) == ("none", "", "other")

    def test_somebody_known_is_never_overwritten(self, guides, history):
        known = PersonFactory(email="sam@example.org", name="Sam", role="head", created_at=NOW)
        bring_in(history(f"{GUIDE},2016-07-19,sam@example.org,Mallory,Teacher,Hill School,,,"))
        known.refresh_from_db()
        assert (known.name, known.role, known.organisation_name) == ("Sam", "head", "Hill School")
        assert known.created_at == datetime(2016, 7, 19, 11, tzinfo=UTC)
        assert Download.objects.get().role == "teacher"

    def test_a_formula_is_only_text(self, guides, history):
        bring_in(history(f"{GUIDE},2016-07-19,a@example.org,=1+1,,'=HYPERLINK(1),,,@SUM(A1)"))
        assert (Person.objects.get().name, Person.objects.get().organisation_name) == (
            "=1+1",
            "=HYPERLINK(1)",
        )
        assert Download.objects.get().heard_words == "@SUM(A1)"


@pytest.mark.both_databases
class TestAgain:
    ROWS = (
        f"{GUIDE},2016-07-19 09:00,sam@example.org,Sam,,,,,Twitter",
        f"{GUIDE},2016-07-19 09:00,sam@example.org,Sam,,,,,Twitter",
        f"{OTHER},19/07/2016,ann@example.org,,,,M1 1AE,,a talk",
        "nowhere,19/07/2016,ann@example.org,,,,,,",
    )

    def test_a_second_run_changes_nothing(self, guides, history):
        first = summary(history(*self.ROWS))
        before = everything()
        code, said = bring_in(history(*self.ROWS), "--format", "json")
        again = json.loads(said)
        assert everything() == before
        assert (first["counted"], first["repeat"], first["rejected"]) == (2, 1, 1)
        assert (again["imported"], again["unchanged"], again["rejected"], again["people"]) == (0, 3, 1, 0)
        assert code == 2

    def test_neither_does_the_same_table_saved_another_way(self, guides, history):
        bring_in(history(*self.ROWS))
        before = everything()
        rows = [
            row.replace(",", ";").replace("Sam", "Sâm").replace("19/07/2016", "2016-07-19 12:00")
            for row in self.ROWS
        ]
        told = summary(history(*rows, header=HEADER.replace(",", ";").title(), encoding="utf-16", end="\r\n"))
        assert told["unchanged"] == 3
        assert everything() == before

    def test_a_dry_run_tells_the_same_and_writes_nothing(self, guides, history, monkeypatch):
        monkeypatch.setattr(loading, "BATCH", 2)
        path = history(*self.ROWS)
        would = summary(path, "--dry-run")
        assert not Download.objects.exists()
        assert not Person.objects.exists()
        did = summary(path) | {"rejected_file": None}
        assert would.pop("dry_run") is True
        assert did.pop("dry_run") is False
        assert would == did

    def test_a_dry_run_counts_over_the_borders_of_batches_as_a_run_does(self, guides, history, monkeypatch):
        """Sam and Ann come again two batches later: the same people, and one of their rows a repeat."""
        monkeypatch.setattr(loading, "BATCH", 2)
        PersonFactory(email="known@example.org")
        path = history(
            f"{GUIDE},2016-07-19 09:00,sam@example.org,,,,,,",
            f"{GUIDE},2016-07-19,ann@example.org,,,,,,",
            f"{OTHER},2016-07-19,known@example.org,,,,,,",
            "nowhere,2016-07-19,nobody@example.org,,,,,,",
            f"{GUIDE},2016-07-19 11:00,SAM@example.org,,,,,,",
            f"{OTHER},2016-07-19,ann@example.org,,,,,,",
            f"{GUIDE},2016-07-20,sam@example.org,,,,,,",
        )
        would = summary(path, "--dry-run")
        numbers = [would[name] for name in ("rows", "counted", "repeat", "rejected", "people")]
        assert numbers == [7, 5, 1, 1, 2]
        assert not Download.objects.exists()
        did = summary(path)
        beside = f"{path}.rejected.csv"
        assert would | {"dry_run": False, "rejected_file": beside} == did
        assert Person.objects.count() == 3
        check_promises()
        again = summary(path, "--dry-run")
        assert (again["imported"], again["unchanged"], again["people"]) == (0, 6, 0)

    def test_a_batch_the_database_refuses_is_read_and_written_again(self, guides, history, monkeypatch):
        """As when a live download comes between; PostgreSQL refuses while the rows are being copied."""
        real, refused = loading.insert, []

        def refused_once(model, rows):
            if model is Download and not refused:
                refused.append(len(rows))
                real(model, [*rows, rows[0]])
            real(model, rows)

        monkeypatch.setattr(loading, "insert", refused_once)
        monkeypatch.setattr(loading.time, "sleep", lambda seconds: None)
        told = summary(history(*self.ROWS))
        assert refused == [3]
        assert (told["counted"], told["repeat"], told["people"]) == (2, 1, 2)
        assert (Download.objects.count(), Person.objects.count()) == (3, 2)
        check_promises()

    def test_a_batch_that_is_always_refused_leaves_nothing_and_says_why(self, guides, history, monkeypatch):
        real, tries = loading.insert, []

        def refused(model, rows):
            tries.append(model)
            real(model, [*rows, rows[0]])

        monkeypatch.setattr(loading, "insert", refused)
        monkeypatch.setattr(loading.time, "sleep", lambda seconds: None)
        with pytest.raises(IntegrityError):
            bring_in(history(*self.ROWS))
        assert len(tries) == loading.TRIES
        assert not Download.objects.exists()
        assert not Person.objects.exists()
        assert not DailyTally.objects.filter(downloads__gt=0).exists()

    def test_history_that_comes_late_takes_the_firsts(self, guides, history):
        sam = PersonFactory(email="sam@example.org")
        live = DownloadFactory(
            person=sam, resource=guides[0], completed_at=datetime(2017, 5, 1, 12, tzinfo=UTC),
            first_ever=True, first_of_resource=True,
        )  # fmt: skip
        rebuild_tallies()
        bring_in(
            history(
                f"{OTHER},2017-06-01,sam@example.org,,,,,,",
                f"{GUIDE},2017-01-01,sam@example.org,,,,,,",
                f"{OTHER},2016-09-01,sam@example.org,,,,,,",
                f"{GUIDE},2017-05-01 08:00,sam@example.org,,,,,,",
            )
        )
        live.refresh_from_db()
        assert (live.outcome, live.first_ever, live.first_of_resource) == (Outcome.COUNTED, False, False)
        firsts = Download.objects.filter(first_ever=True)
        assert [row.day for row in firsts] == [date(2016, 9, 1)]
        assert Download.objects.get(outcome=Outcome.REPEAT).day == date(2017, 5, 1)
        check_promises()

    def test_any_order_and_any_size_of_batch_gives_the_same(self, guides, history, monkeypatch):
        monkeypatch.setattr(loading, "BATCH", 3)
        days = [7, 3, 9, 1, 3, 8, 2, 7, 5, 1]
        rows = [
            f"{(GUIDE, OTHER)[n % 2]},2016-07-{day:02} {n:02}:00,{'ab'[n % 3 == 0]}@example.org,,,,,,"
            for n, day in enumerate(days)
        ]
        told = summary(history(*rows))
        assert told["imported"] == 10
        check_promises()

    def test_a_batch_that_breaks_leaves_no_half(self, guides, history, monkeypatch):
        monkeypatch.setattr(loading, "BATCH", 2)
        real, calls = loading._change_tallies, []

        def breaks_the_second_time(changes):
            calls.append(changes)
            if len(calls) == 2:
                raise RuntimeError("the power went")
            real(changes)

        monkeypatch.setattr(loading, "_change_tallies", breaks_the_second_time)
        path = history(*(f"{GUIDE},2016-07-{day:02},sam{day}@example.org,,,,,," for day in range(1, 6)))
        with pytest.raises(RuntimeError):
            bring_in(path)
        assert Download.objects.count() == Person.objects.count() == 2
        check_promises()
        assert summary(path)["imported"] == 3
        check_promises()


class TestFile:
    def test_rejected_rows_go_with_their_reason_to_a_file_that_can_be_mended(self, guides, history, tmp_path):
        path = history(
            f"{GUIDE},31/02/2016,bad,=1+1,SENCO,,LS1 4AP,,Twitter",
            f"{GUIDE},2016-07-19,good@example.org,,,,,,",
            "nope,2016-07-19,ann@example.org,Ann,,,,,,too,many",
        )
        code, said = bring_in(path)
        assert code == 2
        assert "line 2: rejected. There is no such date" in said
        rejected = tmp_path / "history.csv.rejected.csv"
        with rejected.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["line"] for row in rows] == ["2", "4"]
        assert "no such date" in rows[0]["reason"]
        assert "Enter an email address" in rows[0]["reason"]
        assert (rows[0]["name"], rows[0]["heard_from"], rows[1]["more_cells"]) == (
            "'=1+1",
            "Twitter",
            "too,many",
        )
        mended = rejected.read_text("utf-8-sig").replace("31/02/2016,bad", "28/02/2016,sam@example.org")
        (tmp_path / "mended.csv").write_text(mended, encoding="utf-8")
        assert bring_in(tmp_path / "mended.csv")[0] == 2
        assert Person.objects.get(email="sam@example.org").name == "=1+1"

    def test_every_row_is_told_of_on_request(self, guides, history, tmp_path):
        path = history(f"{GUIDE},2016-07-19,a@example.org,,Wizard,,,,", "nope,,,,,,,,")
        _, said = bring_in(path, "-v", "2", "--report", str(tmp_path / "report.csv"))
        assert "line 2: counted. The role “Wizard” is not on our list." in said
        report = (tmp_path / "report.csv").read_text("utf-8-sig").splitlines()
        assert report[1].startswith("2,counted,")
        assert report[2].startswith("3,rejected,There is no guide “nope”.")

    def test_says_when_nothing_could_be_brought_in(self, guides, history):
        assert bring_in(history("nope,2016-07-19,a@example.org,,,,,,"))[0] == 1

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "empty"),
            (b"\n\n", "empty"),
            (b"a,b\n1,2\n", "columns are missing: resource"),
            (HEADER.encode() + b"\n", "no row"),
            (b"email,email\na,b\n", "twice"),
            (b"PK\x03\x04junk", "XLSX"),
            (bytes(range(256)) * 20, "not a text file"),
        ],
    )
    def test_says_what_is_wrong_with_a_file(self, guides, tmp_path, content, said):
        path = tmp_path / "history.csv"
        path.write_bytes(content)
        with pytest.raises(CommandError, match=said):
            bring_in(path)
        assert not (tmp_path / "history.csv.rejected.csv").exists()

    def test_a_quotation_mark_that_is_never_closed_loses_no_row_in_silence(self, guides, history):
        good = f"{GUIDE},2016-07-19 14:05,bea@example.org"
        path = history(good, f'{GUIDE},2016-07-19 14:05,"ann@example.org', *[good] * 8)
        with pytest.raises(CommandError, match=r"line 3.*never closed"):
            bring_in(path)
        assert not Download.objects.exists()

    def test_says_when_there_is_no_file(self):
        with pytest.raises(CommandError, match="no file"):
            bring_in(Path("nowhere.csv"))

    @pytest.mark.parametrize(
        ("delimiter", "encoding", "end"),
        [(",", "utf-8-sig", "\r\n"), (";", "cp1252", "\n"), ("\t", "utf-16", "\r\n"), ("|", "utf-8", "\r")],
    )
    def test_finds_out_encoding_and_delimiter(self, guides, history, delimiter, encoding, end):
        row = f"{GUIDE},2016-07-19,zoe@example.org,Zoë Siân,,Ysgol y Bryn’s,,,".replace(",", delimiter)
        path = history(row, header=HEADER.replace(",", delimiter), encoding=encoding, end=end)
        assert bring_in(path)[0] == 0
        person = Person.objects.get()
        assert (person.name, person.organisation_name) == ("Zoë Siân", "Ysgol y Bryn’s")

    def test_reads_rows_pasted_from_another_encoding(self, guides, tmp_path):
        path = tmp_path / "history.csv"
        path.write_bytes(
            f"{HEADER}\n{GUIDE},2016-07-19,a@example.org,Zoë,,,,,\n".encode()
            + f"{GUIDE},2016-07-19,b@example.org,Siân,,,,,\n".encode("cp1252")
        )
        assert bring_in(path)[0] == 0
        assert set(Person.objects.values_list("name", flat=True)) == {"Zoë", "Siân"}

    @pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data is not at {SHARED}")
    def test_bad_files_give_a_sentence_and_write_nothing(self, guides, tmp_path):
        for number, file in enumerate(sorted((SHARED / "badinput").iterdir())):
            copy = tmp_path / f"{number}.csv"
            copy.write_bytes(file.read_bytes())
            with pytest.raises(CommandError):
                bring_in(copy)
        assert not Download.objects.exists()

    @pytest.mark.both_databases
    @pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data is not at {SHARED}")
    def test_naughty_strings_in_every_cell_are_kept_or_rejected(self, guides, tmp_path):
        strings = json.loads((SHARED / "badinput" / "blns.json").read_text("utf-8"))
        path = tmp_path / "history.csv"
        names = HEADER.split(",")
        with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(names)
            for number, text in enumerate(strings):
                good = [GUIDE, "2016-07-19", f"n{number}@example.org", *[text.replace("\0", "")] * 6]
                writer.writerow(good)
                bad = list(good)
                bad[number % 3] = text or "x"
                writer.writerow(bad)
        told = summary(path)
        assert told["rows"] == 2 * len(strings)
        assert told["counted"] >= len(strings)
        check_promises()


@pytest.mark.both_databases
def test_asks_the_database_little_for_a_batch(guides, history, django_assert_max_num_queries):
    path = history(*(f"{GUIDE},2016-07-{n % 28 + 1:02},p{n}@example.org,,,,,,talk {n}" for n in range(300)))
    with django_assert_max_num_queries(30):
        summary(path)
    assert Download.objects.counted().aggregate(n=models.Count("pk"))["n"] == 300
    assert connection.in_atomic_block


def test_rows_are_read_one_batch_at_a_time(guides):
    read = []

    def rows():
        for number in range(3 * loading.BATCH):
            read.append(number)
            yield number, {"resource": "nope", "downloaded_at": "", "email": ""}

    next(Importer(now=NOW).run(rows()))
    assert len(read) == loading.BATCH


class TestRejectedFile:
    BAD = "nope,2016-07-19,a@example.org,,,,,,"

    def test_a_dry_run_leaves_the_file_of_an_earlier_run_alone(self, guides, history):
        path = history(self.BAD)
        beside = Path(f"{path}.rejected.csv")
        code, words = bring_in(path, "--dry-run")
        assert (code, beside.exists()) == (1, False)
        assert "line 2: rejected." in words
        assert "Rejected rows and why" not in words
        assert summary(path, "--dry-run")["rejected_file"] is None
        beside.write_text("what somebody is mending")
        bring_in(path, "--dry-run")
        assert beside.read_text() == "what somebody is mending"

    def test_a_dry_run_writes_the_file_that_was_named(self, guides, history, tmp_path):
        named = tmp_path / "look.csv"
        assert summary(history(self.BAD), "--dry-run", "--rejected", str(named))["rejected_file"] == str(
            named
        )
        assert "nope" in named.read_text()

    def test_a_run_without_rejects_takes_the_old_file_away(self, guides, history):
        path = history(self.BAD)
        beside = Path(f"{path}.rejected.csv")
        bring_in(path)
        assert beside.exists()
        path = history(f"{GUIDE},2016-07-19,a@example.org,,,,,,")
        bring_in(path, "--dry-run")
        assert beside.exists()
        assert bring_in(path)[0] == 0
        assert not beside.exists()

    def test_another_file_of_that_name_stays(self, guides, history):
        path = history(f"{GUIDE},2016-07-19,a@example.org,,,,,,")
        beside = Path(f"{path}.rejected.csv")
        beside.write_text("notes of the team\n")
        assert bring_in(path)[0] == 0
        assert beside.read_text() == "notes of the team\n"

    def test_the_mended_file_that_was_brought_in_stays(self, guides, tmp_path):
        path = tmp_path / "mended.csv"
        path.write_text(f"line,reason,{HEADER}\n2,why,{GUIDE},2016-07-19,a@example.org,,,,,,\n")
        assert bring_in(path, "--rejected", str(path))[0] == 0
        assert path.exists()
