"""Where somebody is: looked up once, stored with the method."""

from collections.abc import Iterable

from django.db import DatabaseError, connection

from cms.core import page_cache

from ..choices import Dataset, Method
from ..countries import country_code
from ..data import tables
from ..models import DataLoad, FullPostcode
from ..rules import Known, Place, Postcode, number_of, parse_postcode, place_of

MOST_AT_ONCE = 500

# Written out, because a form waits for it and an import asks a hundred thousand times: Django takes longer to
# put this sentence together than the database to answer it.
_ASK = (
    "SELECT d.country, d.region, d.authority, d.code, p.ended FROM places_fullpostcode p "
    "JOIN places_district d ON d.code = p.district_id WHERE p.number = %s"
)

# Whether a full table is loaded, and by which version of the content we know: every load makes a new one, so
# that each process asks the database once and then no more.
_LOADED: tuple[str, bool] | None = None


def locate(*, postcode: str = "", country: str = "") -> Place:
    """Return the place of a postcode or, failing that, of a country, given as ISO code or by its name.

    A postcode that says something goes before the country. Neither being usable gives a place with
    method `none`: nothing is raised, because unknown is an answer that is kept and shown. With the full
    table loaded a whole postcode costs one query by its key, everything else none.
    """
    place = Place()
    if postcode.strip():
        try:
            parsed = parse_postcode(postcode)
        except ValueError:
            # Abroad a postcode has another shape; the country tells.
            pass
        else:
            place = place_of(parsed, tables(), _ask(parsed))
    if place.method == Method.NONE and (code := country_code(country)):
        return Place(postcode=place.postcode, outcode=place.outcode, method=Method.COUNTRY, country=code)
    return place


def locate_many(postcodes: Iterable[str]) -> dict[str, Place]:
    """Return the place of each postcode, as typed; some hundred in one query. What is none is left out."""
    parsed: dict[str, Postcode] = {}
    for text in postcodes:
        try:
            parsed[text] = parse_postcode(text)
        except ValueError:
            continue
    numbers = {number for postcode in parsed.values() if (number := number_of(postcode)) is not None}
    known = _ask_many(sorted(numbers)) if numbers and has_full_table() else {}
    return {
        text: place_of(postcode, tables(), known.get(number_of(postcode)))
        for text, postcode in parsed.items()
    }


def has_full_table() -> bool:
    """Say whether every postcode is known. Asks the database once for each version of the content.

    Before there is a database, the bundled tables answer alone.
    """
    global _LOADED
    current = page_cache.version()
    if _LOADED is None or _LOADED[0] != current:
        try:
            _LOADED = (current, DataLoad.objects.filter(dataset=Dataset.POSTCODES).exists())
        except DatabaseError:
            return False
    return _LOADED[1]


def forget_full_table() -> None:
    """Ask again at the next lookup: this process has loaded a table, or taken one away."""
    global _LOADED
    _LOADED = None


def _ask(postcode: Postcode) -> Known | None:
    number = number_of(postcode)
    if number is None or not has_full_table():
        return None
    with connection.cursor() as cursor:
        cursor.execute(_ASK, [number])
        row = cursor.fetchone()
    return Known(*row) if row else None


def _ask_many(numbers: list[int]) -> dict[int, Known]:
    known: dict[int, Known] = {}
    for begin in range(0, len(numbers), MOST_AT_ONCE):
        rows = FullPostcode.objects.filter(pk__in=numbers[begin : begin + MOST_AT_ONCE])
        for number, *said in rows.values_list(
            "number", "district__country", "district__region", "district__authority", "district_id", "ended"
        ):
            known[number] = Known(*said)
    return known
