"""Which school somebody works in: chosen from the register, or in their own words."""

from datetime import UTC, datetime

import pytest

from cms.core.demo import Context
from cms.people.models import Organisation, Person
from cms.people.services.organisations import organisation_for_school
from cms.places import demo
from cms.places.choices import Method, Region
from cms.places.models import School
from cms.resources.models import Download

pytestmark = pytest.mark.django_db
FORM = "/get/send-review-guide/"
NAME, URN = "Larkrise Example Special School", "900005"


@pytest.fixture
def schools(suite):
    assert demo.load(Context(now=datetime(2018, 1, 1, tzinfo=UTC)))


def test_the_question_asks_as_a_box_that_can_suggest(browser, schools):
    page = browser.get(FORM).content.decode()
    assert 'data-suggest-url="/places/schools/"' in page
    assert 'data-suggest-into="id_school"' in page
    assert 'name="school"' in page
    assert f'formaction="/find-school/?next={FORM}" formmethod="post" formnovalidate' in page
    welsh = browser.get(f"/cy{FORM}").content.decode()
    assert 'data-suggest-url="/cy/places/schools/"' in welsh
    assert f'formaction="/cy/find-school/?next=/cy{FORM}"' in welsh


@pytest.mark.both_databases
def test_a_choice_puts_the_person_into_their_school(browser, schools, answers):
    for email in ("ann@example.org", "bob@example.org"):
        assert browser.post(FORM, answers(email=email, organisation=NAME, school=URN)).status_code == 303
    organisation = Organisation.objects.get()
    assert (organisation.school_id, organisation.kind) == (900_005, "school")
    assert organisation.people.count() == 2
    assert set(Person.objects.values_list("organisation_name", flat=True)) == {NAME}


def test_the_name_becomes_the_registers_spelling(browser, schools, answers):
    browser.post(FORM, answers(organisation=f" {NAME.upper()} ", school=URN))
    person = Person.objects.get()
    assert (person.organisation_name, person.organisation.school_id) == (NAME, 900_005)


@pytest.mark.parametrize(
    ("typed", "urn"),
    [("Another School", URN), (NAME, "1"), (NAME, "abc"), (NAME, "9" * 40), (NAME, ""), ("", URN)],
)
def test_ones_own_words_count_alone_once_they_are_changed(browser, schools, answers, typed, urn):
    assert browser.post(FORM, answers(organisation=typed, school=urn)).status_code == 303
    person = Person.objects.get()
    assert (person.organisation_name, person.organisation) == (typed, None)
    assert not Organisation.objects.exists()


def test_the_register_gives_the_postcode_that_was_left_empty(browser, schools, answers):
    assert browser.post(FORM, answers(postcode="", organisation=NAME, school=URN)).status_code == 303
    person, download = Person.objects.get(), Download.objects.get()
    assert person.postcode == "LS14 6PQ"
    for row in (person, download):
        assert (row.authority, row.region, row.place_method) == ("383", Region.YORKSHIRE, Method.FULL)


def test_a_postcode_that_was_typed_stays(browser, schools, answers):
    browser.post(FORM, answers(postcode="TR1 1AA", organisation=NAME, school=URN))
    assert Person.objects.get().postcode == "TR1 1AA"


def test_own_words_still_need_a_postcode(browser, schools, answers):
    page = browser.post(FORM, answers(postcode="", organisation=NAME)).content.decode()
    assert "Enter your postcode" in page


def test_a_school_without_a_postcode_leaves_the_question_open(browser, schools, answers):
    School.objects.filter(pk=900_005).update(postcode="")
    page = browser.post(FORM, answers(postcode="", organisation=NAME, school=URN)).content.decode()
    assert "Enter your postcode" in page
    assert f'name="school" value="{URN}"' in page


def test_what_is_known_of_somebody_stays(browser, schools, answers):
    browser.post(FORM, answers(organisation="My old school"))
    browser.post(FORM, answers(organisation=NAME, school=URN))
    person = Person.objects.get()
    assert (person.organisation_name, person.organisation) == ("My old school", None)
    before = organisation_for_school(school=School.objects.get(pk=900_001))
    Person.objects.update(organisation=before, organisation_name=NAME)
    browser.post(FORM, answers(organisation=NAME, school=URN))
    assert Person.objects.get().organisation == before


def test_a_form_without_a_choice_costs_no_query_for_it(browser, schools, answers):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser.post(FORM, answers(email="first@example.org"))
    with CaptureQueriesContext(connection) as seen:
        browser.post(FORM, answers(email="second@example.org", organisation="Own words"))
    assert not [query["sql"] for query in seen if "places_school" in query["sql"]]


class TestThereAndBack:
    def test_everything_typed_comes_back_with_the_school(self, browser, schools, answers):
        given = answers(email="half", role="teacher", postcode="", name="Ann <b>", remember="on", back="1")
        answer = browser.post(FORM, given | {"organisation": "lark", "school": URN})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert not answer.context["form"].is_bound, "nothing is checked yet"
        assert 'value="half"' in page
        assert "Ann &lt;b&gt;" in page
        assert '<option value="teacher" selected>' in page
        assert f'name="school" value="{URN}"' in page
        assert f'value="{NAME}"' in page
        assert f'value="{given["made"]}"' in page
        assert "private" in answer["Cache-Control"]
        assert not Person.objects.exists()

    def test_none_of_these_keeps_the_words(self, browser, schools, answers):
        page = browser.post(FORM, answers(organisation="lark", school="", back="1")).content.decode()
        assert 'value="lark"' in page

    def test_a_moment_that_is_not_ours_is_made_anew(self, browser, schools, answers):
        page = browser.post(FORM, answers(made="forged", back="1")).content.decode()
        assert 'value="forged"' not in page

    def test_another_website_cannot_fill_the_form_in(self, browser, schools, answers):
        given = answers(email="trap@example.org", back="1")
        page = browser.post(FORM, given, headers={"Sec-Fetch-Site": "cross-site"}).content.decode()
        assert "trap@example.org" not in page

    def test_a_link_can_name_the_school(self, browser, schools):
        page = browser.get(FORM, {"school": URN}).content.decode()
        assert f'value="{NAME}"' in page
        assert f'name="school" value="{URN}"' in page
        nothing = browser.get(FORM, {"school": "none"})
        assert nothing.status_code == 200
