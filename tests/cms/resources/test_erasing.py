"""What of typed words tells of a person, and how an import key is sealed."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.resources.services.erasing import says_who, sealed_key

WORDS = st.text(alphabet=string.ascii_letters + " .,!", max_size=60)
PERSON = {"email": "w.rees@example.org", "name": "Wilhelmina Rees-Okafor"}


@given(WORDS, WORDS, st.booleans())
def test_an_address_is_always_found(before, after, shouted):
    address = PERSON["email"].upper() if shouted else PERSON["email"]
    assert says_who(f"{before}{address}{after}", **PERSON)


@given(WORDS, WORDS, st.sampled_from(["wilhelmina", "REES-OKAFOR", "Okafor"]))
def test_a_part_of_the_name_is_found_as_a_whole_word(before, after, part):
    assert says_who(f"{before} {part} {after}", **PERSON)


@pytest.mark.parametrize(
    "words",
    [
        "a talk at nasen Live",
        "Twitter",
        "SENCo forum 2017",
        "in 2016 and 2017",
        "page 12-14",
        "among trees",
    ],
)
def test_words_that_name_nobody_are_left(words):
    assert not says_who(words, **PERSON)


@pytest.mark.parametrize("words", ["ring 0113 496 0000", "+44 (0)113 496 0000", "ask jo@school.example"])
def test_numbers_and_others_addresses_are_found(words):
    assert says_who(words, email="x@example.org", name="")


def test_nobody_without_a_name_is_found_everywhere():
    assert not says_who("a colleague", email="x@example.org", name="")
    assert not says_who("at the al fresco lunch", email="x@example.org", name="Al")


@given(st.text(alphabet="0123456789abcdef", min_size=64, max_size=64))
def test_a_sealed_key_fits_its_column_and_shows_nothing_of_the_plain_one(key):
    sealed = sealed_key(key)
    assert len(sealed) == 64
    assert sealed != key
    assert sealed == sealed_key(key)
