"""The screens on which typed names are matched: grouped, suggested, matched, left, and taken back."""

import csv
import io

import pytest
from wagtail.models import ModelLogEntry

from cms.accounts.choices import StaffGroup
from cms.people.models import LeftName, Organisation, OrganisationStep, Person
from cms.people.reports.suggesting import suggestions_for
from cms.people.reports.typed import divide, key_of, number_waiting, typed_names
from cms.people.services.organisations import make_organisation, organisation_for_school
from cms.places.choices import GroupKind
from cms.places.models import School, SchoolGroup, SchoolWord
from cms.places.register.rows import found_by
from cms.places.signals import register_loaded
from tests.factories import DownloadFactory, PersonFactory
from tests.staff import client_of

pytestmark = pytest.mark.django_db
URL = "/admin/organisations-match/"
LEEDS = {"country": "GB-ENG", "outcode": "LS6", "authority": "383", "region": "E12000003"}


def school(urn, name, postcode="LS6 2AA", **more) -> School:
    made = School(urn=urn, name=name, postcode=postcode, town="Leeds", **{**LEEDS, **more})
    columns, words = found_by(vars(made))
    vars(made).update(columns)
    made.save()
    SchoolWord.objects.bulk_create([SchoolWord(school=made, word=word) for word in words])
    return made


def typed(organisation_name, **more) -> Person:
    return PersonFactory(organisation_name=organisation_name, **{**LEEDS, **more})


@pytest.fixture
def comms():
    return client_of(StaffGroup.COMMUNICATIONS)


def test_spellings_in_one_place_are_one_group_and_another_place_is_another():
    for name in ("Elm Primary School", "elm  primary", "The ELM School"):
        typed(name)
    typed("Elm Primary", outcode="YO1", authority="816")
    typed("Elm Primary", country="FR", outcode="", authority="", region="")
    typed("???")
    typed("")
    typed("Oak", organisation=make_organisation(kind="other", name="Oak")[0])
    typed("Ash", merged_into=typed("Birch"))
    groups = typed_names()
    assert [(group.folded, group.where, group.people) for group in groups] == [
        ("elm", "LS6", 3),
        ("birch", "LS6", 1),
        ("elm", "FR", 1),
        ("elm", "YO1", 1),
    ]
    assert number_waiting() == 4
    assert [group.folded for group in typed_names(authority="383", words="ELM!")] == ["elm"]
    assert len(typed_names(region="E12000003")) == 3


def test_a_suggestion_is_ranked_by_name_and_place_with_its_reason():
    right = school(1, "Elm Primary School")
    school(2, "Elm Primary School", "YO1 1AA", outcode="YO1", authority="816")
    school(3, "Ash Primary School")
    typed("elm primary", postcode="LS6 2AA")
    (name,) = typed_names()
    found = suggestions_for([name])[name.key]
    assert [one.candidate.target for one in found] == ["school:1", "school:2"]
    assert found[0].reason == "same name, same postcode"
    Person.objects.update(organisation=organisation_for_school(school=right))
    typed("Elm", postcode="LS6 9ZZ"), typed("elm primary", outcode="M1", authority="352", region="E12000002")
    here, elsewhere = sorted(typed_names(), key=lambda one: one.where)
    assert "1 person" not in suggestions_for([here])[here.key][0].reason
    assert suggestions_for([elsewhere])[elsewhere.key][0].reason.startswith("1 person elsewhere")


def test_trusts_authorities_and_named_organisations_are_suggested_too():
    SchoolGroup.objects.create(
        uid=7, name="Elm Learning Trust", kind=GroupKind.MULTI_ACADEMY, postcode="LS6 1AA"
    )
    kites, _made = make_organisation(kind="charity", name="The Kites Foundation")
    for name in ("Elm Learning Trust", "Leeds City Council", "kites foundation"):
        typed(name)
    names = typed_names()
    found = suggestions_for(names)
    assert {name.folded: found[name.key][0].candidate.target for name in names} == {
        "elm learning trust": "trust:7",
        "leeds city council": "authority:383",
        "kites foundation": f"organisation:{kites.pk}",
    }


def test_many_ticked_names_are_matched_at_once_logged_and_taken_back(comms):
    school(1, "Elm Primary School"), school(2, "Oak High School")
    people = [typed("elm primary"), typed("Elm"), typed("oak high"), typed("nothing like it")]
    keys = [key_of(name, "LS6", "GB-ENG") for name in ("elm", "oak high", "nothing like it")]
    html = comms.get(URL).content.decode()
    assert "elm primary" in html.lower()
    assert "Because:" in html
    answer = comms.post(
        URL,
        {"name": keys, f"target-{keys[0]}": "school:1", f"target-{keys[1]}": "school:2", "match": "1"},
        follow=True,
    )
    text = answer.content.decode()
    assert "3 people matched under 2 names" in text
    assert "1 ticked name has nothing chosen beside it" in text
    for person in people:
        person.refresh_from_db()
    assert [person.organisation and person.organisation.school_id for person in people] == [1, 1, 2, None]
    assert people[1].organisation_name == "Elm"
    assert ModelLogEntry.objects.filter(action="people.organisation_match").count() == 2
    step = OrganisationStep.objects.get()
    assert not {"elm", "@"} & set(str(step.record).lower().split("'"))
    comms.post(f"/admin/organisations/undo/{step.pk}/", {"next": URL})
    assert not Person.objects.filter(organisation__isnull=False).exists()
    again = comms.post(f"/admin/organisations/undo/{step.pk}/", {"next": "https://example.com/"}, follow=True)
    assert again.redirect_chain == [("/admin/organisations/", 302)]
    assert "Somebody else has just taken that back" in again.content.decode()


def test_nothing_is_ever_matched_by_itself(comms):
    school(1, "Elm Primary School")
    typed("Elm Primary School", postcode="LS6 2AA")
    for url in (URL, f"{URL}?tick=sure", f"{URL}{key_of('elm', 'LS6', 'GB-ENG')}/", "/admin/"):
        assert comms.get(url).status_code == 200
    assert not Organisation.objects.exists()
    assert not Person.objects.filter(organisation__isnull=False).exists()


def test_the_sure_ones_are_ticked_on_request_alone(comms):
    school(1, "Elm Primary School")
    typed("Elm Primary School", postcode="LS6 2AA"), typed("Elms Primary")
    boxes = [row["ticked"] for row in comms.get(URL).context["rows"]]
    assert boxes == [False, False]
    rows = comms.get(f"{URL}?tick=sure").context["rows"]
    assert {row["name"].folded: row["ticked"] for row in rows} == {"elm": True, "elms": False}


def test_names_are_left_as_they_are_and_taken_up_again(comms, django_capture_on_commit_callbacks):
    typed("my own practice")
    key = key_of("my own practice", "LS6", "GB-ENG")
    assert number_waiting() == 1
    with django_capture_on_commit_callbacks(execute=True):
        comms.post(URL, {"name": [key], "leave": "1"})
    assert LeftName.objects.get().key == key
    assert divide(typed_names())[0] == []
    assert number_waiting() == 0
    assert "my own practice" in comms.get(f"{URL}?left=1").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        comms.post(f"{URL}?left=1", {"name": [key], "take_up": "1"})
    assert number_waiting() == 1


def test_one_name_is_matched_to_what_is_found_or_newly_made(comms):
    school(1, "Elm Primary School", "YO1 1AA", outcode="YO1", authority="816", region="E12000003")
    typed("wonderful place"), typed("kites")
    one = f"{URL}{key_of('wonderful place', 'LS6', 'GB-ENG')}/"
    assert "Elm Primary School" in comms.get(f"{one}?q=elm").content.decode()
    assert "Nothing fits that" in comms.get(f"{one}?q=zzzz").content.decode()
    assert "Choose an organisation" in comms.post(one, {}).content.decode()
    assert comms.post(one, {"target": "school:1"}).status_code == 302
    assert Person.objects.get(organisation_name="wonderful place").organisation.school_id == 1
    gone = comms.get(one, follow=True)
    assert "does not wait any more" in gone.content.decode()
    two = f"{URL}{key_of('kites', 'LS6', 'GB-ENG')}/"
    bad = comms.post(two, {"make": "1", "kind": "charity", "name": "", "town": "Leeds"})
    assert "This field is required" in bad.content.decode()
    assert 'value="Leeds"' in bad.content.decode()
    comms.post(two, {"make": "1", "kind": "charity", "name": "Kites", "town": "Leeds"})
    assert Person.objects.get(organisation_name="kites").organisation.kind == "charity"


@pytest.mark.parametrize(
    "query", ["?region=nonsense", "?authority=999", "?p=999", "?p=x", "?q=" + "a" * 300, "?left=9", "?q=%00"]
)
def test_what_cannot_be_read_shows_a_page_all_the_same(comms, query):
    typed("Elm")
    assert comms.get(URL + query).status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": ["x"]},
        {"name": ["../.."], "match": "1"},
        {"name": ["a" * 5000], "leave": "1"},
        {"name": ["ß"], "take_up": "1", "target-ß": "school:1"},
    ],
)
def test_what_did_not_come_from_the_form_changes_nothing(comms, data):
    typed("Elm")
    assert comms.post(URL, data, follow=True).status_code == 200
    assert not OrganisationStep.objects.exists()
    assert not LeftName.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_screens_cost_the_same_at_any_number(comms, number, django_assert_max_num_queries):
    for urn in range(1, number + 1):
        elm = school(urn, f"Elm {urn} School")
        typed(f"elm {urn}"), typed(f"elm {urn}", postcode="LS6 2AA")
        person = typed(f"oak {urn}", organisation=organisation_for_school(school=elm))
        DownloadFactory(person=person)
    one = Organisation.objects.first()
    key = key_of("elm 1", "LS6", "GB-ENG")
    for url, most in (
        (URL, 22),
        (f"{URL}{key}/?q=elm", 26),
        ("/admin/organisations/", 16),
        (f"/admin/organisations/inspect/{one.pk}/", 30),
        ("/admin/choose-organisation/", 10),
    ):
        comms.get(url)
        with django_assert_max_num_queries(most):
            comms.get(url)


def test_the_list_tells_people_and_downloads_and_leaves_with_few():
    elm = organisation_for_school(school=school(1, "=Elm Primary School"))
    for _ in range(2):
        DownloadFactory(person=typed("elm", organisation=elm))
    refused = client_of(StaffGroup.COMMUNICATIONS)
    assert refused.get("/admin/organisations/?export=csv").status_code == 302
    for asked in ("q=elm+leeds", "q=1", "kind=school&authority=383&region=E12000003", "q=LS6"):
        found = refused.get(f"/admin/organisations/?{asked}").context["object_list"]
        assert [row.pk for row in found] == [elm.pk], asked
    assert not refused.get("/admin/organisations/?kind=nonsense").context["object_list"]
    response = client_of(StaffGroup.DATA_OFFICERS).get("/admin/organisations/?export=csv")
    (line,) = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    assert line["Name"] == "'=Elm Primary School"
    assert (line["People"], line["Counted downloads"], line["First download"]) == ("2", "2", "2016-07-19")
    assert ModelLogEntry.objects.get(action="people.export").data["what"] == "organisations"


def test_an_organisations_page_tells_facts_people_downloads_and_reach(comms):
    trust = SchoolGroup.objects.create(uid=7, name="Elm Trust", kind=GroupKind.MULTI_ACADEMY)
    elm = school(1, "Elm Primary School", trust=trust)
    school(2, "Oak High School", trust=trust), school(3, "Ash School")
    person = typed("ELM", organisation=organisation_for_school(school=elm), name="Ann Smith")
    DownloadFactory(person=person)
    html = comms.get(f"/admin/organisations/inspect/{person.organisation_id}/").content.decode()
    for words in ("Elm Trust", "Ann Smith", "“ELM” (1)", "50 %", "33 %", "See them"):
        assert words in html, words
    html = comms.get("/admin/schools-reached/trust/7/").content.decode()
    assert "1 of 2 open schools of Elm Trust know us" in html
    assert comms.get("/admin/schools-reached/trust/8/").status_code == 404
    assert comms.get("/admin/schools-reached/pony/8/").status_code == 404


def test_a_named_organisation_is_added_corrected_merged_and_deleted():
    officer = client_of(StaffGroup.DATA_OFFICERS)
    officer.post("/admin/organisations/new/", {"kind": "charity", "name": "Kites", "town": "Leeds"})
    kites = Organisation.objects.get()
    again = officer.post(
        "/admin/organisations/new/", {"kind": "charity", "name": "the kites", "town": "leeds"}, follow=True
    )
    assert "We know “Kites” already" in again.content.decode()
    officer.post(f"/admin/organisations/edit/{kites.pk}/", {"kind": "other", "name": "Red Kites", "town": ""})
    kites.refresh_from_db()
    assert (kites.kind, kites.name, kites.town) == ("other", "Red Kites", "")
    bad = officer.post(f"/admin/organisations/edit/{kites.pk}/", {"kind": "school", "name": "", "town": ""})
    assert bad.status_code == 200
    swifts, _made = make_organisation(kind="charity", name="Swifts")
    person = typed("x", organisation=kites)
    merge = f"/admin/organisations/merge/{kites.pk}/"
    assert "Swifts" in officer.get(f"{merge}?q=swifts").content.decode()
    assert "Choose the organisation" in officer.post(merge, {"target": "organisation:0"}).content.decode()
    officer.post(merge, {"target": f"organisation:{swifts.pk}"})
    person.refresh_from_db()
    assert person.organisation == swifts
    html = officer.get(f"/admin/organisations/inspect/{kites.pk}/").content.decode()
    assert "This organisation was merged" in html
    refused = officer.post(f"/admin/organisations/delete/{swifts.pk}/", follow=True)
    assert "People belong to this organisation" in refused.content.decode()
    owls, _made = make_organisation(kind="charity", name="Owls")
    officer.post(f"/admin/organisations/delete/{owls.pk}/")
    assert not Organisation.objects.filter(pk=owls.pk).exists()


def test_one_of_a_register_is_not_corrected_here(comms):
    elm = organisation_for_school(school=school(1, "Elm Primary School"))
    answer = comms.get(f"/admin/organisations/edit/{elm.pk}/", follow=True)
    assert "It is corrected there" in answer.content.decode()
    post = comms.post(f"/admin/organisations/edit/{elm.pk}/", {"kind": "other", "name": "X", "town": ""})
    assert "corrected there" in post.content.decode()
    elm.refresh_from_db()
    assert elm.name == "Elm Primary School"


def test_the_chooser_finds_by_name_town_postcode_and_number_and_takes_one_from_the_register(comms):
    elm = organisation_for_school(school=school(1, "Elm Primary School"))
    school(234567, "Oak High School")
    for asked in ("elm", "leeds", "LS6", "1"):
        html = comms.get(f"/admin/choose-organisation/results/?q={asked}").content.decode()
        assert "Elm Primary School" in html, asked
    assert "Elm" not in comms.get("/admin/choose-organisation/results/?q=zebra").content.decode()
    made = comms.post(
        "/admin/choose-organisation/create/", {"organisation_chooser-create-form-urn": 234567, "urn": 234567}
    )
    assert made.json()["step"] == "chosen"
    assert Organisation.objects.get(school=234567).name == "Oak High School"
    wrong = comms.post("/admin/choose-organisation/create/", {"urn": 999999})
    assert "no school with this number" in wrong.json()["htmlFragment"]
    assert comms.get(f"/admin/choose-organisation/chosen/{elm.pk}/").json()["result"]["id"] == str(elm.pk)


def test_somebodys_organisation_is_chosen_on_their_form():
    elm = organisation_for_school(school=school(1, "Elm Primary School"))
    person = typed("elm")
    officer = client_of(StaffGroup.DATA_OFFICERS)
    url = f"/admin/people/edit/{person.pk}/"
    assert "Choose an organisation" in officer.get(url).content.decode()
    officer.post(url, {"organisation_name": "elm", "organisation": elm.pk, "language": "en"})
    person.refresh_from_db()
    assert person.organisation == elm
    html = officer.get(f"/admin/people/inspect/{person.pk}/").content.decode()
    assert f"/admin/organisations/inspect/{elm.pk}/" in html


def test_an_organisation_follows_its_row_of_the_register():
    row = school(1, "Elm Primary School")
    elm = organisation_for_school(school=row)
    School.objects.filter(pk=1).update(name="Elm Academy", town="Bradford")
    register_loaded.send(sender=School, changed=frozenset({1, 2}))
    elm.refresh_from_db()
    assert (elm.name, elm.town) == ("Elm Academy", "Bradford")


def test_the_home_screen_says_how_many_names_wait(comms):
    typed("Elm"), typed("Oak")
    assert "2 names of organisations wait to be matched" in comms.get("/admin/").content.decode()
    assert "wait to be matched" not in client_of(StaffGroup.EDITORS).get("/admin/").content.decode()
