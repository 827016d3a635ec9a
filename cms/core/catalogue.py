"""The words of the interface: gathered from the source, kept in a message file, compiled for Django.

Written in Python alone, with Django's own reading of templates, so that a machine without GNU gettext can
check and compile them too.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.utils.translation.template import templatize

# The functions that mark words, and how many of their first arguments are context, singular and plural.
CALLS = {
    "_": "s",
    "gettext": "s",
    "gettext_lazy": "s",
    "gettext_noop": "s",
    "pgettext": "cs",
    "pgettext_lazy": "cs",
    "ngettext": "sp",
    "ngettext_lazy": "sp",
    "npgettext": "csp",
    "npgettext_lazy": "csp",
}
TEXT = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(
    rf"(?<!\w)(_|gettext|pgettext|ngettext|npgettext)\({TEXT}(?:, {TEXT})?(?:, {TEXT})?(?:, ?count)?\)",
    re.DOTALL,
)


@dataclass
class Message:
    """Words to translate and the files they stand in."""

    words: str
    plural: str = ""
    context: str = ""
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        """What gettext looks words up by."""
        return self.context, self.words


def _message(shape: str, texts: list[str]) -> Message:
    given = dict(zip(shape, texts, strict=False))
    return Message(given["s"], given.get("p", ""), given.get("c", ""))


def _aliases(tree: ast.Module) -> dict[str, str]:
    """The names a module gives to the marking functions, such as `from … import gettext as _now`."""
    return {
        alias.asname: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname and alias.name in CALLS
    }


def _name(call: ast.Call, aliases: dict[str, str]) -> str:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    return aliases.get(name, name)


def words_in_python(source: str) -> Iterator[Message]:
    """Every marked text of a module, in order. Texts that are not literals are passed over."""
    tree = ast.parse(source)
    aliases = _aliases(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or _name(node, aliases) not in CALLS:
            continue
        shape = CALLS[_name(node, aliases)]
        texts = [a.value for a in node.args[: len(shape)] if isinstance(a, ast.Constant)]
        if len(texts) == len(shape) and all(isinstance(text, str) and text for text in texts):
            yield _message(shape, texts)


def words_in_template(source: str) -> Iterator[Message]:
    """Every marked text of a Django template, in order."""
    for match in TEMPLATE_CALL.finditer(templatize(source)):
        name, *quoted = match.groups()
        texts = [ast.literal_eval(text) for text in quoted if text]
        if texts and texts[0]:
            yield _message(CALLS[name], texts)


def gather(root: Path, folders: Iterable[str]) -> dict[tuple[str, str], Message]:
    """Every marked text under these folders of the project, by context and words."""
    found: dict[tuple[str, str], Message] = {}
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix == ".py" and "migrations" not in path.parts:
                read = words_in_python
            elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
                read = words_in_template
            else:
                continue
            for message in read(path.read_text(encoding="utf-8")):
                kept = found.setdefault(message.key, message)
                kept.plural = kept.plural or message.plural
                kept.files.add(path.relative_to(root).as_posix())
    return found


def update(catalogue: polib.POFile, found: dict[tuple[str, str], Message]) -> None:
    """Bring a message file up to date: new words empty, unused ones left out, the rest as they are."""
    kept = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue if not entry.obsolete}
    fresh = []
    for key, message in sorted(found.items(), key=lambda pair: (min(pair[1].files), pair[0])):
        entry = kept.get(key) or polib.POEntry(msgid=message.words, msgctxt=message.context or None)
        entry.occurrences = [(name, "") for name in sorted(message.files)]
        if message.plural != (entry.msgid_plural or ""):
            entry.msgid_plural = message.plural
        if message.plural and not entry.msgstr_plural:
            entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(range(_forms(catalogue)), "")
        elif not message.plural:
            entry.msgstr_plural = {}
        entry.flags = ["python-format"] if re.search(r"%\(\w+\)[sd]|%[sd]", message.words) else []
        fresh.append(entry)
    catalogue[:] = fresh


def _forms(catalogue: polib.POFile) -> int:
    return int(re.search(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"]).group(1))


PLACE_HOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def faults(catalogue: polib.POFile, found: dict[tuple[str, str], Message]) -> list[str]:
    """What is wrong with a message file, a sentence each; empty when it is complete and true to source."""
    kept = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue if not entry.obsolete}
    said = [
        f"new words without an entry: {message.words!r}" for key, message in found.items() if key not in kept
    ]
    said += [f"no longer used: {entry.msgid!r}" for key, entry in kept.items() if key not in found]
    for entry in kept.values():
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.fuzzy or not all(texts):
            said.append(f"not translated: {entry.msgid!r}")
            continue
        # One child, two children: a singular may spell the number out, so it may leave a place-holder away.
        wanted = set(PLACE_HOLDER.findall(entry.msgid_plural or entry.msgid))
        for text in texts:
            named = set(PLACE_HOLDER.findall(text))
            if named - wanted or (not entry.msgid_plural and wanted - named):
                said.append(f"place-holders differ: {entry.msgid!r}: {text!r}")
    return said
