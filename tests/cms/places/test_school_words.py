"""The words by which a school is found: whatever the spelling, and however little of it is typed."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cms.places.register.words import (
    LONGEST_WORDS,
    fold,
    fold_name,
    query_words,
    search_words,
    sort_name,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("St John’s", ["st", "johns"]),
        ("Saint John's", ["st", "johns"]),
        ("SS Peter & Paul", ["st", "peter", "and", "paul"]),
        ("Ysgol Tŷ Gŵyr", ["ysgol", "ty", "gwyr"]),
        ("Stoke-on-Trent", ["stoke", "on", "trent"]),
        ("C of E Primary", ["ce", "primary"]),
        ("C.E. Primary", ["ce", "primary"]),
        ("CofE Primary", ["ce", "primary"]),
        ("Ｆｕｌｌ width", ["full", "width"]),
        ("—!?", []),
    ],
)
def test_spelling_does_not_stand_in_the_way(text, words):
    assert fold(text) == words


@given(st.text(max_size=300))
@example("İstanbul")
@example("ﬁrst ſchool")
def test_folding_leaves_plain_letters_and_figures_and_folds_once(text):
    words = fold(text)
    assert all(re.fullmatch(r"[a-z0-9]{1,40}", word) for word in words)
    assert fold(" ".join(words)) == words
    assert fold(text.upper()) == words or text.upper().casefold() != text.casefold()


@given(st.text(max_size=200), st.text(max_size=100), st.sampled_from(["", "LS1 4AP", "S11 8BT"]))
def test_a_school_is_found_by_each_of_its_words_and_by_any_beginning(name, town, postcode):
    words = words_of(urn=123456, name=name, town=town, postcode=postcode)
    kept = search_words(words)
    assert len(kept) <= LONGEST_WORDS
    assert kept.startswith(" 123456 ")
    assert kept.endswith(" ")
    assert set(kept.split()) <= set(words)
    assert len(words) == len(set(words))
    for typed in (postcode, town, town[:5]):
        for word in query_words(typed):
            assert len(kept) > LONGEST_WORDS - 41 or f" {word}" in kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ls1 4ap", ["ls14ap"]),
        ("LS1 4", ["ls14"]),
        ("ls1", ["ls1"]),
        ("school of the rock", ["school", "rock"]),
        ("the", ["the"]),
        ("", []),
        ("  ", []),
        ("%_'\0", []),
    ],
)
def test_what_is_looked_for(typed, words):
    assert query_words(typed) == words


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Bramley CofE Primary School", "church england"),
        ("Bramley Church of England Primary School", "cofe"),
        ("Bramley RC School", "roman catholic"),
        ("Bramley Catholic School", "catholic"),
        ("Bramley CP School", "community primary"),
    ],
)
def test_what_is_shortened_is_found_in_full_and_back(name, typed):
    kept = search_words(words_of(urn=1, name=name, town="", postcode=""))
    assert all(f" {word}" in kept for word in query_words(typed))


def test_names_are_sorted_without_their_article_and_the_closed_go_last():
    assert fold_name("The Aldgate School") == "aldgate school"
    assert fold_name("The") == "the"
    assert sort_name("Zeta", closed=False) < sort_name("Alpha", closed=True)
