"""People from a file: every row told before it is written, three modes, nothing changed by a second run."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from wagtail.models import ModelLogEntry

from cms.accounts.choices import StaffGroup
from cms.consent.models import ConsentEvent
from cms.core.spreadsheets import SpreadsheetError
from cms.people.models import PeopleImport, Person, Tag
from cms.people.owners import owners
from cms.people.services import merge_people
from cms.people.services.files import as_csv, bring_in, keep_file, look_through, rows_in
from cms.people.services.importing import COLUMNS, Fate, PeopleImporter
from cms.places.models import School
from tests.cms.resources.test_bad_input import strings
from tests.factories import PersonFactory
from tests.staff import client_of

NOW = datetime(2018, 3, 22, 12, tzinfo=UTC)
TABLE = (
    "email,name,role,organisation,postcode,country,tags,language\n"
    "Ann@Example.org,Ann Lee,SENCO,Hill School,ls1 4ap,,reviewer; summit,Cymraeg\n"
    "bob@example.org,,head,,,France,,\n"
)


def people() -> list[tuple]:
    """Everybody as they are, with their tags."""
    fields = ("email", "name", "role", "organisation_name", "postcode", "country", "outcode", "language")
    return [
        (*(getattr(person, name) for name in fields), sorted(tag.name for tag in person.tags.all()))
        for person in Person.objects.order_by("email")
    ]


def run(table: str, mode: str = "fill", *, dry_run: bool = False) -> list[tuple[Fate, str]]:
    """Bring a table in: what became of each row, and what was said of it."""
    importer = PeopleImporter(mode=mode, now=NOW, dry_run=dry_run)
    return [(row.fate, row.words) for row in importer.run(rows_in(table.encode()))]


def fates(table: str, mode: str = "fill", *, dry_run: bool = False) -> list[str]:
    return [fate.value for fate, _words in run(table, mode, dry_run=dry_run)]


@pytest.mark.both_databases
@pytest.mark.django_db
class TestModes:
    def test_people_are_added_with_what_the_row_says_and_no_consent(self):
        assert fates(TABLE) == ["added", "added"]
        assert people() == [
            ("ann@example.org", "Ann Lee", "senco", "Hill School", "LS1 4AP", "GB-ENG", "LS1", "cy",
             ["reviewer", "summit"]),
            ("bob@example.org", "", "head", "", "", "FR", "", "en", []),
        ]  # fmt: skip
        assert not ConsentEvent.objects.exists()

    @pytest.mark.parametrize(
        ("mode", "second"), [("skip", "skipped"), ("fill", "unchanged"), ("update", "unchanged")]
    )
    def test_a_second_run_changes_nothing(self, mode, second):
        fates(TABLE, mode)
        before = people()
        assert fates(TABLE, mode) == [second] * 2
        assert people() == before

    def test_a_dry_run_says_the_same_and_writes_nothing(self):
        PersonFactory(email="bob@example.org", name="Bob")
        for mode in ("skip", "fill", "update"):
            before = people()
            told = run(TABLE, mode, dry_run=True)
            assert people() == before
            with transaction.atomic():
                assert run(TABLE, mode) == told
                transaction.set_rollback(True)
        assert not Tag.objects.exists()

    def test_what_each_mode_does_with_somebody_known(self):
        known = PersonFactory(email="ann@example.org", name="Anne", role="head")
        known.tags.add(Tag.objects.create(name="Reviewer"))
        before = people()
        assert fates(TABLE, "skip") == ["skipped", "added"]
        assert people()[0] == before[0]
        assert fates(TABLE, "fill")[0] == "filled"
        assert people()[0] == (
            "ann@example.org", "Anne", "head", "Hill School", "LS1 4AP", "GB-ENG", "LS1", "en",
            ["Reviewer", "summit"],
        )  # fmt: skip
        assert fates(TABLE, "update")[0] == "updated"
        assert people()[0][1:3] == ("Ann Lee", "senco")
        assert people()[0][7] == "cy"
        # An empty cell never takes anything away.
        assert fates("email,name,role\nann@example.org,,\n", "update") == ["unchanged"]

    def test_another_address_of_somebody_is_somebody_known(self):
        ann, other = PersonFactory(email="ann@example.org"), PersonFactory(email="a@home.org")
        merge_people(kept=ann, gone=other, now=NOW)
        table = "email,name\na@home.org,Ann\nann@example.org,Annie\n"
        assert run(table) == [
            (Fate.FILLED, ""),
            (Fate.REFUSED, "This person stands in line 2 already."),
        ]
        ann.refresh_from_db()
        assert ann.name == "Ann"

    def test_a_place_is_overwritten_whole(self):
        fates("email,postcode\nann@example.org,LS1 4AP\n")
        fates("email,country\nann@example.org,France\n", "update")
        ann = Person.objects.get()
        assert (ann.postcode, ann.country, ann.outcode, ann.place_method) == ("", "FR", "", "country")

    def test_a_school_is_known_by_its_number(self):
        School.objects.create(urn=100001, name="Hill School", **school_defaults())
        table = "email,urn\nann@example.org,100001\nbob@example.org,100009\ncat@example.org,ten\n"
        told = run(table)
        assert [fate for fate, _words in told] == [Fate.ADDED] * 3
        assert "no school of this number" in told[1][1]
        assert "six digits" in told[2][1]
        ann = Person.objects.get(email="ann@example.org")
        assert (ann.organisation.school_id, ann.organisation_name) == (100001, "Hill School")
        assert fates(table, "update") == ["unchanged"] * 3

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_database_the_same_for_any_number(self, number, django_assert_max_num_queries):
        table = "email,name,tags\n" + "".join(f"p{n}@example.org,P {n},one\n" for n in range(number))
        with django_assert_max_num_queries(14):
            fates(table)


def school_defaults() -> dict:
    """What a school needs besides its number and name."""
    found = {}
    for field in School._meta.concrete_fields:
        if not field.primary_key and not field.null and not field.has_default() and field.name != "name":
            if field.get_internal_type() == "ForeignKey":
                continue
            found[field.name] = "" if "Char" in field.get_internal_type() else field.to_python("0")
    return {name: value for name, value in found.items() if value != ""}


@pytest.mark.django_db
class TestBadInput:
    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ("nobody,Ann", "Enter an email address like name@school.org.uk."),
            (",Ann", "Enter an email address."),
            ("ann@example.org,Ann,too,many", "The row has more cells than there are columns."),
        ],
    )
    def test_a_row_is_refused_with_the_reason(self, row, words):
        assert run(f"email,name\n{row}\n") == [(Fate.REFUSED, words)]
        assert not Person.objects.exists()

    @pytest.mark.parametrize(
        ("table", "words"),
        [
            ("", "empty"),
            ("name\nAnn\n", "column “email” is missing"),
            ("email,email\na@b.org,c@d.org\n", "stands twice"),
            ("email\n", "no row below"),
        ],
    )
    def test_a_file_that_is_no_table_of_people_says_why(self, table, words):
        with pytest.raises(SpreadsheetError, match=words):
            run(table)

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_it_comes_as_people_save_it(self, encoding, delimiter):
        table = (
            delimiter.join(["E-mail", "Name"]).replace("E-mail", "email")
            + "\r\n"
            + delimiter.join(["zoë@example.org".replace("ë", "e"), "Zoë O’Neil"])
        )
        importer = PeopleImporter(mode="fill", now=NOW)
        assert [row.fate for row in importer.run(rows_in(table.encode(encoding)))] == [Fate.ADDED]
        assert Person.objects.get().name == "Zoë O’Neil"

    def test_a_workbook_is_read_and_a_damaged_one_is_told(self):
        book = Workbook()
        book.active.append(["email", "name", "urn"])
        book.active.append(["ann@example.org", "Ann", 100001])
        output = io.BytesIO()
        book.save(output)
        rows = [cells for _line, cells in rows_in(as_csv(output.getvalue()))]
        assert rows == [{"email": "ann@example.org", "name": "Ann", "urn": "100001"}]
        with pytest.raises(SpreadsheetError, match="cannot be opened"):
            as_csv(output.getvalue()[:200])

    @given(cells=st.lists(st.text(max_size=60), min_size=9, max_size=9))
    @settings(max_examples=60, deadline=None)
    def test_whatever_stands_in_the_cells_a_row_goes_in_or_is_refused(self, cells):
        output = io.StringIO()
        names = ["email", "name", "role", "organisation", "urn", "postcode", "country", "tags", "language"]
        csv.writer(output).writerows([names, ["ann@example.org", *cells[1:]], cells])
        table = output.getvalue().encode("utf-8", "replace")
        with transaction.atomic():
            try:
                importer = PeopleImporter(mode="update", now=NOW)
                told = list(importer.run(rows_in(table)))
            except SpreadsheetError:
                return
            assert all(row.fate in Fate for row in told)
            assert all(row.words for row in told if row.fate == Fate.REFUSED)
            transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
def test_what_breaks_others_goes_in_or_is_refused(column):
    """Strings that have broken other forms, each in every column, in every mode."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    texts = strings()
    for number, text in enumerate(texts):
        row = {"email": f"p{number}@example.org", "name": "Ann"} | {column: text}
        writer.writerow([row.get(name, "") for name in COLUMNS])
    table = output.getvalue().encode("utf-8", "replace")
    for mode in ("fill", "update"):
        told = list(PeopleImporter(mode=mode, now=NOW).run(rows_in(table)))
        assert len(told) == len(texts)
        assert all(row.words for row in told if row.fate == Fate.REFUSED)
    if column != "email":
        assert Person.objects.count() == len(texts)
        kept = Person.objects.values_list("name", "organisation_name")
        assert not any("\x00" in word for words in kept for word in words)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("addresses/{}/", "email"),
        ("tags/{}/", "tag"),
        ("tags/{}/", "remove"),
        ("join/{}/?q=", "q"),
        ("filters/", "name"),
    ],
)
def test_what_breaks_others_breaks_no_form(path, field):
    person = PersonFactory()
    officer = client_of(StaffGroup.DATA_OFFICERS)
    url = "/admin/people/" + path.format(person.pk)
    for text in strings()[:120]:
        sent = {field: text, "screen": "people:index", "query": text}
        response = officer.get(url, {"q": text}) if field == "q" else officer.post(url, sent)
        assert response.status_code in (200, 302, 404, 422), (field, text)
    assert officer.get("/admin/people/filters/").status_code == 200
    assert officer.get(f"/admin/people/inspect/{person.pk}/").status_code == 200


@pytest.mark.django_db
class TestScreen:
    def upload(self, client, table: str = TABLE, mode: str = "fill"):
        return client.post(
            "/admin/people/import/", {"file": SimpleUploadedFile("people.csv", table.encode()), "mode": mode}
        )

    def test_it_is_seen_first_then_brought_in_once_and_logged_without_names(self):
        officer = client_of(StaffGroup.DATA_OFFICERS)
        url = self.upload(officer, TABLE + "nobody,,,,,,,\n").url
        html = officer.get(url).content.decode()
        assert "Nothing is written yet" in html
        assert html.index("nobody") < html.index("Ann@Example.org")
        assert not Person.objects.exists()
        response = officer.get(f"{url}refused/")
        (row,) = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
        assert (row["line"], row["email"]) == ("4", "nobody")
        assert "Enter an email address" in row["reason"]
        officer.post(url, {"bring": "1", "mode": "fill"})
        assert Person.objects.count() == 2
        again = officer.post(url, {"bring": "1", "mode": "fill"}, follow=True).content.decode()
        assert "has been brought in already" in again
        entry = ModelLogEntry.objects.get(action="people.import")
        assert entry.data == {
            "mode": "fill", "added": 2, "filled": 0, "updated": 0, "unchanged": 0, "skipped": 0, "refused": 1,
        }  # fmt: skip
        assert "Ann" not in f"{entry.label}"
        # What is left of the file is what was refused.
        refused = b"".join(officer.get(f"{url}refused/").streaming_content).decode()
        assert "nobody" in refused
        assert "Ann" not in refused

    def test_a_refused_row_is_safe_to_open(self):
        officer = client_of(StaffGroup.DATA_OFFICERS)
        url = self.upload(officer, "email,name\n=cmd(),Ann\n").url
        assert "'=cmd()" in b"".join(officer.get(f"{url}refused/").streaming_content).decode()

    def test_another_mode_is_looked_at_before_it_is_used(self):
        PersonFactory(email="ann@example.org", name="Anne")
        officer = client_of(StaffGroup.DATA_OFFICERS)
        url = self.upload(officer).url
        officer.post(url, {"mode": "update", "bring": "1"})
        assert Person.objects.get(email="ann@example.org").name == "Anne"
        assert "overwritten" in officer.get(url).content.decode()
        officer.post(url, {"mode": "update", "bring": "1"})
        assert Person.objects.get(email="ann@example.org").name == "Ann Lee"

    def test_it_can_be_thrown_away(self):
        officer = client_of(StaffGroup.DATA_OFFICERS)
        officer.post(self.upload(officer).url, {"forget": "1", "mode": "fill"})
        assert not PeopleImport.objects.exists()
        assert not Person.objects.exists()

    @pytest.mark.parametrize(
        ("table", "words"),
        [("", "The submitted file is empty"), ("name\nAnn\n", "is missing"), ("%PDF-1.7", "PDF")],
    )
    def test_what_cannot_be_read_is_told_beside_the_box(self, table, words):
        response = self.upload(client_of(StaffGroup.DATA_OFFICERS), table)
        assert response.status_code == 422
        assert words in response.content.decode()

    def test_a_file_does_not_outlive_an_erasure_or_the_night(self):
        from cms.core.nightly import run_jobs

        file = keep_file(content=TABLE.encode(), mode="fill", user=None, now=NOW)
        run_jobs(now=datetime(2018, 3, 23, 13, tzinfo=UTC))
        file.refresh_from_db()
        assert file.content is None
        with pytest.raises(LookupError):
            look_through(file, now=NOW)
        assert bring_in(file, user=None, now=NOW) is None
        file = keep_file(content=TABLE.encode(), mode="fill", user=None, now=NOW)
        next(owner for owner in owners() if owner.label == "people").erase(PersonFactory(), now=NOW)
        file.refresh_from_db()
        assert file.content is None


@pytest.mark.django_db
class TestCommand:
    def test_it_says_what_became_of_the_rows(self, tmp_path):
        path = tmp_path / "people.csv"
        path.write_text(TABLE + "nobody\n")
        output = io.StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("import_people", str(path), "--mode", "fill", "--format", "json", stdout=output)
        assert ended.value.code == 2
        told = json.loads(output.getvalue())
        assert (told["added"], told["refused"], told["dry_run"]) == (2, 1, False)
        assert "nobody" in (tmp_path / "people.csv.rejected.csv").read_text()

    def test_a_dry_run_writes_nothing(self, tmp_path):
        path = tmp_path / "people.csv"
        path.write_text(TABLE)
        output = io.StringIO()
        call_command("import_people", str(path), "--mode", "update", "--dry-run", stdout=output)
        assert "2 would be new" in output.getvalue()
        assert not Person.objects.exists()

    def test_what_is_no_file_or_no_table_is_told(self, tmp_path):
        with pytest.raises(CommandError, match="no file"):
            call_command("import_people", str(tmp_path / "none.csv"), "--mode", "fill")
        path = tmp_path / "people.csv"
        path.write_text("name\nAnn\n")
        with pytest.raises(CommandError, match="email"):
            call_command("import_people", str(path), "--mode", "fill")


@pytest.mark.django_db
def test_refused_rows_are_written_when_it_is_meant_and_go_when_all_is_well(tmp_path):
    path, beside = tmp_path / "people.csv", tmp_path / "people.csv.rejected.csv"

    def bring(*options: str) -> None:
        call_command("import_people", str(path), "--mode", "fill", *options, stdout=io.StringIO())

    path.write_text("email\nnobody\n")
    with pytest.raises(SystemExit):
        bring("--dry-run")
    assert not beside.exists()
    with pytest.raises(SystemExit):
        bring()
    assert beside.exists()
    path.write_text("email\nann@example.org\n")
    bring()
    assert not beside.exists()
