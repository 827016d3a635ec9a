"""Letters that carry a link: decided in a transaction, sent by a task, and never sent twice by mistake."""

from __future__ import annotations

import logging
import smtplib
import socket
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ..choices import LetterState
from ..models import Download, Letter
from .links import Purpose, make_link
from .suite import current_file, title_of

if TYPE_CHECKING:
    from datetime import datetime

logger = logging.getLogger(__name__)

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


def claim_letter(*, download_id: int, key: str, decided_at: datetime, now: datetime) -> Letter | None:
    """Take a letter in hand; None when it must not be sent, or not again.

    The claim is committed before the mail server is spoken to. A letter found in hand already was left
    there by a worker that died: it may have gone, so it becomes uncertain. Should that worker only have
    been slow, it still writes down what became of the letter.
    """
    if not Download.objects.filter(pk=download_id).exists():
        return None
    letter, _made = Letter.objects.get_or_create(
        key=key, defaults={"download_id": download_id, "created_at": decided_at, "changed_at": now}
    )
    of_this_key = Letter.objects.filter(pk=letter.pk)
    claimed = of_this_key.filter(state__in=[LetterState.WAITING, LetterState.NOT_SENT]).update(
        state=LetterState.SENDING, attempts=F("attempts") + 1, changed_at=now
    )
    if claimed:
        return of_this_key.select_related("download__person", "download__resource").get()
    of_this_key.filter(state=LetterState.SENDING).update(
        state=LetterState.UNCERTAIN, problem="WorkerLost", changed_at=now
    )
    return None


def post_letter(*, letter: Letter, now: datetime) -> timedelta | None:
    """Send a letter in hand and write down what became of it.

    Returns:
        How long to wait before another try; None when there is to be none.
    """
    message = write_letter(download=letter.download, now=now)
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


def _settle(letter: Letter, state: LetterState, now: datetime, problem: str) -> None:
    letter.state, letter.problem, letter.changed_at = state, problem, now
    letter.save(update_fields=["state", "problem", "changed_at"])


def write_letter(*, download: Download, now: datetime) -> EmailMultiAlternatives | None:
    """The letter about a download, in the language it was asked in; None when the person was erased."""
    person = download.person
    file = current_file(download)
    if person is None or file is None:
        return None
    token = make_link(purpose=Purpose.LETTER, key=download.key, file_id=file.pk, now=now)
    with translation.override(download.language):
        title = title_of(download.resource, download.language)
        subject = _("Your copy of the %(guide)s") % {"guide": title}
        context = {
            "subject": subject,
            "title": title,
            "file": file,
            "name": person.name,
            "link": f"{settings.SITE_URL}{reverse('resources:email_link', args=[token])}",
            "days": Purpose.LETTER.lasts.days,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "site_url": settings.SITE_URL,
        }
        message = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string("resources/letters/link.txt", context).strip() + "\n",
            to=[person.email],
            # Auto-replies of people on holiday are not wanted back.
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )
        message.attach_alternative(render_to_string("resources/letters/link.html", context), "text/html")
    return message
