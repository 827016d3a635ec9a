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
