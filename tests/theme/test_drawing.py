"""The drawings: well-formed, small, the same every time, and told apart without colour."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.choices import Area
from theme import drawing, pictures
from theme.drawing.inks import segment_path

SUITE = (
    "send-review-guide",
    "ta-deployment-review-guide",
    "send-reflection-framework",
    "preparing-for-adulthood-review-guide",
    "send-governance-review-guide",
    "mat-send-framework",
)
SVG = "{http://www.w3.org/2000/svg}"


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_areas_are_those_of_the_review():
    assert set(drawing.AREAS) == set(Area.values)


def test_each_area_has_a_pattern_of_its_own():
    assert len({ink.pattern for ink in drawing.AREAS.values()}) == 8


@pytest.mark.parametrize("ink", drawing.AREAS.values(), ids=lambda ink: ink.code)
def test_inks_can_be_read(ink):
    assert _contrast(ink.light, drawing.PAPER) >= 4.5
    assert _contrast(ink.light, "#FFFFFF") >= 4.5
    assert _contrast(ink.dark, "#15112A") >= 4.5


@given(st.text(max_size=60), st.text(max_size=200), st.text(max_size=60))
def test_any_words_make_well_formed_drawings(seed, title, label):
    ET.fromstring(drawing.cover_svg(seed, title, label=label))
    ET.fromstring(drawing.share_svg(seed, title, site=label))


def test_covers_are_the_same_every_time_and_different_for_each_guide():
    assert drawing.cover_svg("a", "A") == drawing.cover_svg("a", "A")
    assert len({drawing.cover_svg(slug, "Title") for slug in SUITE}) == len(SUITE)


def test_the_suite_has_a_different_ink_on_each_cover():
    assert len({drawing.lead_ink(slug).code for slug in SUITE}) == len(SUITE)


@pytest.mark.parametrize("slug", [*SUITE, *(f"story-{number}" for number in range(30))])
def test_covers_are_small_and_show_a_part_of_the_ring(slug):
    cover = drawing.cover_svg(slug, "Preparing for Adulthood from the Earliest Years Review Guide")
    assert len(cover.encode()) < 6000
    assert cover.count("<pattern") >= 2


def test_titles_are_white_on_an_ink_dark_enough():
    for slug in SUITE:
        ground = re.search(r'<path fill="(#\w{6})"', drawing.cover_svg(slug, "T")).group(1)
        assert _contrast(drawing.PAPER, ground) >= 7


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=24), st.integers(1, 12))
def test_a_title_stays_on_its_cover(word, count):
    root = ET.fromstring(drawing.cover_svg("seed", " ".join([word] * count), 240, 320))
    text = root.find(f"{SVG}text")
    size = float(text.get("font-size"))
    rows = [float(row.get("y")) for row in text]
    assert rows[0] - size >= 320 * 0.62 or size <= 240 * 0.112 / 3
    assert rows[-1] <= 320


def test_ids_are_unique_where_two_covers_stand_together():
    both = drawing.cover_svg("a", "A", uid="one") + drawing.cover_svg("a", "A", uid="two")
    ids = re.findall(r' id="([^"]+)"', both)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", both)) <= set(ids)


def test_a_drawing_is_decoration_unless_it_is_named():
    assert 'aria-hidden="true"' in drawing.mark_svg()
    named = ET.fromstring(drawing.mark_svg(label='Say "hello" & go'))
    assert (named.get("role"), named.get("aria-label")) == ("img", 'Say "hello" & go')


@pytest.mark.parametrize("total", range(1, 25))
def test_the_ring_fills(total):
    for value in range(total + 1):
        drawn = drawing.ring_svg(value=value, total=total)
        assert drawn.count("ring-rest") == total - value
        ET.fromstring(drawn)


@pytest.mark.parametrize(("value", "total"), [(-1, 8), (9, 8), (0, 0), (1, 25)])
def test_the_ring_refuses_what_it_cannot_show(value, total):
    with pytest.raises(ValueError, match="cannot show"):
        drawing.ring_svg(value=value, total=total)


def test_the_whole_ring_can_miss_a_part():
    assert drawing.whole_svg().count("<pattern") == 8
    assert drawing.whole_svg(missing=3).count("<pattern") == 7


def test_segments_keep_parallel_gaps():
    points = [
        tuple(map(float, pair.split()))
        for pair in re.findall(r"(-?[\d.]+ -?[\d.]+)(?=A|L|Z)", segment_path((0, 0), (10, 20), 0, gap=2))
    ]
    assert abs(points[0][0] - 1) < 0.01
    assert abs(points[-1][0] - 1) < 0.01


def test_nothing_drawn_needs_a_style_or_a_script():
    everything = drawing.cover_svg("a", "A") + drawing.whole_svg() + drawing.mark_svg() + drawing.icon_svg()
    assert "style=" not in everything
    assert "<style" not in everything
    assert "<script" not in everything
    assert "href" not in everything


def test_pictures_have_the_size_that_shared_links_want():
    picture = pictures.png(drawing.share_svg("a", "SEND Review Guide", site="Site"))
    assert picture.startswith(b"\x89PNG")
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630)


def test_pictures_are_set_in_our_letters():
    def titled(family: str) -> bytes:
        return pictures.png(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text y="30" '
            f'font-family="{family}" font-weight="700" font-size="24">Guide ŵŷ</text></svg>'
        )

    assert titled(drawing.FONT_FAMILY) != titled("no such family, sans-serif")
