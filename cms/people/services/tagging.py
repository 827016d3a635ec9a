"""Words the team sorts people by: put on one or on many, and taken off again."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..models import Person, Tag
from ..rules import clean_words

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 50
BATCH = 1000


def clean_tag(name: str) -> str:
    """What of a typed tag can be seen and kept, on one line; empty when nothing can."""
    return clean_words("".join(letter for letter in name if unicodedata.category(letter) != "Cf"), LONGEST)


def tag_named(name: str) -> Tag:
    """The tag of this name in any capitals, made when it is new. Raises `ValueError` for no name."""
    words = clean_tag(name)
    if not words:
        raise ValueError(_("Write the word to sort by."))
    return Tag.objects.filter(name__iexact=words).first() or Tag.objects.get_or_create(name=words)[0]


def tag_people(*, tag: Tag, people: Iterable[int], user) -> list[int]:
    """Put a tag on people. Returns the keys of those who did not have it, which is what undoing takes off."""
    through = Person.tags.through
    with transaction.atomic():
        wanted = set(Person.objects.current().filter(pk__in=_list(people)).values_list("pk", flat=True))
        had = set(through.objects.filter(tag=tag).values_list("person_id", flat=True))
        new = sorted(wanted - had)
        through.objects.bulk_create(
            [through(person_id=pk, tag_id=tag.pk) for pk in new], batch_size=BATCH, ignore_conflicts=True
        )
        _log("people.tag", tag, new, user)
    return new


def untag_people(*, tag: Tag, people: Iterable[int], user) -> list[int]:
    """Take a tag off people. Returns the keys of those who had it."""
    through = Person.tags.through
    wanted = set(_list(people))
    with transaction.atomic():
        rows = [
            (pk, person)
            for pk, person in through.objects.filter(tag=tag).values_list("pk", "person_id")
            if person in wanted
        ]
        for start in range(0, len(rows), BATCH):
            through.objects.filter(pk__in=[pk for pk, _person in rows[start : start + BATCH]]).delete()
        _log("people.untag", tag, [person for _pk, person in rows], user)
    return sorted(person for _pk, person in rows)


def _list(people: Iterable[int]) -> list[int]:
    return people if isinstance(people, list) else list(people)


def _log(action: str, tag: Tag, people: list[int], user) -> None:
    """One line for the whole act, under the tag; one person's is under the person as well."""
    if not people:
        return
    log(instance=tag, action=action, user=user, data={"people": len(people)})
    if len(people) == 1:
        person = Person.objects.get(pk=people[0])
        title = _("Person %(number)s") % {"number": person.pk}
        log(instance=person, action=action, user=user, title=title, data={"tag": tag.pk})
