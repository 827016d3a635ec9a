"""Who is never mailed: written down as a keyed hash, which tells nothing of the address without the key."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from cms.people.rules import normalise_email

from ..choices import LIFTED_BY_OWN_ACT, SuppressionReason
from ..models import Suppression


def digest_of(email: str) -> str:
    """The keyed hash of an address however it is typed: 64 hexadecimal figures (HMAC-SHA256).

    Raises `ValueError` when it is no address.
    """
    return hash_of(normalise_email(email))


def hash_of(text: str) -> str:
    """The keyed hash of an address that is in its one spelling already, as the addresses of people are."""
    return hmac.new(settings.SUPPRESSION_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def key_mark() -> str:
    """A few letters that recognise the key and tell nothing of it: every row carries them."""
    return hash_of("which key is this?")[:8]


def suppress(*, email: str, reason: str, source: str, now: datetime, purpose: str = "") -> Suppression:
    """See to it that an address is not mailed again: about one purpose, or, without one, about anything.

    Twice means once: the row of the same reason stays, with the later moment. What was lifted is suppressed
    anew when `now` is later than the moment it was lifted; an older one (a list read a second time) changes
    nothing.

    Raises `ValueError` when it is no address.
    """
    return suppress_digest(digest=digest_of(email), reason=reason, source=source, now=now, purpose=purpose)


def suppress_digest(
    *, digest: str, reason: str, source: str, now: datetime, purpose: str = ""
) -> Suppression:
    """As `suppress`, where only the keyed hash is left: a ledger of erasures repeated after a restore."""
    reason = SuppressionReason(reason)
    with transaction.atomic():
        row, made = Suppression.objects.get_or_create(
            digest=digest,
            purpose=purpose,
            reason=reason,
            defaults={"source": source[:200], "at": now, "key_mark": key_mark()},
        )
        if not made:
            again = Suppression.objects.filter(pk=row.pk)
            again.filter(lifted_at__isnull=True, at__lt=now).update(at=now)
            again.filter(lifted_at__lt=now).update(lifted_at=None, lifted_by="", at=now, source=source[:200])
            row.refresh_from_db()
    return row


def standing_rows(digests: Iterable[str], purpose: str = ""):
    """The suppressions in force for any of these hashes: those of everything, and those of the purpose."""
    about = Q(purpose="") | Q(purpose=purpose) if purpose else Q(purpose="")
    return Suppression.objects.filter(about, digest__in=list(digests), lifted_at__isnull=True)


def is_suppressed(email: str, purpose: str = "") -> bool:
    """Whether an address must not be mailed (about a purpose). What is no address is not mailed either."""
    try:
        digest = digest_of(email)
    except ValueError:
        return True
    return standing_rows([digest], purpose).exists()


def may_be_asked(email: str) -> bool:
    """Whether a letter that only asks to confirm may go: not to somebody who told us never to write."""
    return not (
        standing_rows([digest_of(email)])
        .filter(reason__in=[SuppressionReason.COMPLAINED, SuppressionReason.OBJECTED])
        .exists()
    )


def lift_suppression(*, email: str, purpose: str, by: str, now: datetime) -> int:
    """Somebody confirmed from their own mailbox that they want to be mailed: end what their own act may end.

    `by` says which act it was, in words, without an address. Returns how many suppressions ended. A complaint
    or an objection stays; see `LIFTED_BY_OWN_ACT`.
    """
    return (
        standing_rows([digest_of(email)], purpose)
        .filter(reason__in=LIFTED_BY_OWN_ACT, at__lte=now)
        .update(lifted_at=now, lifted_by=by[:200])
    )
