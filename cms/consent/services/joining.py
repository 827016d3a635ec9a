"""Two people become one, or part again: no event is lost, and nobody is mailed who was not before."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from ..choices import CONFIRMED_TWICE, Act, Purpose, Standing
from ..models import ConsentEvent, ConsentLetter, Hold
from ..rules import Told, decisive, is_held_by_merging, standing_of

if TYPE_CHECKING:
    from cms.people.models import Person

About = tuple[str, str]


def _acts(person: Person) -> dict[About, list[Told]]:
    acts: dict[About, list[Told]] = defaultdict(list)
    for event in ConsentEvent.objects.filter(person=person):
        acts[event.purpose, event.subject].append(Told(event.act, event.at, event.proof, event.pk))
    return acts


def _held(person: Person) -> dict[About, datetime]:
    rows = Hold.objects.filter(person=person).order_by("at").values_list("purpose", "subject", "at")
    return {(purpose, subject): at for purpose, subject, at in rows}


def _standing(about: About, acts: list[Told], held: dict[About, datetime]) -> Standing:
    """How it stands, where a yes that has to be confirmed and was not counts as none."""
    last = decisive(acts)
    if last and last.act == Act.GIVEN and not last.proof and Purpose(about[0]) in CONFIRMED_TWICE:
        return Standing.NEVER
    return standing_of(last, held_at=held.get(about))


def join_consents(*, kept: Person, gone: Person) -> dict[str, Any]:
    """Hand the ledger of `gone` over to `kept`; where the two do not agree, a yes has to be asked for again.

    Returns what `part_consents` needs: keys of rows, and the moment.
    """
    now = timezone.now()
    of_kept, of_gone = _acts(kept), _acts(gone)
    held_kept, held_gone = _held(kept), _held(gone)
    holds = []
    for about in sorted(of_kept.keys() | of_gone.keys()):
        told = [*of_kept[about], *of_gone[about]]
        standings = {
            "kept": _standing(about, of_kept[about], held_kept),
            "gone": _standing(about, of_gone[about], held_gone),
            "together": _standing(about, told, held_kept),
        }
        if is_held_by_merging(**standings):
            purpose, subject = about
            holds.append(Hold.objects.create(person=kept, purpose=purpose, subject=subject, at=now).pk)
    events = list(ConsentEvent.objects.filter(person=gone).values_list("pk", flat=True))
    letters = list(ConsentLetter.objects.filter(person=gone).values_list("pk", flat=True))
    ConsentEvent.objects.filter(pk__in=events).update(person=kept)
    ConsentLetter.objects.filter(pk__in=letters).update(person=kept)
    return {"events": events, "letters": letters, "holds": holds, "at": now.isoformat()}


def part_consents(*, kept: Person, gone: Person, record: dict[str, Any]) -> None:
    """Take it back. What was said since stays with `kept`; a no among it also stops a yes of `gone`."""
    now = timezone.now()
    ConsentEvent.objects.filter(pk__in=record["events"], person=kept).update(person=gone)
    ConsentLetter.objects.filter(pk__in=record["letters"], person=kept).update(person=gone)
    Hold.objects.filter(pk__in=record["holds"], person=kept).delete()
    since = ConsentEvent.objects.filter(
        person=kept, act=Act.WITHDRAWN, at__gte=datetime.fromisoformat(record["at"])
    )
    acts, held = _acts(gone), _held(gone)
    for about in sorted(set(since.values_list("purpose", "subject"))):
        if _standing(about, acts[about], held) is Standing.GIVEN:
            purpose, subject = about
            Hold.objects.create(person=gone, purpose=purpose, subject=subject, at=now)
