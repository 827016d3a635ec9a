"""What people decide about their own mail by a link that only their mailbox had."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from cms.people.models import Person
from cms.people.services import addresses_of, canonical

from ..choices import Act, Proof
from ..models import ConsentEvent, SignUp
from ..rules import Told, decisive
from .ledger import give_consent, withdraw_consent
from .mailing import may_mail

if TYPE_CHECKING:
    from ..models import Wording


def person_of(key: UUID) -> Person | None:
    """Whose key a link carries, through every merge; None once they are erased."""
    person = Person.objects.select_related("merged_into").filter(key=key).first()
    return canonical(person) if person else None


def unsubscribe(
    *,
    person: Person,
    purpose: str,
    source: str,
    now: datetime,
    subject: str = "",
    wording: Wording | None = None,
) -> bool:
    """Somebody says no. Twice means once: False when their last word was no already, and nothing waits."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        events = ConsentEvent.objects.filter(person=person, purpose=purpose, subject=subject)
        last = decisive(Told(*row) for row in events.values_list("act", "at", "proof", "pk"))
        waits = SignUp.objects.filter(
            email__in=addresses_of(person), purpose=purpose, subject=subject
        ).exists()
        if last and last.act == Act.WITHDRAWN and not waits:
            return False
        withdraw_consent(
            person=person, purpose=purpose, subject=subject, source=source, wording=wording, now=now
        )
    return True


def agree(
    *, person: Person, purpose: str, wording: Wording, source: str, now: datetime, subject: str = ""
) -> bool:
    """Somebody says yes on the page that only their mailbox led to, so it needs no second yes.

    False when they may be mailed about it already.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        if may_mail(person, purpose, now=now, subject=subject).allowed:
            return False
        SignUp.objects.filter(email__in=addresses_of(person), purpose=purpose, subject=subject).delete()
        give_consent(
            person=person,
            purpose=purpose,
            subject=subject,
            wording=wording,
            source=source,
            proof=Proof.LINK,
            now=now,
        )
    return True
