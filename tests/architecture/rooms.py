"""The order of the rooms, for what an import linter does not see: words that name a higher room."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# From below to above. A room may name itself and what stands before it.
ORDER = ["theme", "core", "accounts", "places", "people", "consent", "rights", "pages", "resources"]
COURSES = ["assessment"]
ORDER += COURSES
FOLDER = {"theme": "theme"} | {
    app: f"{'courses' if app in COURSES else 'cms'}/{app}" for app in ORDER if app != "theme"
}

MODEL_WORD = re.compile(r"""["'](?P<room>[a-z_]+)\.(?P<name>[A-Z]\w+)["']""")
GET_MODEL = re.compile(r"""get_model\(\s*["'](?P<room>[a-z_]+)["']?""")
TEMPLATE_NAME = re.compile(r"""\{%-?\s*(?:extends|include)\s+["'](?P<room>[a-z_]+)/""")
LOADED = re.compile(r"\{%\s*load\s+(?:[\w\s]+\bfrom\s+)?(?P<words>[\w\s]+?)\s*%\}")
URL_TAG = re.compile(r"""\{%\s*url\s+["'](?P<room>[a-z_]+):""")
URL_CALL = re.compile(r"""\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*["'](?P<room>[a-z_]+):""")
TEMPLATE_IN_PYTHON = re.compile(r"""["'](?P<room>[a-z_]+)/[\w/.-]+\.(?:html|txt)["']""")


def above(room: str) -> set[str]:
    """Return the rooms that `room` may not name."""
    return set(ORDER[ORDER.index(room) + 1 :])


def tag_libraries() -> dict[str, str]:
    """Return the room that each of our template tag libraries stands in."""
    return {
        path.stem: room
        for room, folder in FOLDER.items()
        for path in (ROOT / folder / "templatetags").glob("*.py")
        if path.stem != "__init__"
    }


def words_in_python(source: str) -> set[str]:
    """Return the rooms that a Python file names by a word: in a relation, get_model, a URL or a template."""
    rules = (MODEL_WORD, GET_MODEL, URL_CALL, TEMPLATE_IN_PYTHON)
    return {match["room"] for rule in rules for match in rule.finditer(source)}


def words_in_template(source: str, libraries: dict[str, str]) -> set[str]:
    """Return the rooms that a template names: by extends, include, load or url."""
    named = {match["room"] for rule in (TEMPLATE_NAME, URL_TAG) for match in rule.finditer(source)}
    loaded = {word for match in LOADED.finditer(source) for word in match["words"].split()}
    return named | {libraries[word] for word in loaded if word in libraries}


def files(room: str) -> Iterator[tuple[Path, bool]]:
    """Yield each file of a room, and whether it is a template. Migrations are history: left out."""
    folder = ROOT / FOLDER[room]
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, False
    for kind in ("*.html", "*.txt", "*.xml"):
        for path in sorted((folder / "templates").rglob(kind)):
            yield path, True


def breaches(room: str) -> list[str]:
    """Return each file of a room that names a room above it, and which."""
    libraries = tag_libraries()
    found = []
    for path, is_template in files(room):
        source = path.read_text()
        named = words_in_template(source, libraries) if is_template else words_in_python(source)
        found += [f"{path.relative_to(ROOT)} names {other}" for other in sorted(named & above(room))]
    return found
