"""The letters of this room: to confirm, and with the link to somebody's choices. Neither advertises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cms.core.posting import HEADERS, claim, post
from cms.people.models import Person

from ..choices import Purpose
from ..models import ConsentLetter, SignUp
from .links import Link, make_link
from .suppression import may_be_asked

if TYPE_CHECKING:
    from datetime import datetime, timedelta


def claim_letter(
    *, key: str, kind: str, sign_up: int, person: int, decided_at: datetime, now: datetime
) -> ConsentLetter | None:
    """Take a letter in hand; None when it must not be sent, or not again, or is about nobody any more."""
    about = {
        "sign_up": SignUp.objects.filter(pk=sign_up).first() if sign_up else None,
        "person": Person.objects.filter(pk=person).first() if person else None,
    }
    if not any(about.values()):
        return None
    letter, _made = ConsentLetter.objects.get_or_create(
        key=key, defaults={"kind": kind, "created_at": decided_at, "changed_at": now} | about
    )
    letters = ConsentLetter.objects.select_related("sign_up__wording", "person__merged_into")
    return claim(letters.filter(pk=letter.pk), now=now)


def post_letter(*, letter: ConsentLetter, now: datetime) -> timedelta | None:
    """Send a letter in hand, write down what became of it; how long until another try, or None."""
    return post(letter, write_letter(letter=letter, now=now), now=now)


def write_letter(*, letter: ConsentLetter, now: datetime) -> EmailMultiAlternatives | None:
    """The letter in the language it was asked in; None when its address is not to be written to any more."""
    about = letter.sign_up or letter.person
    if about is None or not may_be_asked(about.email):
        return None
    with translation.override(about.language):
        context = _to_confirm(letter.sign_up, now) if letter.sign_up else _choices(letter.person, now)
        context |= {"site_name": settings.WAGTAIL_SITE_NAME, "site_url": settings.SITE_URL}
        message = EmailMultiAlternatives(
            subject=" ".join(context["subject"].split()),
            body=render_to_string(f"consent/letters/{letter.kind}.txt", context).strip() + "\n",
            to=[about.email],
            headers=HEADERS,
        )
        message.attach_alternative(
            render_to_string(f"consent/letters/{letter.kind}.html", context), "text/html"
        )
    return message


def _to_confirm(sign_up: SignUp, now: datetime) -> dict:
    token = make_link(Link.CONFIRM, key=sign_up.key, now=now)
    return {
        "subject": _("Please confirm: %(purpose)s") % {"purpose": Purpose(sign_up.purpose).label},
        "purpose": Purpose(sign_up.purpose).label,
        "words": sign_up.wording.text,
        "link": f"{settings.SITE_URL}{reverse('consent:confirm', args=[token])}",
        "days": Link.CONFIRM.lasts.days,
    }


def _choices(person: Person, now: datetime) -> dict:
    return {
        "subject": _("Your choices about emails from us"),
        "name": person.name,
        "link": preferences_address(person, now=now),
        "days": Link.PREFERENCES.lasts.days,
    }


def preferences_address(person: Person, *, now: datetime) -> str:
    """Where somebody changes what they are mailed about, for a letter to them."""
    token = make_link(Link.PREFERENCES, key=person.key, now=now)
    return f"{settings.SITE_URL}{reverse('consent:preferences', args=[token])}"


def unsubscribe_address(person: Person, purpose: str, *, now: datetime, subject: str = "") -> str:
    """Where somebody says no to a purpose. The link never ends."""
    token = make_link(Link.UNSUBSCRIBE, key=person.key, now=now, purpose=purpose, subject=subject)
    return f"{settings.SITE_URL}{reverse('consent:unsubscribe', args=[token])}"


def unsubscribe_headers(person: Person, purpose: str, *, now: datetime, subject: str = "") -> dict[str, str]:
    """The headers by which a mail program shows its own button (RFC 2369, RFC 8058).

    Both must be covered by the DKIM signature of the message, which is the mail server's work.
    """
    address = unsubscribe_address(person, purpose, now=now, subject=subject)
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
