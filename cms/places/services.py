"""Where somebody is: looked up once, stored with the method."""

from .choices import Method
from .countries import country_code
from .data import tables
from .rules import Place, parse_postcode, place_of


def locate(*, postcode: str = "", country: str = "") -> Place:
    """Return the place of a postcode or, failing that, of a country, given as ISO code or by its name.

    A postcode that says something goes before the country. Neither being usable gives a place with
    method `none`: nothing is raised, because unknown is an answer that is kept and shown.
    """
    place = Place()
    if postcode.strip():
        try:
            place = place_of(parse_postcode(postcode), tables())
        except ValueError:
            # Abroad a postcode has another shape; the country tells.
            place = Place()
    if place.method == Method.NONE and (code := country_code(country)):
        return Place(postcode=place.postcode, outcode=place.outcode, method=Method.COUNTRY, country=code)
    return place
