"""The import contracts hold, and each of them can fail: a breach is planted in a copy and must be found."""

import shutil
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]

# contract, file to plant in, the line, and what the linter must name
BREACHES = [
    ("Folders", "theme/forms.py", "from cms.core import logs", "theme.forms -> cms.core.logs"),
    ("Folders", "cms/core/logs.py", "from courses.assessment import rules", "courses.assessment.rules"),
    (
        "Apps inside cms",
        "cms/people/rules/identity.py",
        "from cms.resources import choices",
        "cms.resources.choices",
    ),
    ("Apps inside cms", "cms/core/logs.py", "from cms.places import rules", "cms.places.rules"),
    (
        "Files inside an app",
        "cms/places/rules/postcodes.py",
        "from cms.places import services",
        "cms.places.services",
    ),
    (
        "Files inside an app",
        "cms/people/models/people.py",
        "from cms.people import views",
        "cms.people.views",
    ),
    ("The theme knows no model", "theme/forms.py", "import wagtail", "theme.forms -> wagtail"),
    (
        "Settings name",
        "cms/settings/base.py",
        "from cms.core import logs",
        "cms.settings.base -> cms.core.logs",
    ),
    ("Rules are pure", "cms/people/rules/identity.py", "from cms.people import models", "cms.people.models"),
]


def lint(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ("courses", "cms", "theme"):
        for path in (ROOT / room).rglob("*.py"):
            target = tmp_path / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy):
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "file", "line", "named"), BREACHES)
def test_a_planted_breach_is_found(copy, contract, file, line, named):
    path = copy / file
    path.write_text(f"{path.read_text()}\n{line}\n")
    done = lint(copy)
    assert done.returncode == 1, done.stdout + done.stderr
    broken = [row for row in done.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(row.startswith(contract) for row in broken), broken
    assert named in done.stdout


def test_no_files_import_each_other_in_a_circle():
    graph = grimp.build_graph("courses", "cms", "theme", cache_dir=None)
    TopologicalSorter(
        {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    ).prepare()


def test_a_planted_circle_is_found():
    with pytest.raises(CycleError):
        TopologicalSorter({"a": {"b"}, "b": {"c"}, "c": {"a"}}).prepare()
