"""What people hear of other rooms."""

from collections.abc import Callable

from cms.places.choices import Method
from cms.places.services import Upgraded, upgrade_places

from .models import Organisation, Person


def look_up_again(say: Callable[[str], None], **kwargs: object) -> list[tuple[str, Upgraded]]:
    """Know better where people and organisations are, now that every postcode is known.

    Where a school is, the register says.
    """
    organisations = Organisation.objects.exclude(school__isnull=False, place_method=Method.FULL)
    return [
        (str(rows.model._meta.verbose_name_plural), upgrade_places(rows, say=say))
        for rows in (Person.objects.all(), organisations)
    ]
