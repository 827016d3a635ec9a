"""A guide is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Q

from ..choices import Outcome
from ..models import Download, HeardPhrase
from ..rules import fold_words, london_day, tidy_words

if TYPE_CHECKING:
    from datetime import datetime

    from cms.people.models import Person
    from cms.places.rules import Place

    from ..models import File, HeardSource, Resource

PLACE_COLUMNS = ("country", "outcode", "region", "authority", "place_method")


def phrase_for(words: str) -> HeardPhrase | None:
    """The phrase that typed words fold to, made when it is new; None when nothing was typed."""
    folded = fold_words(words)
    if not folded:
        return None
    return HeardPhrase.objects.get_or_create(folded=folded, defaults={"example": tidy_words(words)})[0]


def ask_for_download(
    *,
    person: Person,
    file: File | None,
    resource: Resource | None = None,
    channel: str,
    heard_source: HeardSource | None,
    heard_words: str = "",
    seen_code: str = "",
    language: str = "en",
    role: str = "",
    organisation_type: str = "",
    place: Place | None = None,
    now: datetime,
) -> Download:
    """Write down that a person asked for a guide; it waits until the file is served.

    Args:
        person: who asks.
        file: which file; its edition and guide are taken from it.
        resource: the guide, needed only where there is no file (imported history).
        heard_source: what they answered to “where did you hear about this?”.
        heard_words: their own words, kept as typed for ever.
        seen_code: the code of the tracked link they came by, as we saw it.
        role, organisation_type, place: what they said this time; what is known of the person otherwise.
        now: the moment, aware.

    Raises:
        ValueError: neither a file nor a resource was given.
    """
    if file is not None:
        resource = file.edition.resource
    if resource is None:
        raise ValueError("A download is of a file or of a resource.")
    words = tidy_words(heard_words)
    where = place.as_fields() if place else {column: getattr(person, column) for column in PLACE_COLUMNS}
    return Download.objects.create(
        person=person,
        downloader=person.key,
        resource=resource,
        edition=file.edition if file else None,
        file=file,
        format=file.format if file else "",
        language=language,
        asked_at=now,
        day=london_day(now),
        outcome=Outcome.WAITING,
        channel=channel,
        role=role or person.role,
        organisation_type=organisation_type or person.organisation_type,
        heard_source=heard_source,
        heard_phrase=phrase_for(words),
        heard_words=words,
        seen_code=seen_code[:40],
        **where,
    )


def staff_users():
    """The accounts of people who run this site: they may enter the admin, or are superusers."""
    return (
        get_user_model()
        .objects.filter(is_active=True)
        .filter(
            Q(is_superuser=True)
            | Q(is_staff=True)
            | Q(
                groups__permissions__codename="access_admin",
                groups__permissions__content_type__app_label="wagtailadmin",
            )
        )
        .distinct()
    )


def staff_addresses() -> frozenset[str]:
    """The e-mail addresses of people who run this site, in lower case. One query."""
    return frozenset(email.strip().lower() for email in staff_users().values_list("email", flat=True))
