"""What a web process carries from its start on: nothing heavy that only a rare task needs."""

import os
import subprocess
import sys

import pytest
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cms.core.exports import ILLEGAL_CHARACTERS


@pytest.mark.slow
def test_no_library_for_a_rare_task_is_loaded_by_a_page():
    """openpyxl and what it brings along weigh 16 MB, in each process."""
    code = (
        "import sys, cms.wsgi\n"
        "from django.urls import resolve\n"
        "resolve('/guides/send-review-guide/')\n"
        "print(sorted({'openpyxl', 'numpy', 'scipy', 'docx', 'typst'} & sys.modules.keys()))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip().splitlines()[-1] == "[]"


def test_we_drop_the_characters_openpyxl_refuses():
    every = "".join(map(chr, range(0x110000)))
    assert ILLEGAL_CHARACTERS.findall(every) == ILLEGAL_CHARACTERS_RE.findall(every)
