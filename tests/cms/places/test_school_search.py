"""Schools are found by what people type, the likeliest first; and the page and the suggestions say so."""

import pytest

from cms.core.demo import Context
from cms.places import demo
from cms.places.models import School, SchoolWord
from cms.places.register import searching
from cms.places.register.rows import found_by
from cms.places.reports import school_chosen, search_schools

pytestmark = pytest.mark.django_db
ACADEMY = 900_002


def make(urn: int, name: str, *, town: str = "", postcode: str = "", status: str = "open") -> School:
    """A school with its words, as the import writes it."""
    school = School(urn=urn, name=name, town=town, postcode=postcode, status=status)
    columns, words = found_by(vars(school))
    for column, value in columns.items():
        setattr(school, column, value)
    school.save()
    SchoolWord.objects.bulk_create([SchoolWord(school=school, word=word) for word in words])
    return school


@pytest.fixture
def schools(db):
    """The demo's."""
    from datetime import UTC, datetime

    assert demo.load(Context(now=datetime(2018, 1, 1, tzinfo=UTC)))


def names(text: str, limit: int = 10) -> list[str]:
    return [school.name for school in search_schools(text, limit)]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lark", "Larkrise Example Special School"),
        ("special lark", "Larkrise Example Special School"),
        ("SAINT LUCY", "St Lucy’s Example Catholic Primary School"),
        ("st lucys", "St Lucy’s Example Catholic Primary School"),
        ("kings heath", "King’s Heath Example Junior School"),
        ("carn cafe", "Carn Café Example Nursery School"),
        ("truro nursery", "Carn Café Example Nursery School"),
        ("LS14 6PQ", "Larkrise Example Special School"),
        ("ls146pq", "Larkrise Example Special School"),
        ("ls14", "Larkrise Example Special School"),
        ("900005", "Larkrise Example Special School"),
        ("frideswide sheffield", "St Frideswide’s Example CofE Primary School"),
        ("church of england s6", "St Frideswide’s Example CofE Primary School"),
    ],
)
def test_by_name_town_postcode_or_number(schools, typed, first):
    assert names(typed)[0] == first


@pytest.mark.both_databases
def test_open_schools_come_before_closed_ones(schools):
    found = search_schools("alderwick")
    assert [school.closed for school in found] == [False, False, True]
    assert found[-1].name == "Alderwick Example High School"


@pytest.mark.both_databases
@pytest.mark.parametrize("few", [0, 1, 600], ids=["read in order", "picked by the database", "ranked"])
def test_every_way_of_looking_finds_the_same(schools, monkeypatch, few):
    monkeypatch.setattr(searching, "FEW", few)
    monkeypatch.setattr(searching, "SOME", few)
    assert set(names("primary example", 30)) == {
        school.name for school in School.objects.filter(name__contains="Primary")
    }
    assert names("alderwick")[-1] == "Alderwick Example High School"
    assert names("skerne") == ["Skerne Example Primary School"]
    assert names("900001") == ["Alderwick Example Primary School"]


@pytest.mark.both_databases
def test_the_name_that_begins_so_goes_first_and_the_number_before_all():
    make(100_001, "Elm Oak School", town="Leeds")
    make(100_002, "Oak School", town="Leeds")
    make(100_003, "Oak School", town="York", status="closed")
    make(100_004, "100003 Squadron School")
    assert [school.urn for school in search_schools("oak")] == [100_002, 100_001, 100_003]
    assert [school.urn for school in search_schools("100003")] == [100_003, 100_004]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "_", "'; DROP TABLE", "\0", "zz" * 300, "ß", "…", "½", "{"]
)
def test_anything_may_be_typed(schools, typed):
    assert search_schools(typed) == [] or typed == "ß"


def test_a_handful_of_queries_however_many_schools(schools, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        search_schools("alderwick primary")
    for number in range(30):
        make(100_000 + number, f"Alderwick {number} Primary School")
    with django_assert_max_num_queries(3):
        search_schools("alderwick primary")


def test_a_choice_counts_while_its_name_stands(schools):
    name = "Larkrise Example Special School"
    assert school_chosen(urn="900005", typed=name).urn == 900_005
    assert school_chosen(urn="900005", typed=f"  {name.upper()} ").urn == 900_005
    assert school_chosen(urn="900005", typed="Larkrise") is None
    for urn in ("", "abc", "-1", "²", "9" * 30, "1", "900005 "):
        assert school_chosen(urn=urn, typed=name) is None


class TestSuggestions:
    def test_as_the_list_under_the_box_reads_them(self, client, schools):
        answer = client.get("/places/schools/", {"q": "alderwick high"})
        assert answer.json() == {
            "suggestions": [
                {
                    "title": "Alderwick Example High School",
                    "detail": "Leeds, LS6 2AD, URN 900019, closed",
                    "value": "900019",
                    "closed": True,
                }
            ]
        }
        assert answer["Cache-Control"] == "public, max-age=3600"
        assert not answer.cookies

    def test_in_welsh(self, client, schools):
        (found,) = client.get("/cy/places/schools/", {"q": "alderwick high"}).json()["suggestions"]
        assert found["detail"] == "Leeds, LS6 2AD, URN 900019, wedi cau"

    @pytest.mark.parametrize("typed", ["", "al", " a l ", "\0\0\0"])
    def test_less_than_three_letters_find_nothing(self, client, schools, typed, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert client.get("/places/schools/", {"q": typed}).json() == {"suggestions": []}

    def test_too_many_questions_are_told_to_wait(self, client, schools, monkeypatch):
        from cms.core.limits import Limit
        from cms.places.views import finding

        monkeypatch.setattr(finding, "FROM_ONE_ADDRESS", (Limit("schools", 1, 60),))
        assert client.get("/places/schools/", {"q": "alderwick"}).status_code == 200
        answer = client.get("/places/schools/", {"q": "alderwick"})
        assert (answer.status_code, answer["Retry-After"]) == (429, "60")
        page = client.get("/find-school/", {"q": "alderwick", "next": "/get/a-guide/"})
        assert page.status_code == 429
        assert "Search again in ten minutes" in page.content.decode()

    def test_nothing_can_be_posted(self, client):
        assert client.post("/places/schools/").status_code == 405


class TestThePage:
    def test_it_lists_schools_and_leads_back_with_what_was_typed(self, client, schools):
        answer = client.post(
            "/find-school/?next=/get/a-guide/",
            {"organisation": "frideswide", "email": "ann@example.org", "heard": "colleague"},
        )
        page = answer.content.decode()
        assert answer.context["found"][0]["value"] in ("900004", "900007")
        assert '<input type="hidden" name="email" value="ann@example.org">' in page
        assert 'formaction="/get/a-guide/"' in page
        assert "2 schools found." in page
        assert "None of these: keep “frideswide”" in page
        assert answer["Cache-Control"] == "private, no-store"
        assert not answer.cookies

    @pytest.mark.parametrize(
        "back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", "x"]
    )
    def test_it_leads_nowhere_else(self, client, schools, back):
        page = client.get("/find-school/", {"q": "alderwick", "next": back}).content.decode()
        assert "evil" not in page
        assert "javascript:" not in page
        assert "formaction" not in page

    def test_another_website_cannot_fill_it_in(self, client, schools):
        answer = client.post(
            "/find-school/?next=/get/a-guide/",
            {"organisation": "frideswide", "email": "ann@example.org"},
            headers={"Sec-Fetch-Site": "cross-site"},
        )
        assert "ann@example.org" not in answer.content.decode()

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("zzzz", "No school found for “zzzz”"),
            ("al", "Type at least three letters"),
            ("", "At least three"),
        ],
    )
    def test_it_says_what_to_do_where_nothing_is_found(self, client, schools, typed, words):
        assert words in client.get("/find-school/", {"q": typed}).content.decode()

    def test_what_is_typed_is_shown_as_words(self, client, schools):
        page = client.post("/find-school/", {"q": "<script>x</script>", "a<b": "c>d"}).content.decode()
        assert "<script>x" not in page
        assert "a&lt;b" in page
