"""What makes two typed names of an organisation the same name. Pure.

People write “St. Mary’s C of E Primary School”, “saint marys ce” and “ST MARYS CE PRIMARY” for one place.
Such names fold to one; what stays apart after folding is compared word by word in `matching`.
"""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2s

_APOSTROPHES = re.compile(r"['’‘`´ʼ＇]")
_WORD = re.compile(r"[^\W_]+")
# Said or left out as people like: they tell no two places apart.
NOISE = frozenset({"the", "school", "schools", "sch", "primary", "pri", "prim"})
_SAME = {
    "saint": "st",
    "rc": "catholic",
    "cofe": "ce",
    "acad": "academy",
    "inf": "infant",
    "infants": "infant",
    "jnr": "junior",
    "jun": "junior",
    "juniors": "junior",
    "comm": "community",
    "sec": "secondary",
    "coll": "college",
    "uni": "university",
}
_PHRASES = (
    (("church", "of", "england"), "ce"),
    (("c", "of", "e"), "ce"),
    (("c", "e"), "ce"),
    (("roman", "catholic"), "catholic"),
    (("r", "c"), "catholic"),
    (("multi", "academy"), "mat"),
)
LONGEST_KEY = 200


def words_of(name: str) -> list[str]:
    """The words of a name in plain small letters: no accents, apostrophes or punctuation, “&” as “and”."""
    plain = name
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).upper().casefold())
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _APOSTROPHES.sub("", plain).lower().replace("&", " and ")
    return _WORD.findall(plain)


def _joined(words: list[str]) -> list[str]:
    """Put one word for each phrase that has a short form, from the left."""
    found, place = [], 0
    while place < len(words):
        for phrase, short in _PHRASES:
            if tuple(words[place : place + len(phrase)]) == phrase:
                found.append(short)
                place += len(phrase)
                break
        else:
            found.append(words[place])
            place += 1
    return found


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return what a name is grouped by; folding twice changes nothing. Empty when it has no letter or digit.

    A name of noise words alone (“Primary School”) keeps them.
    """
    words = [_SAME.get(word, word) for word in words_of(name)]
    kept = [word for word in words if word not in NOISE] or words
    return " ".join(_joined(kept))


def strict_fold(name: str) -> str:
    """Return the name folded with its noise words, to tell “Elm Primary” from “Elm School” at one place."""
    return " ".join(_joined([_SAME.get(word, word) for word in words_of(name)]))


def name_key(kind: str, name: str, town: str = "") -> str:
    """Return what a freely named organisation is known by once: its kind, folded name and town."""
    key = f"{kind}:{fold(name)}:{' '.join(words_of(town))}"
    if len(key) <= LONGEST_KEY:
        return key
    return f"{kind}:{blake2s(key.encode(), digest_size=16).hexdigest()}"


def group_key(folded: str, where: str) -> str:
    """Return the short key of a folded name and the district or country of its people, safe in an address."""
    return blake2s(f"{folded}|{where}".encode(), digest_size=10).hexdigest()
