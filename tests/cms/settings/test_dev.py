"""Development serves its styles from where they are written."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("debug", ["true", "false"])
def test_styles_are_found_without_collecting_them(tmp_path, debug):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATA_DIR": str(tmp_path),
        "DEBUG": debug,
    }
    code = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "from django.templatetags.static import static\n"
        "print(Client(headers={'host': 'localhost'}).get(static('core/admin.css')).status_code)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "200", done.stderr
