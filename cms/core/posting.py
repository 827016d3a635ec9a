"""Sending a letter once: taken in hand before the mail server is spoken to, never sent twice by mistake."""

from __future__ import annotations

import logging
import smtplib
import socket
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from django.db.models import F

from .choices import LetterState
from .models import LetterFields

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMultiAlternatives
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)
SomeLetter = TypeVar("SomeLetter", bound=LetterFields)

# Minutes before another try, when the mail server did not take a letter.
TRY_AGAIN_AFTER = (1, 5, 30, 120, 480)
# No connection, or the server said no before it had the letter: it is certain that it did not leave.
NOT_LEFT = (
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    ConnectionRefusedError,
    socket.gaierror,
)
# Of every letter that a machine writes: the auto-replies of people on holiday are not wanted back.
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def claim(letters: QuerySet[SomeLetter], *, now: datetime) -> SomeLetter | None:
    """Take the one letter of a queryset in hand; None when it must not be sent, or not again.

    Call it outside a transaction: the claim is committed before the mail server is spoken to. A letter found
    in hand already was left there by a worker that died: it may have gone, so it becomes uncertain. Should
    that worker only have been slow, it still writes down what became of the letter.
    """
    claimed = letters.filter(state__in=[LetterState.WAITING, LetterState.NOT_SENT]).update(
        state=LetterState.SENDING, attempts=F("attempts") + 1, changed_at=now
    )
    if claimed:
        return letters.get()
    letters.filter(state=LetterState.SENDING).update(
        state=LetterState.UNCERTAIN, problem="WorkerLost", changed_at=now
    )
    return None


def post(letter: LetterFields, message: EmailMultiAlternatives | None, *, now: datetime) -> timedelta | None:
    """Send the message of a letter in hand and write down what became of it.

    Without a message the letter has lost what it was about: it is not sent.

    Returns:
        How long to wait before another try; None when there is to be none.
    """
    if message is None:
        _settle(letter, LetterState.NOT_SENT, now, "PersonErased")
        return None
    try:
        message.send()
    except NOT_LEFT as error:
        _settle(letter, LetterState.NOT_SENT, now, type(error).__name__)
        if _is_final(error) or letter.attempts > len(TRY_AGAIN_AFTER):
            # The words of the error hold the address, so only its kind is written down.
            logger.warning("A letter was refused for good: %s", type(error).__name__)
            return None
        return timedelta(minutes=TRY_AGAIN_AFTER[letter.attempts - 1])
    except (OSError, smtplib.SMTPException) as error:
        _settle(letter, LetterState.UNCERTAIN, now, type(error).__name__)
        logger.warning("A letter may or may not have left: %s", type(error).__name__)
        return None
    _settle(letter, LetterState.SENT, now, "")
    return None


def _is_final(error: Exception) -> bool:
    """Whether the server will say the same again: a 5xx answer, for the recipient or the letter."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError) and error.smtp_code >= 500


def _settle(letter: LetterFields, state: LetterState, now: datetime, problem: str) -> None:
    letter.state, letter.problem, letter.changed_at = state, problem, now
    letter.save(update_fields=["state", "problem", "changed_at"])
