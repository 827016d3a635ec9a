"""Check our style sheets and templates for what the house does not do. Exit code 1 if anything is found.

In style sheets: a colour written out anywhere but in a token (a custom property), a token that nothing
defines, an `@import` or an address of another origin.
In templates: inline style, inline script, inline event handlers, anything loaded from another origin, and
`|safe` or `autoescape off`.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("theme", "cms", "courses", "campaigns")
# Words such as currentcolor and the system's own colours are no colours of ours and may stand anywhere.
NAMED = r"(?:black|white|red|green|blue|yellow|orange|purple|gr[ae]y|silver|navy|teal|maroon|pink|brown|gold)"
COLOUR = re.compile(
    rf"#[0-9a-f]{{3,8}}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(|(?<![\w-]){NAMED}(?![\w-])", re.IGNORECASE
)
DECLARATION = re.compile(r"(?P<property>[\w-]+)\s*:(?P<value>[^;{}]*)(?=[;}])")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def blank(match: re.Match) -> str:
    """Replace a match by as many lines, so that later findings keep their line numbers."""
    return "\n" * match.group().count("\n")


def style_findings(name: str, css: str, defined: set[str]) -> list[str]:
    """Return what is wrong in one style sheet; `defined` holds the custom properties of all sheets."""
    plain = COMMENT.sub(blank, css)
    rest = re.sub(r"url\([^)]*\)", blank, plain)
    findings = []
    for match in DECLARATION.finditer(rest):
        if not match["property"].startswith("--") and COLOUR.search(match["value"]):
            number = rest.count("\n", 0, match.start("property")) + 1
            findings.append(f"{name}:{number}: a colour that is not a token: {match.group().strip()}")
    for number, line in enumerate(plain.splitlines(), 1):
        findings += [
            f"{name}:{number}: --{prop} is defined nowhere"
            for prop in re.findall(r"var\(\s*--([\w-]+)\s*\)", line)
            if prop not in defined and not prop.startswith("w-")  # Wagtail's own, in its admin
        ]
        if re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", line):
            findings.append(f"{name}:{number}: loads something from elsewhere: {line.strip()}")
    return findings


TEMPLATE_RULES = {
    "inline style": re.compile(r"<style\b|<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\b(?:src=|type=\"application/))", re.IGNORECASE),
    "inline event handler": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "loaded from elsewhere": re.compile(
        r"<(?:script|img|iframe|link rel=\"stylesheet\")[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE
    ),
    "unescaped": re.compile(r"\|\s*safe\b|autoescape off|safeseq"),
}


def template_findings(name: str, html: str) -> list[str]:
    """Return what is wrong in one template. A letter may carry inline style, as mail programs want it."""
    html = re.sub(r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}", blank, html, flags=re.DOTALL)
    # What a tag of Django's says is not markup: `{% blocktranslate with one=… %}` handles no event.
    markup = re.sub(r"\{%.*?%\}", blank, html, flags=re.DOTALL)
    letter = "/email/" in name
    return [
        f"{name}:{html.count(chr(10), 0, match.start()) + 1}: {what}: {match.group()[:80]}"
        for what, rule in TEMPLATE_RULES.items()
        if not (letter and what == "inline style")
        for match in rule.finditer(html if what == "unescaped" else markup)
    ]


def findings(root: Path = ROOT) -> list[str]:
    """Return everything that is wrong below `root`."""
    sheets = {p: p.read_text() for room in ROOMS for p in sorted((root / room).rglob("*.css"))}
    defined = {name for css in sheets.values() for name in re.findall(r"--([\w-]+)\s*:", css)}
    found = []
    for path, css in sheets.items():
        found += style_findings(str(path.relative_to(root)), css, defined)
    for room in ROOMS:
        for path in sorted((root / room).rglob("templates/**/*.html")):
            found += template_findings(str(path.relative_to(root)), path.read_text())
    return found


if __name__ == "__main__":
    wrong = findings()
    print("\n".join(wrong))  # noqa: T201 - this is a command
    sys.exit(bool(wrong))
