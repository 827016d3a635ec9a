"""The words by which a school is found, folded so that spelling does not stand in the way. Pure.

Accents, case, apostrophes and punctuation say nothing; “Saint”, “St.” and “SS” are one word; what the
register shortens (`CofE`, `RC`, `CP`) is found in full as well, and the other way round.
"""

import re
import unicodedata

LONGEST_WORDS = 400
LONGEST_WORD = 40
LONGEST_QUERY = 200
MOST_WORDS = 8
# At the front of `sort_name`.
OPEN, CLOSED = "0", "1"

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼ′"))
_SAINT = {"saint": "st", "saints": "st", "sts": "st", "ss": "st"}
_SHORT = {"cofe": "ce", "coe": "ce", "jnr": "junior", "inf": "infant", "sch": "school"}
_LONG = {
    "ce": ("church", "england"),
    "rc": ("roman", "catholic"),
    "cp": ("community", "primary"),
}
_CHURCH_OF_ENGLAND = re.compile(r"\bc of e\b|\bc e\b")
_OUTWARD = re.compile(r"[a-z]{1,2}[0-9][0-9a-z]?")
_INWARD = re.compile(r"[0-9][a-z]{0,2}")
# Found in thousands of names, they tell no school from another.
_LITTLE = frozenset({"and", "of", "the", "y", "yr"})


def fold(text: str) -> list[str]:
    """Return the words of a text in plain small letters and figures."""
    text = text[:LONGEST_QUERY].translate(_APOSTROPHES).replace("&", " and ")
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(character for character in text if not unicodedata.combining(character))
    joined = _CHURCH_OF_ENGLAND.sub("ce", " ".join(re.findall(r"[a-z0-9]+", text)))
    return [_SHORT.get(word, _SAINT.get(word, word))[:LONGEST_WORD] for word in joined.split()]


def fold_name(text: str) -> str:
    """Return a name as it is sorted and compared: folded, without an article before it."""
    words = fold(text)
    if len(words) > 1 and words[0] in ("the", "yr", "y"):
        del words[0]
    return " ".join(words)


def words_of(*, urn: int, name: str, town: str, postcode: str) -> list[str]:
    """Return every word by which a school is found, each once: numbers first, since they are never cut."""
    words = [str(urn), "".join(fold(postcode))]
    for text in (name, town):
        words += [*fold(text), *_postcodes_joined(fold(text))]
    for short, long in _LONG.items():
        if short in words:
            words += long
        elif all(word in words for word in long):
            words.append(short)
    return [word for word in dict.fromkeys(words) if word]


def search_words(words: list[str]) -> str:
    """Return words as one text with a space around each, as long as the column."""
    text = " "
    for word in words:
        if len(text) + len(word) + 1 > LONGEST_WORDS:
            break
        text += f"{word} "
    return text


def sort_name(name: str, *, closed: bool) -> str:
    """Return by what schools are sorted: the open before the closed, then by name."""
    return f"{CLOSED if closed else OPEN} {fold_name(name)}"


def query_words(text: str) -> list[str]:
    """Return the beginnings of words that a school must have, the longest first, few enough to look up."""
    words = list(dict.fromkeys(_postcodes_joined(fold(text))))
    telling = [word for word in words if word not in _LITTLE] or words
    return sorted(telling, key=len, reverse=True)[:MOST_WORDS]


def _postcodes_joined(words: list[str]) -> list[str]:
    """Return words with `ls1 4ap`, or as much of it as is typed, in one: so is a postcode kept."""
    joined: list[str] = []
    for word in words:
        if joined and _INWARD.fullmatch(word) and _OUTWARD.fullmatch(joined[-1]):
            joined[-1] += word
        else:
            joined.append(word)
    return joined
