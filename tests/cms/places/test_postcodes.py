"""What is a postcode, however it was typed, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.places.data import tables
from cms.places.rules import AREAS, UnknownArea, normalise_postcode


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ls14ap", "LS1 4AP"),
        ("  Ls1   4aP ", "LS1 4AP"),
        ("LS1\u00a04AP", "LS1 4AP"),
        ("\u200bLS1 4AP\ufeff", "LS1 4AP"),
        ("ＬＳ１　４ＡＰ", "LS1 4AP"),
        ("LS1-4AP.", "LS1 4AP"),
        ("L S 1 4 A P", "LS1 4AP"),
        ("LSI 4AP", "LS1 4AP"),
        ("LS1O 4AP", "LS10 4AP"),
        ("S015 1AA", "SO15 1AA"),
        ("0L1 1AA", "OL1 1AA"),
        ("CRO 2AB", "CR0 2AB"),
        ("W1A OAX", "W1A 0AX"),
        ("SW1A1AA", "SW1A 1AA"),
        ("m11ae", "M1 1AE"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("12 High Street, Leeds, LS1 4AP", "LS1 4AP"),
        ("ls1", "LS1"),
        ("SW1A", "SW1A"),
        ("gir0aa", "GIR 0AA"),
        ("bfpo 57", "BFPO 57"),
        ("BF1 3AA", "BF1 3AA"),
        ("je2 3ab", "JE2 3AB"),
        ("BT1 5GS", "BT1 5GS"),
    ],
)
def test_forgives_how_people_type(typed, written):
    assert normalise_postcode(typed) == written


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "none", "n/a", "LS", "75001", "ZZ1 1ZZ", "LS1 4AC", "LS111 4AP", "4AP",
     "A" * 10_000, "D02 X285", "1234 AB", "LS1 4AP\0x", "🙂", "-", "BFPO", "BFPO 0", "١١"],
)  # fmt: skip
def test_says_in_words_what_is_no_postcode(typed):
    with pytest.raises(ValueError, match="postcode"):
        normalise_postcode(typed)


@pytest.mark.parametrize(
    ("typed", "letters"),
    [("XX1 1AA", "XX"), ("zz9 9zz", "ZZ"), ("QA12", "QA"), ("a1 1aa", "A"), ("X1A 1AA", "X")],
)
def test_letters_of_no_area_get_a_sentence_of_their_own(typed, letters):
    with pytest.raises(UnknownArea, match=rf"begins with {letters}\..*place nearby"):
        normalise_postcode(typed)


@pytest.mark.parametrize(
    "typed", ["nowhere", "LS1 4AC", "75001", "D02 X285", "LS111 4AP", "XX", "", "X" * 200]
)
def test_what_is_not_built_like_a_postcode_is_no_unknown_area(typed):
    with pytest.raises(ValueError, match="postcode") as caught:
        normalise_postcode(typed)
    assert not isinstance(caught.value, UnknownArea)


def test_knows_every_area_of_the_table_and_no_other():
    assert frozenset(tables().areas) == AREAS


def test_reads_every_district_of_the_table_as_itself():
    for outcode in tables().outcodes:
        assert normalise_postcode(outcode) == outcode
        assert normalise_postcode(f"{outcode.lower()}9zz") == f"{outcode} 9ZZ"


OUTCODES = st.sampled_from(sorted(tables().outcodes))
INCODES = st.from_regex(r"[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True)


@given(OUTCODES, INCODES, st.sampled_from(["", " ", "  ", "\t", "-", "\u00a0"]), st.booleans())
def test_space_and_case_never_matter(outcode, incode, between, small):
    typed = f" {outcode}{between}{incode} "
    assert normalise_postcode(typed.lower() if small else typed) == f"{outcode} {incode}"


@given(st.text(max_size=30))
def test_any_text_is_a_postcode_or_a_value_error(text):
    try:
        written = normalise_postcode(text)
    except ValueError:
        return
    assert normalise_postcode(written) == written
    assert len(written) <= 8
