"""What people hear of other rooms."""

from collections.abc import Callable, Iterable

from cms.places.choices import Method
from cms.places.services import Upgraded, upgrade_places

from .models import Organisation, Person
from .services.organisations import follow_register


def look_up_again(say: Callable[[str], None], **kwargs: object) -> list[tuple[str, Upgraded]]:
    """Know better where people and organisations are, now that every postcode is known.

    Where a school is, the register says.
    """
    organisations = Organisation.objects.exclude(school__isnull=False, place_method=Method.FULL)
    return [
        (str(rows.model._meta.verbose_name_plural), upgrade_places(rows, say=say))
        for rows in (Person.objects.all(), organisations)
    ]


def follow_the_register(changed: Iterable[int], **kwargs: object) -> None:
    """Take over what the register says anew of the schools that are organisations of ours."""
    follow_register(urns=changed)
