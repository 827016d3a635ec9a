"""What the doctor asks about places: are postcodes and schools known, and is that still true?"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from cms.core.doctor import NOTE, OK, Finding, register

from .choices import Dataset
from .models import DataLoad, School

TOO_OLD = timedelta(days=365)
FETCH = (
    "Fetch the newest zip from geoportal.statistics.gov.uk and run: python manage.py import_postcodes FILE"
)

# Schools open, close and move most at the start of a term.
REGISTER_TOO_OLD = timedelta(days=120)
FETCH_REGISTER = (
    "Download it from get-information-schools.service.gov.uk and run: python manage.py import_schools FILE"
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


@register("schools")
def schools() -> Iterator[Finding]:
    """Look at when the register was loaded; without it a form takes the words people type."""
    load = DataLoad.objects.filter(dataset=Dataset.SCHOOLS).first()
    if load is None:
        found = "The register of schools is not loaded: forms suggest none."
        yield Finding(NOTE, "schools", found, FETCH_REGISTER)
        return
    found = f"{School.objects.count():,} are known, loaded on {timezone.localtime(load.loaded_at):%-d %B %Y}."
    if timezone.now() - load.loaded_at > REGISTER_TOO_OLD:
        yield Finding(NOTE, "schools", f"{found} That is more than a term ago.", FETCH_REGISTER)
    else:
        yield Finding(OK, "schools", found)
