"""How well an organisation fits a typed name, and why it is shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.people.rules.matching import Candidate, Nearness, Typed, alike, nearness, reasons, score, suggest
from cms.people.rules.succession import stands_for

LEEDS = {"authority": "383", "authority_name": "Leeds", "region": "E12000003"}
ELM = Candidate("school:1", "school", "Elm Primary School", "Leeds", "LS6 2AA", "LS6", **LEEDS)
TYPED = Typed("elm primary", frozenset({"LS6 2AA"}), "LS6", "383", "E12000003")

WORDS = st.sampled_from(
    ("st", "marys", "elm", "oak", "kingsmead", "academy", "infant", "leeds", "school", "primary", "ce", "the")
)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
PLACES = st.sampled_from(
    [("", "", ""), ("LS6", "383", "E12000003"), ("M1", "352", "E12000002"), ("", "383", "E12000003")]
)


@st.composite
def candidates(draw):
    outcode, authority, region = draw(PLACES)
    return Candidate(
        target=f"school:{draw(st.integers(1, 10**6))}",
        kind="school",
        name=draw(NAMES),
        town=draw(st.sampled_from(["", "Leeds", "St Albans"])),
        postcode=f"{outcode} 2AA" if outcode else "",
        outcode=outcode,
        authority=authority,
        authority_name="Leeds" if authority else "",
        region=region,
        is_open=draw(st.booleans()),
        matched_here=draw(st.integers(0, 2)),
        matched_elsewhere=draw(st.integers(0, 2)),
    )


@st.composite
def typed(draw):
    outcode, authority, region = draw(PLACES)
    postcodes = frozenset({f"{outcode} 2AA"}) if outcode and draw(st.booleans()) else frozenset()
    return Typed(draw(NAMES), postcodes, outcode, authority, region)


@given(typed(), candidates())
def test_a_score_lies_between_nought_and_one(name, candidate):
    assert 0 <= score(name, candidate) <= 1


@given(typed(), st.lists(candidates(), max_size=8, unique_by=lambda one: one.target), st.randoms())
def test_suggestions_come_best_first_and_do_not_depend_on_the_order_read(name, found, random):
    first = suggest(name, found)
    assert [one.score for one in first] == sorted((one.score for one in first), reverse=True)
    shuffled = list(found)
    random.shuffle(shuffled)
    assert suggest(name, shuffled) == first
    assert len(first) <= 4
    assert all(one.reason for one in first)


@given(typed(), candidates())
def test_a_closed_school_never_stands_before_the_same_one_open(name, candidate):
    opened, closed = replace(candidate, is_open=True), replace(candidate, is_open=False)
    assert score(name, closed) <= score(name, opened)


@given(typed(), candidates())
def test_what_others_were_matched_to_never_counts_against(name, candidate):
    plain = replace(candidate, matched_here=0, matched_elsewhere=0)
    assert score(name, candidate) >= score(name, plain)


@given(NAMES, NAMES)
def test_likeness_is_the_same_both_ways(one, other):
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1
    assert alike(one, one) == 1


@given(candidates())
def test_the_same_name_at_the_same_door_is_the_best_there_can_be(candidate):
    here = replace(
        candidate, postcode="LS6 2AA", outcode="LS6", is_open=True, matched_here=0, matched_elsewhere=0
    )
    name = Typed(here.name, frozenset({"LS6 2AA"}), "LS6", here.authority, here.region)
    assert score(name, here) == pytest.approx(1)


def test_the_right_one_of_many_of_a_name_comes_first():
    elsewhere = [
        replace(ELM, target=f"school:{n}", town="York", postcode=f"YO1 {n}AA", outcode="YO1", authority="816")
        for n in range(2, 9)
    ]
    assert suggest(TYPED, [*elsewhere, ELM])[0].candidate == ELM


@pytest.mark.parametrize(
    ("name", "candidate", "said"),
    [
        (TYPED, ELM, ("same name", "same postcode")),
        (
            TYPED._replace(postcodes=frozenset()),
            ELM,
            ("same name", "same postcode district", "the only school of that name in Leeds"),
        ),
        (Typed("Elm, Leeds"), ELM, ("same name but for usual words", "in the town they name")),
        (Typed("elm"), replace(ELM, town=""), ("same name", "no place given")),
        (
            Typed("elm", outcode="LS9", authority="383", region="E12000003"),
            ELM,
            ("same name", "same local authority", "the only school of that name in Leeds"),
        ),
        (
            Typed("elm", outcode="YO1", authority="816", region="E12000003"),
            replace(ELM, is_open=False),
            ("same name", "same region", "the only school of that name in Leeds", "closed"),
        ),
        (Typed("elm", outcode="M1", region="E12000002"), ELM, ("same name", "but elsewhere in England")),
        (
            TYPED,
            replace(ELM, matched_here=3),
            ("3 people here with this name were matched to it", "same name", "same postcode"),
        ),
    ],
)
def test_reasons_say_in_words_what_speaks_for_it(name, candidate, said):
    found = reasons(name, candidate, [candidate])
    assert tuple(part for part in found if "only school" not in part or part in said)[: len(said)] == said


def test_a_name_alike_is_shown_with_how_alike():
    (found,) = suggest(Typed("Kingsmaed Academy", outcode="LS6"), [replace(ELM, name="Kingsmead Academy")])
    assert found.reasons[0].startswith("name alike (0.")
    assert found.reasons[1] == "same postcode district"


def test_a_name_alike_is_never_called_the_only_one_of_that_name():
    academy = replace(ELM, name="Elm Academy")
    assert "the only school of that name in Leeds" in reasons(
        TYPED._replace(postcodes=frozenset()), ELM, [ELM]
    )
    said = reasons(TYPED._replace(postcodes=frozenset()), academy, [academy])
    assert said == ("same name but for usual words", "same postcode district")


def test_another_school_at_the_same_district_is_no_suggestion():
    assert suggest(Typed("Oakfield Academy", outcode="LS6"), [ELM]) == []


def test_a_church_school_is_not_taken_for_the_catholic_one():
    ce = replace(ELM, name="St Mary's Church of England Primary School")
    catholic = replace(ELM, target="school:2", name="St Mary's Catholic Primary School")
    assert next(one.candidate for one in suggest(Typed("st marys ce", outcode="LS6"), [catholic, ce])) == ce


def test_a_council_is_known_by_its_place():
    leeds = Candidate("authority:383", "authority", "Leeds", authority="383", region="E12000003")
    (found,) = suggest(Typed("Leeds City Council", outcode="LS1", authority="383"), [leeds])
    assert found.reasons[0] == "same name"


def test_nearness_goes_by_the_finest_that_agrees():
    assert nearness(TYPED, ELM) == Nearness.POSTCODE
    assert nearness(Typed("elm"), ELM) == Nearness.UNKNOWN
    assert nearness(Typed("elm", outcode="M1", region="E12000002"), ELM) == Nearness.ELSEWHERE


GRAPHS = st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=3), max_size=10)


@given(st.integers(0, 9), GRAPHS, st.frozensets(st.integers(0, 9)))
def test_a_trail_of_successors_always_ends_and_at_an_open_school(urn, links, opened):
    found = stands_for(urn, links, opened.__contains__)
    assert found is None or found in opened
    if urn in opened:
        assert found == urn


def test_a_closed_school_counts_for_the_one_that_came_after_it():
    assert stands_for(1, {1: [2], 2: [3]}, {3}.__contains__) == 3
    assert stands_for(1, {1: [2], 2: [1]}, set().__contains__) is None
    assert stands_for(1, {1: [2, 3]}, {2, 3}.__contains__) is None
    assert stands_for(1, {1: [2, 3], 2: [4], 3: [4]}, {4}.__contains__) == 4
    assert stands_for(1, {}, set().__contains__) is None
