"""Public addresses that are no pages of the tree, for the site map. Each app adds its own."""

from django.utils.functional import Promise

_WORDS: dict[str, Promise | str] = {}


def register(name: str, words: Promise | str) -> None:
    """Put the view of this URL name on the site map in every language, and at the foot of every page."""
    _WORDS.setdefault(name, words)


def names() -> tuple[str, ...]:
    """Return the URL names, in the order they were added."""
    return tuple(_WORDS)


def at_the_foot() -> tuple[tuple[str, str], ...]:
    """Return (words, URL name) for the foot of every page, the words in the active language."""
    return tuple((str(words), name) for name, words in _WORDS.items())
