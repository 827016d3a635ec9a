"""The documents are complete: every command, every setting, every room, every target of make."""

import re

from tests.architecture import rooms

ROOT = rooms.ROOT


def documented(name: str, text: str) -> bool:
    """Tell whether a document names a thing as code."""
    return f"`{name}`" in text or f"`{name} " in text


def commands() -> set[str]:
    return {
        path.stem
        for pattern in (
            "cms/*/management/commands/*.py",
            "courses/*/management/commands/*.py",
            "theme/management/commands/*.py",
        )
        for path in ROOT.glob(pattern)
        if path.stem != "__init__"
    }  # fmt: skip


def settings_from_the_environment() -> set[str]:
    sources = [path.read_text() for path in (ROOT / "cms/settings").glob("*.py")]
    asked = {
        name for text in sources for name in re.findall(r"""\benv(?:\.\w+)?\(\s*"([A-Z0-9_]+)\"""", text)
    }
    wanted = {
        name
        for text in sources
        for name in re.findall(r"""^ {4}"([A-Z0-9_]+)": "[a-z]""", text, re.MULTILINE)
    }
    return asked | wanted


def test_every_command_is_documented():
    text = (ROOT / "docs/commands.md").read_text()
    assert {name for name in commands() if not documented(name, text)} == set()


def test_every_setting_is_documented():
    text = (ROOT / "docs/deploy.md").read_text()
    found = settings_from_the_environment()
    assert {"SECRET_KEY", "REDIS_URL", "PRIVATE_DELIVERY", "EMAIL_URL"} <= found, (
        "the test reads settings rightly"
    )
    assert {name for name in found if not documented(name, text)} == set()


def test_every_room_and_file_name_is_explained():
    from tests.architecture.test_files import VOCABULARY

    text = (ROOT / "docs/architecture.md").read_text()
    named = {room: f"`{folder.replace('/', '.')}`" for room, folder in rooms.FOLDER.items()}
    missing = {room for room in rooms.ORDER if named[room] not in text}
    missing |= {name for name in VOCABULARY if f"`{name}`" not in text}
    assert missing - {"sitemaps"} == set()


def test_every_target_of_make_is_told_by_make_help():
    text = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][a-z-]*):", text, re.MULTILINE)) - {"help"}
    assert {name for name in targets if f"make {name} " not in text} == set()


def test_the_readme_opens_with_the_two_commands():
    head = (ROOT / "README.md").read_text().splitlines()[:12]
    assert any(line.strip().startswith("make run") for line in head)
    assert any(line.strip().startswith("make test") for line in head)


def test_links_between_documents_lead_somewhere():
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text()):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_what_changed_is_written_down():
    text = (ROOT / "CHANGELOG.md").read_text()
    assert "## Unreleased" in text
    assert {name for name in commands() if f"`{name}`" not in text} == set()
