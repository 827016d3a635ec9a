"""Knowing better where somebody is, once every postcode is known."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models, transaction

from cms.core.inserting import update

from ..choices import Method
from ..rules import Place
from .locating import locate_many

BATCH = 2000
FIELDS = ("country", "outcode", "region", "authority", "place_method")


@dataclass
class Upgraded:
    """How many records were looked at and how many are known better now."""

    seen: int = 0
    changed: int = 0


def upgrade_places(
    rows: models.QuerySet,
    *,
    postcode: str = "postcode",
    same_outcode: bool = False,
    say: Callable[[str], None] | None = None,
) -> Upgraded:
    """Look up the postcode of each of these records again, and write its place where it is known in full.

    `rows` are records with `PlaceFields`; `postcode` names the field, theirs or a relation's, that has it.
    With `same_outcode` a record is left alone unless it lies in that postcode's district already: for a
    snapshot, whose person may have moved since. Safe to break off and to run again; each batch is a short
    transaction of its own. `say` is told of progress, in plain words.
    """
    result = Upgraded()
    rows = rows.exclude(**{postcode: ""}).filter(**{f"{postcode}__isnull": False}).order_by("pk")
    last = None
    while True:
        with transaction.atomic():
            batch = list(
                (rows if last is None else rows.filter(pk__gt=last))
                .select_for_update(of=("self",))
                .annotate(typed=models.F(postcode))[:BATCH]
            )
            if not batch:
                return result
            last = batch[-1].pk
            places = locate_many({row.typed for row in batch})
            better = [row for row in batch if _take(row, places.get(row.typed), same_outcode=same_outcode)]
            update(better, FIELDS)
        result.seen += len(batch)
        result.changed += len(better)
        if say and result.seen % (25 * BATCH) == 0:
            say(f"{result.seen:,} {rows.model._meta.verbose_name_plural} looked at")


def _take(row: models.Model, place: Place | None, *, same_outcode: bool) -> bool:
    """Write the place to the record in memory; say whether that changed anything."""
    if place is None or place.method != Method.FULL:
        return False
    if same_outcode and row.outcode != place.outcode:
        return False
    fields = place.as_fields()
    if all(str(getattr(row, name)) == value for name, value in fields.items()):
        return False
    for name, value in fields.items():
        setattr(row, name, value)
    return True
