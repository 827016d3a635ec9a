"""Development shows styles as they are written; without DEBUG, collected and compressed as in production."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(("debug", "expected"), [("true", ["200", "None"]), ("false", ["200", "gzip"])])
def test_styles_are_served(tmp_path, debug, expected):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATA_DIR": str(tmp_path),
        "DEBUG": debug,
    }
    manage = [sys.executable, "-W", "ignore", "manage.py", "collectstatic", "--noinput", "-v0"]
    if debug == "false":
        subprocess.run(manage, env=environment, check=True)
    code = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "from django.templatetags.static import static\n"
        "client = Client(headers={'host': 'localhost', 'accept-encoding': 'gzip'})\n"
        "answer = client.get(static('core/admin.css'))\n"
        "print(answer.status_code, answer.headers.get('Content-Encoding'))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == expected, done.stderr


def load(folder, *command, **more):
    """Run Python, or a command of manage.py, with a data directory of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        env=kept | {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "DATA_DIR": str(folder)} | more,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("command", ["doctor", "figures downloads", "place M1"])
def test_a_command_that_looks_makes_nothing(tmp_path, command):
    there, nowhere = tmp_path / "there", tmp_path / "nowhere"
    there.mkdir()
    for folder in (there, nowhere):
        assert "Traceback" not in load(folder, "manage.py", *command.split()).stderr
    assert list(there.iterdir()) == []
    assert not nowhere.exists()


def test_the_doctor_looks_at_a_folder_that_nothing_can_be_written_to(tmp_path):
    (tmp_path / "file").write_text("")
    done = load(tmp_path / "file" / "below", "manage.py", "doctor")
    assert done.returncode == 1
    assert "WRONG  data folder" in done.stdout
    assert (
        "Nothing can be kept in DATA_DIR" in load(tmp_path / "file" / "below", "manage.py", "migrate").stderr
    )


SHOW = """
from django.conf import settings
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.DEVICE_COOKIE_NAME)
"""


def test_two_sites_side_by_side_keep_their_own_cookies(tmp_path):
    one, other = (load(tmp_path, "-c", SHOW, PORT=port).stdout.split() for port in ("8010", "8011"))
    assert len({*one, *other}) == 6


def test_the_folder_is_its_owners_alone_and_the_key_outlives_a_restart(tmp_path):
    folder = tmp_path / "site"
    show = "from django.conf import settings; print(settings.SECRET_KEY)"
    assert load(folder, "-c", show).stdout == load(folder, "-c", show).stdout
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600
