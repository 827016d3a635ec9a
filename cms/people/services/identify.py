"""Finding and making people: the one function that forms, imports and later channels use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cms.core.inserting import insert, update
from cms.places.choices import Method
from cms.places.rules import Place
from cms.places.services import locate

from ..models import Person
from ..rules import clean_words, normalise_email

_LIMITS = {"name": 200, "organisation_name": 200}
_FILLED = (
    "name",
    "role",
    "organisation_name",
    "postcode",
    "country",
    "outcode",
    "region",
    "authority",
    "place_method",
    "created_at",
    "updated_at",
)


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
    the same keyboard. Two calls at once for a new address give the same one row. Another address of
    somebody gives them, not the address.

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
    person, made = Person.objects.get_or_create(
        email=address, defaults={**given, **located, "language": language, "created_at": now}
    )
    person = canonical(person)
    if not made and _blanks(person, given, located):
        with transaction.atomic():
            # Read again under a lock, so that two forms at once cannot fill the same blank twice.
            person = _locked(person)
            blanks = _blanks(person, given, located)
            for field, value in blanks.items():
                setattr(person, field, value)
            person.save(update_fields=[*blanks, "updated_at"])
    return person


def canonical(person: Person) -> Person:
    """Who stands for this identity: themselves, or whom they were joined to. No query for themselves."""
    while person.merged_into_id is not None:
        person = person.merged_into
    return person


def find(email: str) -> Person | None:
    """Who has this address, as their main one or another; None for nobody, and for what is no address."""
    try:
        address = normalise_email(email)
    except ValueError:
        return None
    person = Person.objects.select_related("merged_into").filter(email=address).first()
    return canonical(person) if person else None


def addresses_of(person: Person) -> list[str]:
    """Every address that leads to somebody, their main one first. One query."""
    return [person.email, *person.other_addresses.order_by("email").values_list("email", flat=True)]


def _locked(person: Person) -> Person:
    """The person read again under a lock, or whom they were joined to meanwhile."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    while person.merged_into_id is not None:
        person = Person.objects.select_for_update().get(pk=person.merged_into_id)
    return person


@dataclass(frozen=True, slots=True)
class Known:
    """What one row of history says of a person. `email` is normalised already."""

    email: str
    since: datetime
    name: str = ""
    role: str = ""
    organisation_name: str = ""
    place: Place | None = None


def identify_many(rows: Sequence[Known], *, now: datetime) -> tuple[dict[str, Person], int]:
    """Find or make many people at once, by the same rules as `identify`.

    Call it inside a transaction: the rows found are locked until its end. Somebody known only from
    later than the history says becomes known from then.

    Returns the people by address, and how many of them are new. Raises `IntegrityError` when somebody
    else makes one of them at the same time; roll back and call again.
    """
    addresses = {row.email for row in rows}
    found = Person.objects.select_for_update().filter(email__in=addresses).order_by("pk")
    people = _leading_on({person.email: person for person in found})
    new: dict[str, Person] = {}
    changed: dict[str, Person] = {}
    for row in rows:
        person = people.get(row.email)
        if person is None:
            person = Person(email=row.email, created_at=row.since, updated_at=now)
            people[row.email] = new[row.email] = person
        given = {
            "name": row.name,
            "role": row.role,
            "organisation_name": row.organisation_name,
            "postcode": row.place.postcode if row.place else "",
        }
        located = row.place.as_fields() if row.place and row.place.method != Method.NONE else {}
        blanks: dict = _blanks(person, {field: value for field, value in given.items() if value}, located)
        if row.since < person.created_at:
            blanks["created_at"] = row.since
        for field, value in blanks.items():
            setattr(person, field, value)
        if blanks:
            person.updated_at = now
            changed[person.email] = person
    # An address that somebody else has made meanwhile breaks the constraint: the caller reads again.
    columns = [field.attname for field in Person._meta.local_concrete_fields if not field.primary_key]
    insert(Person, ({name: getattr(new[email], name) for name in columns} for email in sorted(new)))
    for email, pk in Person.objects.filter(email__in=new).values_list("email", "pk"):
        new[email].pk = pk
    # In one order, so that two writers cannot wait for each other.
    update(sorted((changed[email] for email in changed.keys() - new.keys()), key=lambda one: one.pk), _FILLED)
    return people, len(new)


def _leading_on(people: dict[str, Person]) -> dict[str, Person]:
    """Put whom they were joined to in the place of other addresses; a query only where there are any."""
    wanted = {person.merged_into_id for person in people.values() if person.merged_into_id is not None}
    if not wanted:
        return people
    stand = {person.pk: person for person in people.values()}
    missing = wanted - stand.keys()
    stand |= {
        person.pk: person
        for person in Person.objects.select_for_update().filter(pk__in=missing).order_by("pk")
    }
    return {email: stand.get(person.merged_into_id, person) for email, person in people.items()}


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
