"""Letters that carry a link: decided in a transaction, sent by a task, and never sent twice by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cms.core.posting import HEADERS, claim, post

from ..models import Download, Letter
from .links import Purpose, make_link
from .suite import current_file, title_of

if TYPE_CHECKING:
    from datetime import datetime, timedelta


def claim_letter(*, download_id: int, key: str, decided_at: datetime, now: datetime) -> Letter | None:
    """Take a letter in hand; None when it must not be sent, or not again.

    What a claim is, `cms.core.posting.claim` says.
    """
    if not Download.objects.filter(pk=download_id).exists():
        return None
    letter, _made = Letter.objects.get_or_create(
        key=key, defaults={"download_id": download_id, "created_at": decided_at, "changed_at": now}
    )
    return claim(
        Letter.objects.filter(pk=letter.pk).select_related("download__person", "download__resource"), now=now
    )


def post_letter(*, letter: Letter, now: datetime) -> timedelta | None:
    """Send a letter in hand and write down what became of it.

    Returns:
        How long to wait before another try; None when there is to be none.
    """
    return post(letter, write_letter(download=letter.download, now=now), now=now)


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
            headers=HEADERS,
        )
        message.attach_alternative(render_to_string("resources/letters/link.html", context), "text/html")
    return message
