"""What the doctor asks about places: is every postcode known, and is that still true?"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from cms.core.doctor import NOTE, OK, Finding, register

from .choices import Dataset
from .models import DataLoad

TOO_OLD = timedelta(days=365)
FETCH = (
    "Fetch the newest zip from geoportal.statistics.gov.uk and run: python manage.py import_postcodes FILE"
)


@register("postcodes")
def postcodes() -> Iterator[Finding]:
    """Look for a full table, for its age, and for places that were not looked up again."""
    load = DataLoad.objects.filter(dataset=Dataset.POSTCODES).first()
    if load is None:
        yield Finding(
            NOTE,
            "postcodes",
            "Only the bundled tables: the region is right for 99.5 of 100, the authority for about 95.",
            FETCH,
        )
        return
    name = load.release or load.file_name
    day = f"{timezone.localtime(load.loaded_at):%-d %B %Y}"
    if timezone.now() - load.loaded_at > TOO_OLD:
        yield Finding(NOTE, "postcodes", f"{name} was loaded on {day}, more than a year ago.", FETCH)
    elif load.report.get("upgraded") is None:
        yield Finding(
            NOTE,
            "postcodes",
            f"{name} is loaded, but not every stored place was looked up again.",
            "Run the same import_postcodes once more: it goes on where it stopped.",
        )
    else:
        yield Finding(OK, "postcodes", f"{load.rows:,} are known from {name}, loaded on {day}.")
