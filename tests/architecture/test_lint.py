"""`make lint` finds nothing, and its check of styles and templates can fail."""

import subprocess

import pytest

from scripts.check_styles import style_findings, template_findings
from tests.architecture.rooms import ROOT


@pytest.mark.slow
def test_lint_finds_nothing():
    done = subprocess.run(
        ["sh", "scripts/lint.sh"], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "css",
    [
        "a { color: #1C1636; }",
        "a { border: 1px solid red }",
        "a { box-shadow: 0 0 2px rgb(0 0 0 / .5); }",
        "a { color: var(--no-such-token); }",
        "a { background: url(https://elsewhere.example/a.png); }",
    ],
)
def test_a_planted_breach_in_a_style_sheet_is_found(css):
    assert style_findings("a.css", css, {"ink"})


def test_tokens_and_system_colours_may_stand():
    css = ":root { --ink: #1C1636; } a { color: var(--ink); background: canvas; fill: currentcolor; }"
    assert style_findings("a.css", css, {"ink"}) == []


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color: red">',
        "<style>a {}</style>",
        "<script>go()</script>",
        '<a href="#" onclick="go()">',
        '<script src="https://elsewhere.example/a.js"></script>',
        "{{ words|safe }}",
    ],
)
def test_a_planted_breach_in_a_template_is_found(html):
    assert template_findings("a.html", html)
