"""Somebody new, or somebody we know, takes a guide: everything the form decides, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from cms.consent.choices import Purpose as ConsentPurpose
from cms.consent.services import give_consent
from cms.people.services import identify

from ..choices import Channel
from .ordering import order_letter
from .requests import ask_for_download

if TYPE_CHECKING:
    from datetime import datetime

    from cms.consent.models import Wording
    from cms.people.models import Person
    from cms.places.rules import Place

    from ..models import Download, File, HeardSource


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody new said. `wording` is the words beside the newsletter box they ticked, else None."""

    email: str
    role: str
    organisation_type: str
    place: Place
    name: str = ""
    organisation: str = ""
    wording: Wording | None = None


def take_by_form(
    *,
    answers: Answers,
    file: File,
    heard_source: HeardSource,
    heard_words: str,
    seen_code: str,
    language: str,
    now: datetime,
) -> Download:
    """Somebody filled in the form: find or make them, write down what they want, order the letter."""
    with transaction.atomic():
        person = identify(
            email=answers.email,
            name=answers.name,
            role=answers.role,
            organisation_type=answers.organisation_type,
            organisation_name=answers.organisation,
            place=answers.place,
            language=language,
            now=now,
        )
        download = ask_for_download(
            person=person,
            file=file,
            channel=Channel.FORM,
            heard_source=heard_source,
            heard_words=heard_words,
            seen_code=seen_code,
            language=language,
            role=answers.role,
            organisation_type=answers.organisation_type,
            place=answers.place,
            now=now,
        )
        if answers.wording is not None:
            give_consent(
                person=person,
                purpose=ConsentPurpose.NEWSLETTER,
                wording=answers.wording,
                source=f"download form: {file.edition.resource.slug}",
                now=now,
            )
        order_letter(download=download, now=now)
    return download


def take_again(
    *,
    person: Person,
    file: File,
    channel: str,
    heard_source: HeardSource,
    heard_words: str,
    seen_code: str,
    language: str,
    now: datetime,
) -> Download:
    """Somebody we know pressed the one button."""
    with transaction.atomic():
        download = ask_for_download(
            person=person,
            file=file,
            channel=channel,
            heard_source=heard_source,
            heard_words=heard_words,
            seen_code=seen_code,
            language=language,
            now=now,
        )
        order_letter(download=download, now=now)
    return download
