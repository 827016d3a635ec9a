"""Which spellings are one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.people.rules.names import fold, group_key, name_key, strict_fold, words_of

WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
NAMES = st.lists(
    st.sampled_from(
        [
            *("St", "Saint", "Mary's", "the", "School", "primary", "1st", "acad.", "jnr", "Élan"),
            *("C", "of", "E", "church", "England", "Church", "R", "c", "&", "and"),
        ]
    )
    | WORDS,
    max_size=9,
).map(" ".join)


@pytest.mark.parametrize(
    "spelling",
    [
        "St. Mary’s C of E Primary School",
        "saint marys ce",
        "ST MARYS CE PRIMARY",
        "St Mary's Church of England Primary School",
        "  St   Mary`s  CofE School ",
    ],
)
def test_spellings_of_one_name_fold_to_one(spelling):
    assert fold(spelling) == "st marys ce"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Mary's CE Primary", "St Mary's Catholic Primary"),
        ("Elm Infant School", "Elm Junior School"),
        ("Leeds Academy", "Leeds College"),
        ("Ash Primary", "Oak Primary"),
    ],
)
def test_names_of_different_places_stay_apart(one, other):
    assert fold(one) != fold(other)


def test_a_name_of_noise_alone_keeps_it_and_one_without_letters_has_none():
    assert fold("The Primary School") == "the primary school"
    assert fold("???") == "" == fold("")


@given(NAMES)
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)
    assert strict_fold(strict_fold(name)) == strict_fold(name)


@given(NAMES, st.sampled_from([" ", "  ", ", ", " - ", ". ", "\t"]))
def test_case_spaces_and_punctuation_say_nothing(name, gap):
    words = words_of(name)
    assert fold(gap.join(words).upper()) == fold(" ".join(words))


@given(NAMES)
def test_folded_names_are_plain_words(name):
    assert fold(name) == " ".join(fold(name).split())
    assert fold(name) == fold(name).lower()


@given(st.text(max_size=300), st.text(max_size=120))
def test_a_key_always_fits_its_column(name, town):
    assert len(name_key("charity", name, town)) <= 200
    assert len(group_key(fold(name), town)) == 20


def test_the_place_tells_two_groups_of_one_name_apart():
    assert group_key("st marys", "LS6") != group_key("st marys", "LE2") != group_key("st marys", "")
