"""Saying which organisation a typed name means. What was typed never changes, only where its people belong.

An act names what its person saw, leaves alone whoever has been matched since, and is one step that can be
taken back. Nobody is ever matched without a person saying so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import transaction
from wagtail.log_actions import log

from cms.places.models import LocalAuthority, School, SchoolGroup

from ..choices import StepKind
from ..models import LeftName, Organisation, OrganisationStep, Person
from ..reports.typed import WAITING_CACHE_KEY, TypedName
from .organisations import (
    organisation_for_authority,
    organisation_for_school,
    organisation_for_trust,
    stands_for,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


def organisation_of(target: str) -> Organisation | None:
    """The organisation a choice stands for, made from its register where need be. None when there is none.

    `target` is what a form carries: `school:URN`, `trust:UID`, `authority:number` or `organisation:key`.
    """
    kind, _colon, number = target.partition(":")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    if kind == "school":
        school = School.objects.filter(pk=number).first()
        return school and organisation_for_school(school=school)
    if kind == "trust":
        trust = SchoolGroup.objects.filter(pk=number).first()
        return trust and organisation_for_trust(trust=trust)
    if kind == "authority":
        authority = LocalAuthority.objects.filter(pk=number).first()
        return authority and organisation_for_authority(authority=authority)
    if kind == "organisation":
        found = Organisation.objects.filter(pk=number).first()
        return found and stands_for(found)
    return None


def match_people(
    *, people: Iterable[int], organisation: Organisation, by, now: datetime
) -> OrganisationStep | None:
    """Say that these people (keys) belong to an organisation. Whoever belongs to one already stays there.

    Returns the step, by which it can be taken back; None when nobody was left to match.
    """
    with transaction.atomic():
        step = OrganisationStep(kind=StepKind.MATCH, at=now, by=by, organisation=organisation)
        return _save(step, [_match(people, organisation)])


def match_names(
    *, chosen: Sequence[tuple[TypedName, Organisation]], by, now: datetime
) -> OrganisationStep | None:
    """Say which organisation each of these typed names means, for everybody who typed it, in one step.

    Returns the step, by which all of it can be taken back; None when nobody was left to match.
    """
    with transaction.atomic():
        only = chosen[0][1] if len({organisation.pk for _name, organisation in chosen}) == 1 else None
        step = OrganisationStep(kind=StepKind.MATCH, at=now, by=by, organisation=only)
        return _save(step, [_match(name.people_keys(), organisation) for name, organisation in chosen])


def _match(people: Iterable[int], organisation: Organisation) -> tuple[Organisation, list[int]]:
    """Put whoever belongs nowhere yet into the organisation, under a lock."""
    free = Person.objects.select_for_update().filter(pk__in=list(people), organisation=None).order_by("pk")
    keys = [person.pk for person in free.only("pk")]
    Person.objects.filter(pk__in=keys).update(organisation=organisation)
    return organisation, keys


def _save(step: OrganisationStep, done: list[tuple[Organisation, list[int]]]) -> OrganisationStep | None:
    """Write the step and the log, if anybody was matched."""
    done = [(organisation, keys) for organisation, keys in done if keys]
    if not done:
        return None
    step.names = len(done)
    step.people = sum(len(keys) for _organisation, keys in done)
    step.record = {"matched": [[organisation.pk, keys] for organisation, keys in done]}
    step.save()
    for organisation, keys in done:
        log(
            instance=organisation,
            action="people.organisation_match",
            user=step.by,
            data={"people": len(keys), "step": step.pk},
        )
    _waiting_has_changed()
    return step


def leave_names(*, names: Sequence[TypedName], by, now: datetime) -> OrganisationStep | None:
    """Say that these typed names stay as they are: they are asked about no more.

    Returns the step, by which it can be taken back; None when all had been left before.
    """
    with transaction.atomic():
        keys = sorted({name.key for name in names})
        known = set(LeftName.objects.filter(key__in=keys).values_list("key", flat=True))
        new = [key for key in keys if key not in known]
        if not new:
            return None
        LeftName.objects.bulk_create([LeftName(key=key, left_at=now) for key in new], ignore_conflicts=True)
        step = OrganisationStep.objects.create(
            kind=StepKind.LEAVE, at=now, by=by, names=len(new), record={"left": new}
        )
        log(instance=step, action="people.names_leave", user=by, data={"names": len(new), "step": step.pk})
    _waiting_has_changed()
    return step


def take_up_names(*, names: Sequence[TypedName], by) -> int:
    """Ask again about names that were to stay as they are. Returns how many."""
    with transaction.atomic():
        done, _each = LeftName.objects.filter(key__in=[name.key for name in names]).delete()
        if done:
            step = OrganisationStep.objects.filter(kind=StepKind.LEAVE).first()
            log(instance=step or by, action="people.names_take_up", user=by, data={"names": done})
    _waiting_has_changed()
    return done


def undo_step(*, step: OrganisationStep, by, now: datetime) -> int | None:
    """Take a step back. Whoever was moved on since stays there.

    Returns how many people or names are as before; None when the step had been taken back already.
    """
    with transaction.atomic():
        step = OrganisationStep.objects.select_for_update().get(pk=step.pk)
        if step.undone_at:
            return None
        undo = {StepKind.MATCH: _unmatch, StepKind.LEAVE: _unleave, StepKind.MERGE: _unmerge}[step.kind]
        done = undo(step)
        step.undone_at = now
        step.save(update_fields=["undone_at"])
        log(
            instance=step.organisation or step,
            action="people.organisation_undo",
            user=by,
            data={"step": step.pk, "kind": step.kind, "done": done},
        )
    _waiting_has_changed()
    return done


def _unmatch(step: OrganisationStep) -> int:
    return sum(
        Person.objects.filter(pk__in=keys, organisation=organisation).update(organisation=None)
        for organisation, keys in step.record["matched"]
    )


def _unleave(step: OrganisationStep) -> int:
    return LeftName.objects.filter(key__in=step.record["left"]).delete()[0]


def _unmerge(step: OrganisationStep) -> int:
    gone = step.record["gone"]
    Organisation.objects.filter(pk=gone, merged_into=step.organisation_id).update(merged_into=None)
    Organisation.objects.filter(pk__in=step.record["names"], merged_into=step.organisation_id).update(
        merged_into=gone
    )
    return Person.objects.filter(pk__in=step.record["people"], organisation=step.organisation_id).update(
        organisation=gone
    )


def _waiting_has_changed() -> None:
    """The number on the home screen is counted anew."""
    transaction.on_commit(lambda: cache.delete(WAITING_CACHE_KEY))
