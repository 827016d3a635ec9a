"""Area schemes from a table: a government's next idea is a file, not code."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.core import page_cache
from cms.core.spreadsheets import SpreadsheetError

from ..choices import AreaPart, Dataset
from ..models import Area, AreaMembership, AreaScheme, DataLoad
from ..rules import read_day
from ..services.areas import overlap, read_part
from .checksums import checksum_of

COLUMNS = ("scheme", "area", "area_cy", "part", "code", "from", "to")
REQUIRED = ("scheme", "area")
_PARTS = {
    "region": AreaPart.REGION,
    "authority": AreaPart.AUTHORITY,
    "local authority": AreaPart.AUTHORITY,
    "la": AreaPart.AUTHORITY,
    "district": AreaPart.DISTRICT,
    "outcode": AreaPart.OUTCODE,
    "postcode district": AreaPart.OUTCODE,
}
# A row says nothing that would be cut off.
_LONGEST = {"scheme": 100, "area": 100, "area_cy": 100}
ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"


@dataclass
class AreasReport:
    """What became of the rows of a file."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)
    new_schemes: list[str] = field(default_factory=list)
    new_areas: int = 0
    ignored_columns: list[str] = field(default_factory=list)


def import_areas(
    path: Path,
    rows: Iterable[tuple[int, dict[str, str]]],
    *,
    now: datetime,
    dry_run: bool,
    told: Callable[[int, str], None],
) -> AreasReport:
    """Add what the rows say to the schemes; nothing that stands there already is taken away.

    A row that cannot be read is left out, `told` its line and why; the others are brought in. A part that
    stands in the area from the same day takes the row's last day. Raises `SpreadsheetError` when the file is
    no table of areas.
    """
    report = AreasReport()
    with transaction.atomic():
        for line, cells in rows:
            if not report.rows:
                _check_columns(cells, report)
            report.rows += 1
            schemes, areas = len(report.new_schemes), report.new_areas
            try:
                with transaction.atomic():
                    became = _take(cells, report)
            except (ValueError, ValidationError) as error:
                words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
                report.rejected.append((line, words, cells))
                # With the row goes the scheme or area that it would have begun.
                del report.new_schemes[schemes:]
                report.new_areas = areas
                told(line, words)
            else:
                setattr(report, became, getattr(report, became) + 1)
        if not report.rows:
            raise SpreadsheetError(_("There is no row below the names of the columns."))
        if dry_run:
            transaction.set_rollback(True)
        elif report.added or report.changed or report.new_areas:
            DataLoad.objects.create(
                dataset=Dataset.AREAS,
                file_name=path.name[:200],
                checksum=checksum_of(path),
                rows=report.rows - len(report.rejected),
                report={"added": report.added, "changed": report.changed, "new_areas": report.new_areas},
                loaded_at=now,
            )
            page_cache.forget()
    return report


def _check_columns(cells: dict[str, str], report: AreasReport) -> None:
    missing = [name for name in REQUIRED if name not in cells]
    if missing:
        words = ngettext(
            "The column %(missing)s is missing. The first row has to name these columns: %(names)s.",
            "These columns are missing: %(missing)s. The first row has to name these columns: %(names)s.",
            len(missing),
        )
        raise SpreadsheetError(words % {"missing": ", ".join(missing), "names": ", ".join(COLUMNS)})
    report.ignored_columns = [name for name in cells if name and name not in COLUMNS]


def _take(cells: dict[str, str], report: AreasReport) -> str:
    """Bring one row in and say what became of it. Raises with a sentence when it cannot be understood."""
    cells = {name: " ".join(cell.lstrip("'").split()) for name, cell in cells.items()}
    for name, most in _LONGEST.items():
        if len(cells.get(name, "")) > most:
            raise ValueError(_("“%(name)s” is longer than %(most)s letters.") % {"name": name, "most": most})
    if not cells["scheme"] or not cells["area"]:
        raise ValueError(_("The row names no scheme or no area."))
    if "" in cells:
        raise ValueError(_("The row has more cells than there are columns."))
    membership = _understand(cells)
    area, new = _area(cells, report)
    if membership is None:
        return ADDED if new else UNCHANGED
    membership.area = area
    same = AreaMembership.objects.filter(
        area=area, part=membership.part, code=membership.code, first_day=membership.first_day
    ).first()
    if same:
        if same.last_day == membership.last_day:
            return UNCHANGED
        same.last_day = membership.last_day
        membership = same
    others = AreaMembership.objects.filter(area=area, part=membership.part, code=membership.code)
    if overlap([membership, *others.exclude(pk=membership.pk)]):
        raise ValueError(_("This part stands in the area already, at an overlapping time."))
    membership.save()
    return CHANGED if same else ADDED


def _understand(cells: dict[str, str]) -> AreaMembership | None:
    """Return the part of a row; nothing where it only names an area."""
    written, code = cells.get("part", ""), cells.get("code", "")
    if not written and not code:
        return None
    part = _PARTS.get(written.casefold())
    if part is None:
        raise ValueError(
            _("“%(text)s” is no kind of part. Write region, authority, district or outcode.")
            % {"text": written[:40]}
        )
    first, last = read_day(cells.get("from", "")), read_day(cells.get("to", ""))
    if first and last and first > last:
        raise ValueError(_("The last day is before the first."))
    return AreaMembership(part=part, code=read_part(part, code), first_day=first, last_day=last)


def _area(cells: dict[str, str], report: AreasReport) -> tuple[Area, bool]:
    code, area_code = slugify(cells["scheme"])[:40], slugify(cells["area"])[:60]
    if not code or not area_code:
        raise ValueError(_("The name of the scheme or of the area has no letters."))
    scheme = AreaScheme.objects.filter(code=code).first()
    if scheme is None:
        scheme = AreaScheme.objects.create(code=code, name=cells["scheme"])
        report.new_schemes.append(scheme.name)
    area, new = Area.objects.get_or_create(
        scheme=scheme,
        code=area_code,
        defaults={"name": cells["area"], "name_cy": cells.get("area_cy", "")},
    )
    report.new_areas += new
    if not new and cells.get("area_cy") and not area.name_cy:
        area.name_cy = cells["area_cy"]
        area.save(update_fields=["name_cy"])
    return area, new
