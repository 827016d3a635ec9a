"""Ordering letters and copies: the one place that hands them to the worker."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from cms.people.models import Person

from ..choices import PackageState
from ..models import Erasure, Package, RightsLetter, RightsRequest
from ..tasks import make_package, send_letter

if TYPE_CHECKING:
    from datetime import datetime


def order_letter(
    *,
    kind: str,
    now: datetime,
    request: RightsRequest | None = None,
    erasure: Erasure | None = None,
    package: Package | None = None,
    words: str = "",
) -> RightsLetter:
    """Have a letter sent. Call it inside the transaction that decides so: if that is undone, nothing is
    sent."""
    letter = RightsLetter.objects.create(
        kind=kind,
        request=request,
        erasure=erasure,
        package=package,
        words=words,
        created_at=now,
        changed_at=now,
    )
    send_letter.enqueue(key=str(letter.key))
    return letter


def order_package(
    *, person: Person, asked_by, now: dt.datetime, request: RightsRequest | None = None
) -> Package:
    """Have a copy made by a worker. One that is being made already is the one: twice means once."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        waiting = Package.objects.filter(
            person=person, state=PackageState.WAITING, asked_at__gt=now - dt.timedelta(hours=1)
        ).first()
        if waiting is not None:
            return waiting
        package = Package.objects.create(
            person=person,
            request=request,
            asked_by=asked_by,
            asked_at=now,
            expires_at=now + dt.timedelta(days=settings.RETENTION["packages"]),
        )
        make_package.enqueue(key=str(package.key))
    return package
