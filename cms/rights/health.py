"""What the doctor asks about rights: does the ledger of erasures stand, and is anybody waiting too long?"""

from collections.abc import Iterator

from django.utils import timezone

from cms.core.doctor import NOTE, OK, WRONG, Finding, register

from .models import Erasure
from .reports import overdue
from .services.ledger import entries
from .services.requests import london_day


@register("erasures")
def erasures() -> Iterator[Finding]:
    """Every erasure of the database stands in the ledger outside it, and can be read there."""
    try:
        there = {entry.key for entry in entries()}
    except ValueError as error:
        yield Finding(WRONG, "erasures", str(error), "Put that file back from the newest backup that has it.")
        return
    missing = [key for key in Erasure.objects.values_list("key", flat=True).iterator() if key not in there]
    if missing:
        yield Finding(
            WRONG,
            "erasures",
            f"{len(missing)} erasures are not in the ledger: a restore would bring those people back.",
            "Put the folder ERASURE_LEDGER of the private storage back from the newest backup.",
        )
    else:
        yield Finding(OK, "erasures", f"{len(there)} entries stand in the ledger, each of them readable.")


@register("requests about data")
def requests() -> Iterator[Finding]:
    """Nobody waits longer than they may."""
    late = overdue(london_day(timezone.now())).count()
    if late:
        yield Finding(
            NOTE, "requests about data", f"{late} are overdue.", "Answer them: People, Requests about data."
        )
    else:
        yield Finding(OK, "requests about data", "None is overdue.")
