"""The words of the interface are gathered whole, and a fault in the message file is seen."""

from pathlib import Path

import polib
import pytest
from django.conf import settings

from cms.core.catalogue import Message, faults, gather, update, words_in_python, words_in_template

HEAD = {"Plural-Forms": "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;"}


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.metadata = dict(HEAD)
    made.extend(entries)
    return made


def found(*messages: Message) -> dict:
    return {message.key: message for message in messages}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('x = _("One")', ("", "One", "")),
        ('x = _("One " "line")', ("", "One line", "")),
        ('x = translation.gettext_lazy("Lazy")', ("", "Lazy", "")),
        (
            'from django.utils.translation import gettext as _now\nx = _now("At once")',
            ("", "At once", ""),
        ),
        ('x = pgettext("verb", "Open")', ("verb", "Open", "")),
        ('x = ngettext("%(n)d guide", "%(n)d guides", n)', ("", "%(n)d guide", "%(n)d guides")),
    ],
)
def test_words_are_found_in_python(source, expected):
    (message,) = words_in_python(source)
    assert (message.context, message.words, message.plural) == expected


def test_what_is_not_a_literal_is_passed_over():
    assert not list(words_in_python('x = _(name)\ny = _(f"{name}")\nz = other("words")'))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Open" %}', ("", "Open", "")),
        ('{% translate "Open" context "verb" %}', ("verb", "Open", "")),
        ("{% translate 'Don”t' as x %}", ("", "Don”t", "")),
        ('{% button text=_("Get the guide") %}', ("", "Get the guide", "")),
        (
            "{% blocktranslate trimmed %}\n  Hello\n  {{ name }}, “100%”\n{% endblocktranslate %}",
            ("", "Hello %(name)s, “100%%”", ""),
        ),
        (
            "{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}",
            ("", "%(n)s row", "%(n)s rows"),
        ),
    ],
)
def test_words_are_found_in_templates(source, expected):
    (message,) = words_in_template(source)
    assert (message.context, message.words, message.plural) == expected


def test_an_update_keeps_translations_adds_new_words_and_drops_unused_ones():
    file = catalogue(polib.POEntry(msgid="Kept", msgstr="Cadw"), polib.POEntry(msgid="Gone", msgstr="Mynd"))
    update(file, found(Message("Kept", files={"a.py"}), Message("%d new", "%d news", files={"b.py"})))
    assert [(entry.msgid, entry.msgstr) for entry in file] == [("Kept", "Cadw"), ("%d new", "")]
    assert file[1].msgstr_plural == {0: "", 1: "", 2: "", 3: ""}


@pytest.mark.parametrize(
    ("entry", "message", "fault"),
    [
        (polib.POEntry(msgid="Other", msgstr="Arall"), Message("New"), "new words"),
        (polib.POEntry(msgid="Old", msgstr="Hen"), Message("New"), "no longer used"),
        (polib.POEntry(msgid="New", msgstr=""), Message("New"), "not translated"),
        (polib.POEntry(msgid="New", msgstr="Newydd", flags=["fuzzy"]), Message("New"), "not translated"),
        (polib.POEntry(msgid="%(n)s new", msgstr="newydd"), Message("%(n)s new"), "place-holders"),
        (polib.POEntry(msgid="New", msgstr="%(n)s"), Message("New"), "place-holders"),
        (
            polib.POEntry(
                msgid="%(n)s a", msgid_plural="%(n)s b", msgstr_plural={0: "x", 1: "", 2: "y", 3: "z"}
            ),
            Message("%(n)s a", "%(n)s b"),
            "not translated",
        ),
    ],
)
def test_each_fault_is_named(entry, message, fault):
    assert any(fault in said for said in faults(catalogue(entry), found(message)))


def test_a_true_file_has_no_fault():
    entry = polib.POEntry(
        msgid="%(n)s a",
        msgid_plural="%(n)s b",
        msgstr_plural={0: "un", 1: "dau", 2: "%(n)s c", 3: "%(n)s d"},
    )
    assert faults(catalogue(entry), found(Message("%(n)s a", "%(n)s b"))) == []


def test_the_project_has_words_in_python_and_in_templates():
    words = gather(Path(settings.BASE_DIR), ("theme", "cms"))
    files = {Path(name).suffix for message in words.values() for name in message.files}
    assert {".py", ".html"} <= files
