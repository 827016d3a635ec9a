"""One zip with all that is kept of somebody, which a person can read and a machine too."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from cms.core.exports import csv_lines
from cms.people.models import Person
from cms.people.owners import Sheet, owners

from ..choices import PackageState
from ..models import Package
from .identity import find_identity

PIECE = 64 * 1024
FOLDER = "packages"
# A file is written before its row says so; one that is older and has no row was left by a worker that died.
LEFT_BEHIND = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet read once, with the app it comes from and the names of its files inside the zip."""

    app: str
    sheet: Sheet
    rows: list[tuple[Any, ...]]
    files: list[tuple[str, Any]]

    @property
    def slug(self) -> str:
        """The name of its table in the zip, without an ending."""
        return f"{self.app}-{self.sheet.slug}"

    @property
    def csv_name(self) -> str:
        """Where its table for a spreadsheet stands in the zip."""
        return f"csv/{self.slug}.csv"

    @property
    def told(self) -> list[list[str]]:
        """The rows in words, for a person."""
        return [[in_words(value) for value in row] for row in self.rows]


def in_words(value: Any) -> str:
    """A value as a person reads it, in the language of the moment and London's time."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "j F Y, H:i")
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    return str(value)


def for_machines(value: Any) -> Any:
    """A value as JSON has it: moments in ISO 8601, everything unknown as words."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else str(value)


def gather(people: Iterable[Person]) -> list[Part]:
    """Every app's sheets about one person, whose other addresses are records of their own. Empty ones too."""
    parts: dict[str, Part] = {}
    for person in people:
        for owner in owners():
            for sheet in owner.export(person):
                part = parts.setdefault(
                    f"{owner.label}-{sheet.slug}", Part(app=owner.label, sheet=sheet, rows=[], files=[])
                )
                part.rows.extend(tuple(row) for row in sheet.rows)
                for name, opener in sheet.files:
                    number = len(part.files) + 1
                    safe = get_valid_filename(name.rsplit("/", 1)[-1] or "file")[-100:]
                    part.files.append((f"files/{part.slug}/{number}-{safe}", opener))
    return list(parts.values())


def write_package(person: Person, out: IO[bytes], *, now: dt.datetime, language: str = "") -> None:
    """Write the zip: README.txt, index.html with every table, data.json, a CSV of each table, and files.

    In the person's own language, or the one given. Times are London's in words and ISO 8601 in JSON.
    """
    people = find_identity(person.email)[::-1]
    with translation.override(language or people[0].language):
        parts = gather(people)
        context = {
            "parts": parts,
            "made_on": now,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "site_url": settings.SITE_URL,
            "files": [name for part in parts for name, _opener in part.files],
        }
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "README.txt", render_to_string("rights/package/readme.txt", context).strip() + "\n"
            )
            archive.writestr("index.html", render_to_string("rights/package/index.html", context))
            archive.writestr("style.css", render_to_string("rights/package/style.css"))
            archive.writestr("data.json", _json(parts, now))
            for part in parts:
                lines = csv_lines(part.rows, [str(column) for column in part.sheet.columns])
                archive.writestr(part.csv_name, "".join(lines))
                for name, opener in part.files:
                    with opener() as source, archive.open(name, "w") as target:
                        while piece := source.read(PIECE):
                            target.write(piece)


def _json(parts: list[Part], now: dt.datetime) -> str:
    told = {
        "made_at": now.isoformat(),
        "made_by": settings.SITE_URL,
        "tables": [
            {
                "name": part.slug,
                "title": str(part.sheet.title),
                "columns": [str(column) for column in part.sheet.columns],
                "rows": [[for_machines(value) for value in row] for row in part.rows],
                "files": [name for name, _opener in part.files],
            }
            for part in parts
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def fill_package(*, key: str, now: dt.datetime) -> str:
    """Make the zip of an ordered copy and store it privately; say what became of it. May run twice."""
    package = Package.objects.select_related("person").filter(key=key).first()
    if package is None or package.state == PackageState.READY or package.expires_at <= now:
        return "nothing to make"
    try:
        with tempfile.TemporaryFile() as file:
            write_package(package.person, file, now=now)
            size = file.tell()
            file.seek(0)
            name = package.file.storage.save(f"{FOLDER}/{package.key}.zip", File(file))
    except Exception:
        Package.objects.filter(pk=package.pk).update(state=PackageState.FAILED)
        raise
    done = Package.objects.filter(pk=package.pk, file="").update(
        state=PackageState.READY, file=name, size=size
    )
    if not done:  # somebody erased the person meanwhile, or another worker was quicker
        package.file.storage.delete(name)
        return "not wanted any more"
    return "made"


def remove_packages(packages) -> int:
    """Remove copies with their files. Call it where the rows may go; a missing file is no trouble."""
    count = 0
    for package in packages:
        name = package.file.name
        storage = package.file.storage
        package.delete()
        count += 1
        if name:
            # The file goes when the row has surely gone: it would be missed if the transaction failed.
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
    return count


def remove_left_behind(*, now: dt.datetime) -> int:
    """Remove zips that no row leads to any more. Returns how many."""
    storage = storages["private"]
    try:
        _folders, names = storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    known = set(Package.objects.exclude(file="").values_list("file", flat=True))
    count = 0
    for name in (f"{FOLDER}/{name}" for name in names):
        if name not in known and storage.get_modified_time(name) < now - LEFT_BEHIND:
            storage.delete(name)
            count += 1
    return count
