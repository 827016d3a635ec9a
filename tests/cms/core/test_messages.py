"""What a visitor reads is there in Welsh."""

from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cms.core.catalogue import faults, gather

FILE = Path(settings.LOCALE_PATHS[0]) / "cy" / "LC_MESSAGES" / "django.po"


def is_public(name: str) -> bool:
    """Whether a visitor meets the words of this file."""
    if "/admin/" in name or "admin" in Path(name).name:
        return False
    return "/templates/" in name or Path(name).name in {"forms.py", "choices.py", "rules.py"}


def test_no_public_words_are_untranslated():
    found = gather(Path(settings.BASE_DIR), ("theme", "cms"))
    public = {key: message for key, message in found.items() if any(map(is_public, message.files))}
    assert len(public) > 150
    catalogue = polib.pofile(str(FILE))
    keys = {(entry.msgctxt or "", entry.msgid) for entry in catalogue} & public.keys()
    catalogue[:] = [entry for entry in catalogue if (entry.msgctxt or "", entry.msgid) in keys]
    assert faults(catalogue, public) == []


def test_what_django_reads_is_what_was_written():
    assert FILE.with_suffix(".mo").read_bytes() == polib.pofile(str(FILE), wrapwidth=110).to_binary()


def test_a_check_fails_on_a_stale_file(tmp_path, settings):
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(FILE.read_text().replace('msgstr "Chwilio"', 'msgstr ""'))
    settings.LOCALE_PATHS = [tmp_path]
    with pytest.raises(CommandError, match="not translated: 'Search'"):
        call_command("messages", "--check")
