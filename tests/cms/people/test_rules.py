"""What an address tells by itself, and who may be the same person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.people.choices import Likeness
from cms.people.rules import Facts, fold_name, likely_duplicates, looks_shared, meant, without_tag
from cms.people.rules.mailboxes import one_slip


@pytest.mark.parametrize(
    "address",
    ["office@hill.sch.uk", "office2@hill.sch.uk", "head.teacher@hill.sch.uk", "the-office@hill.sch.uk",
     "SENCO@hill.sch.uk".lower(), "send_team@leeds.gov.uk", "info+guides@trust.org", "swyddfa@ysgol.cymru"],
)  # fmt: skip
def test_an_office_is_known_by_what_stands_before_the_at(address):
    assert looks_shared(address)


@pytest.mark.parametrize(
    "address",
    ["sam@hill.sch.uk", "headley@hill.sch.uk", "adminah@hill.sch.uk", "j.office@hill.sch.uk", "theo@x.org"],
)
def test_a_person_is_no_office(address):
    assert not looks_shared(address)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("sam@gmial.com", "sam@gmail.com"),
        ("sam@gmai.com", "sam@gmail.com"),
        ("sam@hotmial.co.uk", "sam@hotmail.co.uk"),
        ("sam@outlok.com", "sam@outlook.com"),
        ("s.lee@googlemail.com", "slee@gmail.com"),
        ("sam@hotmail.com", "sam@hotmail.com"),
        ("sam@hotmail.co.uk", "sam@hotmail.co.uk"),
        ("sam@mail.com", "sam@mail.com"),
        ("s.lee@hill.sch.uk", "s.lee@hill.sch.uk"),
    ],
)
def test_a_slip_in_a_providers_name_is_seen(typed, address):
    assert meant(typed) == address


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_one_slip_is_the_same_both_ways_and_never_none(one, other):
    assert one_slip(one, other) == one_slip(other, one)
    assert not one_slip(one, one)


@given(st.text())
def test_a_folded_name_stays_folded(name):
    assert fold_name(fold_name(name)) == fold_name(name)


def pairs(*people: dict) -> dict[tuple[int, int], str]:
    return likely_duplicates(Facts(pk=number, **facts) for number, facts in enumerate(people, 1))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"email": "sam+news@hill.org"}, {"email": "sam@hill.org"}, Likeness.PLUS_TAG),
        ({"email": "sam@gmial.com"}, {"email": "sam@gmail.com"}, Likeness.TYPO),
        ({"email": "s.am@gmail.com"}, {"email": "sam@googlemail.com"}, Likeness.TYPO),
        (
            {"email": "a@x.org", "name": "Siân  Lee", "organisation_name": "Hill School"},
            {"email": "b@y.org", "name": "LEE, Sian", "organisation_name": "hill school."},
            Likeness.NAME_AND_ORGANISATION,
        ),
        (
            {"email": "a@x.org", "name": "Sam Lee", "organisation": 7},
            {"email": "b@y.org", "name": "Sam Lee", "organisation": 7},
            Likeness.NAME_AND_ORGANISATION,
        ),
        (
            {"email": "a@x.org", "name": "Sam Lee", "postcode": "LS1 4AP"},
            {"email": "b@y.org", "name": "Sam Lee", "postcode": "LS1 4AP"},
            Likeness.NAME_AND_POSTCODE,
        ),
        (
            {"email": "s.lee@hill.sch.uk", "trust": 3},
            {"email": "s.lee@trust.org.uk", "trust": 3},
            Likeness.LOCAL_PART,
        ),
    ],
)
def test_who_may_be_the_same_person(one, other, why):
    assert pairs(one, other) == {(1, 2): why}
    assert pairs(other, one) == {(1, 2): why}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"email": "a@x.org", "name": "Sam", "postcode": "LS1 4AP"},
            {"email": "b@y.org", "name": "Sam", "postcode": "LS1 4AP"},
        ),
        ({"email": "a@x.org", "name": "Sam Lee"}, {"email": "b@y.org", "name": "Sam Lee"}),
        # Two people who read one office's post, by what they signed.
        (
            {"email": "office@x.org", "name": "Sam Lee", "organisation_name": "Hill"},
            {"email": "sam@x.org", "name": "Sam Lee", "organisation_name": "Hill"},
        ),
        ({"email": "head@a.sch.uk", "trust": 3}, {"email": "head@b.sch.uk", "trust": 3}),
        (
            {"email": "a@x.org", "name": "Sam Lee", "organisation_name": "Hill", "shared": True},
            {"email": "b@x.org", "name": "Sam Lee", "organisation_name": "Hill"},
        ),
        # Two of one name at one domain have two addresses for a reason only when something else agrees.
        ({"email": "s.lee@hill.sch.uk", "trust": 3}, {"email": "s.lee2@trust.org.uk", "trust": 3}),
    ],
)
def test_who_is_not_proposed(one, other):
    assert pairs(one, other) == {}


def test_many_of_one_name_in_one_place_are_a_coincidence():
    crowd = [{"email": f"s{n}@x.org", "name": "Sam Lee", "organisation_name": "Leeds"} for n in range(7)]
    assert pairs(*crowd) == {}
    assert len(pairs(*crowd[:6])) == 15


PEOPLE = st.lists(
    st.builds(
        Facts,
        pk=st.integers(1, 30),
        email=st.sampled_from(
            ["sam@gmail.com", "sam@gmial.com", "sam+a@gmail.com", "office@x.org", "s@x.org", "s@y.org"]
        ),
        name=st.sampled_from(["", "Sam", "Sam Lee", "Ann Lee"]),
        organisation_name=st.sampled_from(["", "Hill"]),
        postcode=st.sampled_from(["", "LS1 4AP"]),
        shared=st.booleans(),
    ),
    unique_by=lambda person: person.pk,
)


@given(PEOPLE)
def test_pairs_do_not_depend_on_the_order_and_nobody_is_their_own_double(people):
    found = likely_duplicates(people)
    assert found == likely_duplicates(reversed(people))
    assert all(one < other for one, other in found)
    by_key = {person.pk: person for person in people}
    for pair, why in found.items():
        if why not in (Likeness.PLUS_TAG, Likeness.TYPO):
            assert not any(by_key[pk].shared or looks_shared(by_key[pk].email) for pk in pair)


@given(st.emails())
def test_an_address_without_its_tag_has_none(address):
    assert "+" not in without_tag(address).rpartition("@")[0]
    assert without_tag(without_tag(address)) == without_tag(address)
