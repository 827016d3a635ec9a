"""What somebody told us in words, written down by one of the team: always with how we know."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from ..choices import Act, Proof, SuppressionReason
from .ledger import current_wording, give_consent, withdraw_consent
from .suppression import suppress

if TYPE_CHECKING:
    from cms.people.models import Person

    from ..models import ConsentEvent


def record_told(
    *, person: Person, purpose: str, act: str, source: str, note: str, user, now: datetime, subject: str = ""
) -> ConsentEvent:
    """Write down a yes or a no on somebody's behalf, with how they told us. It is logged who did it.

    Raises `ValueError` for a yes without a note of how we know.
    """
    about = {"person": person, "purpose": purpose, "subject": subject, "source": source, "now": now}
    with transaction.atomic():
        if act == Act.GIVEN:
            wording = current_wording(purpose, person.language)
            event = give_consent(**about, wording=wording, proof=Proof.RECORDED, note=note, user=user)
        else:
            event = withdraw_consent(**about, note=note, user=user)
        _log(person, user, {"purpose": purpose, "subject": subject, "act": str(act)})
    return event


def never_again(*, person: Person, source: str, user, now: datetime) -> None:
    """They told us never to write again, about anything."""
    with transaction.atomic():
        suppress(email=person.email, reason=SuppressionReason.OBJECTED, source=source, now=now)
        _log(person, user, {"act": "never again"})


def _log(person: Person, user, data: dict) -> None:
    log(instance=person, action="consent.record", user=user, title=f"{person.pk}", data=data)
