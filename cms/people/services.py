"""Finding and making people: the one function that forms, imports and later channels use."""

from datetime import datetime

from django.db import transaction

from cms.places.choices import Method
from cms.places.rules import Place
from cms.places.services import locate

from .models import Person
from .rules import clean_words, normalise_email

_LIMITS = {"name": 200, "organisation_name": 200}


def identify(
    *,
    email: str,
    now: datetime,
    name: str = "",
    role: str = "",
    organisation_type: str = "",
    organisation_name: str = "",
    postcode: str = "",
    place: Place | None = None,
    language: str = "en",
) -> Person:
    """Find the person with this address or make them, and fill in what was blank.

    What is known already is never overwritten: the next form may be filled in by somebody else at
    the same keyboard. Two calls at once for a new address give the same one row.

    Raises `ValueError` with a sentence when the address is none.
    """
    address = normalise_email(email)
    if place is None and postcode:
        place = locate(postcode=postcode)
    given = {
        "name": clean_words(name, _LIMITS["name"]),
        "role": role,
        "organisation_type": organisation_type,
        "organisation_name": clean_words(organisation_name, _LIMITS["organisation_name"]),
        "postcode": place.postcode if place else "",
    }
    given = {field: value for field, value in given.items() if value}
    located = place.as_fields() if place and place.method != Method.NONE else {}
    with transaction.atomic():
        person, made = Person.objects.get_or_create(
            email=address, defaults={**given, **located, "language": language, "created_at": now}
        )
        if not made and _blanks(person, given, located):
            # Read again under a lock, so that two forms at once cannot fill the same blank twice.
            person = Person.objects.select_for_update().get(pk=person.pk)
            blanks = _blanks(person, given, located)
            for field, value in blanks.items():
                setattr(person, field, value)
            person.save(update_fields=[*blanks, "updated_at"])
    return person


def _blanks(person: Person, given: dict[str, str], located: dict[str, str]) -> dict[str, str]:
    """Return what may be written: empty fields, and a place where none or only its country is known."""
    blanks = {field: value for field, value in given.items() if not getattr(person, field)}
    same_country = person.place_method == Method.COUNTRY and person.country == located.get("country")
    finer = same_country and located.get("place_method") != Method.COUNTRY
    if located and (person.place_method == Method.NONE or finer):
        blanks |= located
    elif "postcode" in blanks and located and person.outcode != located["outcode"]:
        # The postcode belongs to the place that is not taken over.
        del blanks["postcode"]
    return blanks
