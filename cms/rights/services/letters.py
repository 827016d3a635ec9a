"""Letters about rights: decided in a transaction, sent by a task, and never sent twice by mistake."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cms.core.choices import LetterState
from cms.core.posting import HEADERS, claim, post

from ..choices import Kind, LetterKind
from ..models import Erasure, RightsLetter, RightsRequest
from .links import Purpose, make_link

if TYPE_CHECKING:
    from datetime import datetime

# An address outlives its person by no more than this, for the one letter that says so.
GOODBYE_TRIES = timedelta(days=3)


def send(*, key: str, now: datetime) -> tuple[str, timedelta | None]:
    """Send the letter with this key unless it was sent before. Returns its state, and how long until
    another try.

    The address of somebody who was erased goes as soon as nothing more is to be tried with it.
    """
    letter = claim(RightsLetter.objects.filter(key=key), now=now)
    if letter is None:
        settle_goodbye(key)
        return "not ours to send", None
    wait = post(letter, write(letter), now=now)
    if wait is None:
        settle_goodbye(key)
        if letter.state == LetterState.SENT and letter.kind == LetterKind.CONFIRM:
            RightsRequest.objects.filter(pk=letter.request_id, acknowledged_at=None).update(
                acknowledged_at=now
            )
    return str(letter.state), wait


def settle_goodbye(key: str) -> None:
    """Let go of the address that only the last letter needed."""
    Erasure.objects.filter(letters__key=key).exclude(letter_to="").update(letter_to="")


def drop_old_goodbyes(*, now: datetime) -> int:
    """Let go of addresses whose last letter has not left for `GOODBYE_TRIES`. Returns how many."""
    old = Erasure.objects.exclude(letter_to="").filter(erased_at__lt=now - GOODBYE_TRIES)
    return old.update(letter_to="")


def write(letter: RightsLetter) -> EmailMultiAlternatives | None:
    """The letter in the person's language; None when what it is about has gone."""
    about = letter.erasure or letter.request
    address = letter.erasure.letter_to if letter.erasure else letter.request.email if letter.request else ""
    if not address:
        return None
    with translation.override(about.language):
        context = {
            "kind": letter.kind,
            "words": letter.words,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "site_url": settings.SITE_URL,
            "your_data": _absolute("rights:your_data"),
        }
        if letter.kind == LetterKind.GOODBYE:
            subject = _("Everything we kept about you has been erased")
        else:
            subject = _SUBJECTS[letter.kind](letter)
            context |= _about_request(letter)
        context["subject"] = subject
        message = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("rights/letters/letter.txt", context).strip() + "\n",
            to=[address],
            headers=HEADERS,
        )
        message.attach_alternative(render_to_string("rights/letters/letter.html", context), "text/html")
    return message


def _about_request(letter: RightsLetter) -> dict:
    request = letter.request
    context = {
        "request": request,
        "name": request.name,
        "asks": request.get_kind_display(),
        "is_complaint": request.kind == Kind.COMPLAINT,
        "confirm": _absolute("rights:confirm", make_link(Purpose.CONFIRM, request.key)),
        "days": Purpose.CONFIRM.lasts.days,
        "promise": settings.COMPLAINT_ANSWER_DAYS,
    }
    if letter.package is not None:
        context["download"] = _absolute("rights:package", make_link(Purpose.PACKAGE, letter.package.key))
        context["until"] = letter.package.expires_at
    return context


_SUBJECTS = {
    LetterKind.CONFIRM: lambda letter: (
        _("Your complaint about your data has arrived")
        if letter.request.kind == Kind.COMPLAINT
        else _("Please confirm what you asked about your data")
    ),
    LetterKind.REPLY: lambda _letter: _("Our answer about your data"),
}


def _absolute(name: str, *args: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=args)}"
