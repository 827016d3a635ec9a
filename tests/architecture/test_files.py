"""Files are found by their names, stay small, and give reasons for what is out of the ordinary."""

import io
import re
import subprocess
import tokenize
from pathlib import Path

import pytest

from tests.architecture import rooms

ROOT = rooms.ROOT

# docs/architecture.md says what stands in each.
VOCABULARY = {
    "choices",
    "querysets",
    "models",
    "rules",
    "services",
    "reports",
    "tasks",
    "forms",
    "views",
    "urls",
    "permissions",
    "viewsets",
    "panels",
    "wagtail_hooks",
    "timeline",
    "personal_data",
    "owners",
    "demo",
    "measures",
    "receivers",
    "signals",
    "blocks",
    "feeds",
    "sitemaps",
}
# Names that Django or a library gives.
FRAMEWORK = {
    "__init__",
    "apps",
    "health",
    "nightly",
    "middleware",
    "context_processors",
    "adapters",
    "checks",
}
# One idea each, with a name of its own.
OWN = {
    "core": {
        "backups",
        "cards",
        "catalogue",
        "charts",
        "doctor",
        "exports",
        "failures",
        "fields",
        "headers",
        "inserting",
        "layout",
        "limits",
        "locales",
        "logs",
        "outbox",
        "page_cache",
        "paginators",
        "periods",
        "posting",
        "rejects",
        "routing",
        "sitemap",
        "spreadsheets",
        "supervisor",
        "tables",
        "todo",
        "widgets",
    },
    "accounts": {"policies", "wording"},
    "consent": {"admin_views", "imports"},
    "places": {"countries", "imports", "register"},
    "pages": {"areas", "search", "sources", "starting"},
    "rights": {"admin_views", "to_do"},
    "resources": {"admin_views", "filters", "guides", "imports", "to_do", "uploads"},
    "theme": {"bundle", "dates", "drawing", "pictures", "samples", "share"},
}
FOLDERS = {"migrations", "management", "templates", "templatetags", "static", "locale", "data", "fonts"}
FORBIDDEN = re.compile(r"^(utils?|helpers?|common|misc|shared|tools|stuff)$")
LONGEST = 400
LONG, FEW = 300, 0.08


def ours() -> list[Path]:
    """Every Python file of the site, but migrations."""
    return [
        path
        for folder in ("courses", "cms", "theme")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@pytest.mark.parametrize("room", rooms.ORDER)
def test_one_vocabulary_of_file_names(room):
    known = VOCABULARY | FRAMEWORK | OWN.get(room, set())
    folder = ROOT / rooms.FOLDER[room]
    names = {path.stem for path in folder.glob("*.py")}
    names |= {path.name for path in folder.iterdir() if path.is_dir() and any(path.glob("*.py"))} - FOLDERS
    assert names - known - {"__pycache__"} == set()


def test_no_file_is_a_drawer():
    assert [path for path in ours() if any(FORBIDDEN.match(part) for part in (*path.parts, path.stem))] == []


def test_files_stay_small():
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in ours()}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}
    long = [path for path, lines in lengths.items() if lines > LONG]
    assert len(long) <= FEW * len(lengths), long


def comments(path: Path) -> list[tuple[int, str]]:
    """Return each comment of a Python file with its line number."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text()).readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


def test_every_exception_gives_its_reason():
    bare = [
        f"{path.relative_to(ROOT)}:{number}: {text}"
        for path in ours()
        for number, text in comments(path)
        if re.search(r"noqa|type: ignore|pragma", text)
        and not re.search(r"(noqa|ignore|pragma)[^-]*-\s*\w+ \w+", text)
    ]
    assert bare == []


def test_what_is_dangerous_gives_its_reason():
    """A call to mark_safe or csrf_exempt has a comment on its line or on one of the two above."""
    bare = []
    for path in ours():
        lines = path.read_text().splitlines()
        for number, line in enumerate(lines):
            if re.search(r"\bmark_safe\(|@csrf_exempt|csrf_exempt\(", line):
                near = lines[max(0, number - 2) : number + 1]
                if not any("#" in words for words in near):
                    bare.append(f"{path.relative_to(ROOT)}:{number + 1}")
    assert bare == []


def test_nothing_is_left_to_do_and_no_workplace_is_named():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    words = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b|/wor[k]/|/tm[p]/")
    found = []
    for name in listed:
        path = ROOT / name
        if (
            path.suffix not in {".py", ".html", ".md", ".css", ".js", ".toml", ".sh", ".txt", ".in"}
            or "vendor" in name
        ):
            continue
        if not path.exists() or name.startswith("requirements"):
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if words.search(line):
                found.append(f"{name}:{number}: {line.strip()[:80]}")
    assert found == []
