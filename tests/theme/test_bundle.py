"""What is served: up to date, light, and without anything from elsewhere."""

import gzip
import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from theme import bundle, drawing
from theme.checks import bundle_is_fresh

CSS = bundle.STATIC / "css"


def _packed(name: str) -> int:
    return len(gzip.compress((bundle.STATIC / name).read_bytes(), 6))


def test_what_is_served_is_what_the_parts_make():
    assert bundle.stale() == []


def test_every_part_is_in_the_bundle():
    parts = {name for names in bundle.LAYERS.values() for name in names} | {"fonts"}
    later = {kind: set(names) for kind, names in bundle.LATER.items()}
    assert {path.stem for path in CSS.glob("*.css")} - {"site", "styleguide"} == parts | later["css"]
    scripts = {path.stem for path in (bundle.STATIC / "js").glob("*.js")} - {"site"}
    assert scripts == set(bundle.SCRIPTS) | later["js"]


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("css/site.css", 8_000),
        ("js/site.js", 3_000),
        ("css/combobox.css", 1_000),
        ("js/combobox.js", 2_500),
        ("img/mark.svg", 1_000),
    ],
)
def test_weights(name, most):
    assert _packed(name) <= most


def test_the_letters_weigh_little_and_bring_their_licence():
    fonts = bundle.STATIC / "fonts"
    assert (fonts / "atkinson-hyperlegible-next-latin-wght-normal.woff2").stat().st_size <= 34_500
    assert "SIL Open Font License" in (fonts / "OFL.txt").read_text()
    assert "SIL Open Font License" in (bundle.STATIC.parents[1] / "fonts" / "OFL.txt").read_text()


def test_rules_stand_in_layers():
    css = bundle.style_sheet()
    assert css.startswith("@layer reset,tokens,base,layout,components,utilities;")
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize("name", ["css/site.css", "js/site.js"])
def test_nothing_comes_from_elsewhere(name):
    text = (bundle.STATIC / name).read_text()
    assert "http:" not in text
    assert "https:" not in text
    assert "@import" not in text


def test_latin_ext_loads_only_for_its_letters():
    faces = re.findall(r"@font-face\{(.*?)\}", bundle.style_sheet())
    plain, extended = faces
    assert "U+0000-00FF" in plain
    assert "U+0100" in extended
    assert "U+0000" not in extended


def _tokens(name: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#\w{6});", (CSS / f"{name}.css").read_text()))


def test_style_sheet_and_drawings_agree_on_the_inks():
    light, dark = _tokens("tokens"), _tokens("tokens-dark")
    for ink in drawing.AREAS.values():
        assert (light[ink.code], light[f"{ink.code}-tint"]) == (ink.light, ink.dark)
        assert (dark[ink.code], dark[f"{ink.code}-tint"]) == (ink.dark, ink.light)
    assert (light["paper"], light["ink"]) == (drawing.PAPER, drawing.INK)


def test_dark_names_only_what_light_names():
    assert set(_tokens("tokens-dark")) <= set(_tokens("tokens"))


def test_every_custom_property_used_is_declared():
    css = bundle.style_sheet()
    declared = set(re.findall(r"(--[\w-]+):", css))
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= declared


def test_squeezing_keeps_meaning():
    css = "/* a */ .a :hover > .b ,\n .c { color : red ; margin: 0 auto; }\n@media (x: 4rem) { i { top: 0 } }"
    small = ".a :hover > .b,.c{color : red;margin: 0 auto}@media (x: 4rem){i{top: 0}}"
    assert bundle.squeeze(css) == small


@pytest.fixture
def stray(tmp_path, monkeypatch):
    """A copy of the static files in which one part has changed."""
    import shutil

    copy = tmp_path / "theme"
    shutil.copytree(bundle.STATIC, copy)
    monkeypatch.setattr(bundle, "STATIC", copy)
    with (copy / "css" / "button.css").open("a") as part:
        part.write("\n.button { color: red; }\n")
    return copy


def test_a_changed_part_is_noticed_and_put_right(stray):
    with pytest.raises(CommandError, match=r"css/site\.css"):
        call_command("bundle_theme", "--check")
    with override_settings(DEBUG=True):
        assert [notice.id for notice in bundle_is_fresh()] == ["theme.W001"]
    call_command("bundle_theme", stdout=io.StringIO())
    call_command("bundle_theme", "--check", stdout=io.StringIO())


def test_production_does_not_look():
    assert bundle_is_fresh() == []
