"""Countries by ISO code and by the names people write."""

from functools import cache

from django.utils import translation
from django_countries import countries

from .choices import HomeNation

# What people write that is in no list: their own short names, and the United Kingdom as one.
_ALSO = {
    "uk": "GB",
    "u.k.": "GB",
    "gb": "GB",
    "great britain": "GB",
    "britain": "GB",
    "united kingdom": "GB",
    "northern ireland": "GB-NIR",
    "ni": "GB-NIR",
    "republic of ireland": "IE",
    "eire": "IE",
    "éire": "IE",
    "usa": "US",
    "u.s.a.": "US",
    "us": "US",
    "united states": "US",
    "america": "US",
    "uae": "AE",
    "holland": "NL",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "turkey": "TR",
    "south korea": "KR",
    "russia": "RU",
    "cymru": "GB-WLS",
    "lloegr": "GB-ENG",
    "yr alban": "GB-SCT",
    "gogledd iwerddon": "GB-NIR",
}


@cache
def _codes() -> dict[str, str]:
    """Every spelling we know, folded, and the code it stands for."""
    codes: dict[str, str] = {}
    with translation.override("en"):
        for code, name in (*countries, *HomeNation.choices):
            codes[str(name).casefold()] = codes[code.casefold()] = code
    return codes | _ALSO


def country_code(text: str) -> str:
    """Return the ISO code for a code or name, or nothing when it is none we know."""
    return _codes().get(" ".join(text.split()).replace("’", "'").casefold(), "")


def country_name(code: str) -> str:
    """Return the name of a country in the language of the moment; a code nobody knows stays as it is."""
    if code in HomeNation.values:
        return str(HomeNation(code).label)
    return str(countries.name(code)) or code
