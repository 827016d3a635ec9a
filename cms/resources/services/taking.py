"""Somebody new, or somebody we know, takes a guide: everything the form decides, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from cms.consent.services import sign_up
from cms.people.models import Person
from cms.people.services import identify
from cms.people.services.organisations import organisation_for_school

from ..choices import Channel
from .ordering import order_letter
from .requests import ask_for_download

if TYPE_CHECKING:
    from datetime import datetime

    from cms.consent.models import Wording
    from cms.places.models import School
    from cms.places.rules import Place

    from ..models import Download, File, HeardSource


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody new said. `wording` is the words beside the newsletter box they ticked, else None.

    `school` is the row of the register they chose, whose name stands in `organisation` then.
    """

    email: str
    role: str
    organisation_type: str
    place: Place
    name: str = ""
    organisation: str = ""
    school: School | None = None
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
    """Somebody filled in the form: find or make them, write down what they want, order the letter.

    A tick beside the newsletter is a sign-up, to be confirmed by a letter of its own; the guide never waits.
    """
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
        _belongs_to(person, answers)
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
            sign_up(
                email=answers.email,
                wording=answers.wording,
                language=language,
                source=f"download form: {file.edition.resource.slug}",
                now=now,
            )
        order_letter(download=download, now=now)
    return download


def _belongs_to(person: Person, answers: Answers) -> None:
    """Put somebody into the school they chose, unless they are known to belong elsewhere.

    Like every answer it fills a blank and overwrites nothing: a name that was known before stays, and
    then the school that was chosen now is not the one of that name.
    """
    if answers.school is None or person.organisation_id or person.organisation_name != answers.organisation:
        return
    organisation = organisation_for_school(school=answers.school)
    changed = Person.objects.filter(pk=person.pk, organisation=None).update(organisation=organisation)
    if changed:
        person.organisation = organisation


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
