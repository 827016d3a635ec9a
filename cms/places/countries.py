"""Countries by ISO code and by the names people write."""

import unicodedata
from functools import cache

from django.utils import translation
from django.utils.translation import get_language
from django_countries import countries

from .choices import HomeNation
from .data import welsh_countries

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
    welsh = {_folded(name): code for code, name in welsh_countries().items()}
    return welsh | codes | _ALSO


def country_code(text: str) -> str:
    """Return the ISO code for a code or name, or nothing when it is none we know."""
    return _codes().get(_folded(text), "")


def _folded(text: str) -> str:
    """Return a name as names are compared."""
    return " ".join(text.split()).replace("’", "'").casefold()


def country_name(code: str) -> str:
    """Return the name of a country in the language of the moment; a code nobody knows stays as it is."""
    if code in HomeNation.values:
        return str(HomeNation(code).label)
    own = welsh_countries().get(code) if get_language() == "cy" else None
    return own or str(countries.name(code)) or code


def country_names() -> list[tuple[str, str]]:
    """Return (code, name) of every country in the language of the moment, by name."""
    names = [(code, country_name(code)) for code, _name in countries]
    return sorted(names, key=lambda pair: _without_accents(pair[1]))


def _without_accents(text: str) -> str:
    """Return the text as a list is put in order by."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
