"""Charts: what they draw, and that a strict page may show them."""

import re
from datetime import date

import pytest
from lxml import etree

from cms.core.charts import Dot, Inset, Line, bar_chart, dot_map, drawing, line_chart, sparkline

DAYS = [date(2017, month, 1) for month in range(1, 7)]


def parsed(svg):
    return etree.fromstring(str(svg).encode())


def texts(svg):
    return [element.text for element in parsed(svg).iter("{*}text")]


ALL = [
    line_chart(
        days=DAYS, lines=[Line("downloads", [1, 2, 3, 4, 5, 6]), Line("mean", [None, None, 2, 3, 4, 5], True)]
    ),
    bar_chart(labels=["<b>Twitter</b> & co", "A colleague"], values=[1200, 3]),
    sparkline([0, 3, 1], text="3 downloads"),
    dot_map([Dot(51.5, -0.1, 7, "SE1"), Dot(53.8, -1.5, 0, "LS1")]),
]


@pytest.mark.parametrize("svg", ALL)
def test_a_page_with_a_strict_policy_may_hold_it(svg):
    root = parsed(svg)
    for element in root.iter():
        assert etree.QName(element).localname not in ("script", "style", "foreignObject", "image", "use")
        assert not [
            name for name in element.attrib if name == "style" or name.startswith("on") or "href" in name
        ]
    assert "url(" not in svg


@pytest.mark.parametrize("svg", ALL)
def test_its_ink_follows_light_and_dark(svg):
    assert re.search(r'class="chart-ink-1--(fill|stroke)"', svg)
    assert not re.search(r'fill="(white|black|#fff|#000)"', svg)


def test_lines_are_named_at_their_end_and_a_gap_is_no_nought():
    assert {"downloads", "mean"} <= set(texts(ALL[0]))
    with pytest.raises(ValueError, match="one value for each day"):
        line_chart(days=DAYS, lines=[Line("downloads", [1])])


def test_bars_keep_their_order_and_say_their_value():
    found = texts(ALL[1])
    assert found[:2] == ["<b>Twitter</b> & co", "A colleague"]
    assert found[2:] == ["1,200", "3"]
    assert texts(bar_chart(labels=["same", "same"], values=[1, 2]))[:2] == ["same", "same"]


def test_nothing_to_draw_draws_nothing():
    assert line_chart(days=[], lines=[]) == bar_chart(labels=[], values=[]) == dot_map([]) == ""
    assert sparkline([], text="nothing") == ""


def test_the_same_chart_is_drawn_once(monkeypatch):
    first = bar_chart(labels=["once"], values=[1])
    monkeypatch.setattr(drawing.vl_convert, "vegalite_to_svg", lambda *a, **k: pytest.fail("drawn again"))
    assert bar_chart(labels=["once"], values=[1]) == first


def test_a_sparkline_says_in_words_what_it_shows():
    root = parsed(sparkline([1, 2], text='5 "downloads" & more'))
    assert root.get("role") == "img"
    assert root.get("aria-label") == '5 "downloads" & more'


def test_the_area_of_a_dot_follows_its_value():
    svg = dot_map([Dot(51, 0, 100, "A"), Dot(52, 1, 25, "B"), Dot(53, 2, 0, "C")])
    radii = [float(circle.get("r")) for circle in parsed(svg).iter("{*}circle")]
    assert radii == [4.8, 2.8]
    assert svg.count("h0") == 1, "a district without downloads is drawn faint"


def test_north_is_up_and_west_is_left():
    leeds, london = (53.8, -1.5), (51.5, -0.1)
    circles = list(parsed(dot_map([Dot(*leeds, 1, "LS1"), Dot(*london, 1, "SE1")])).iter("{*}circle"))
    (x_leeds, y_leeds), (x_london, y_london) = ((float(c.get("cx")), float(c.get("cy"))) for c in circles)
    assert x_leeds < x_london
    assert y_leeds < y_london


def test_a_crowded_part_is_drawn_again_larger_with_its_name():
    capital = Inset("London", south=51.28, north=51.7, west=-0.52, east=0.34)
    dots = [
        Dot(60.4, -1.2, 0, "ZE1"),
        Dot(50.1, -5.5, 4, "TR19"),
        Dot(51.50, -0.10, 4, "SE1"),
        Dot(51.52, -0.12, 4, "WC1"),
    ]
    svg = dot_map(dots, inset=capital)
    assert "London" in texts(svg)
    at = {}
    for circle in parsed(svg).iter("{*}circle"):
        name = circle.find("{*}title").text
        at.setdefault(name, []).append((float(circle.get("cx")), float(circle.get("cy"))))
    assert {name: len(places) for name, places in at.items()} == {"TR19: 4": 1, "SE1: 4": 2, "WC1: 4": 2}
    apart = [abs(at["SE1: 4"][which][1] - at["WC1: 4"][which][1]) for which in (0, 1)]
    assert apart[1] > 1.5 * apart[0]
    assert "<rect" not in dot_map(dots[:2], inset=capital)
