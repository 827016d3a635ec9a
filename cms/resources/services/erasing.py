"""Somebody is erased: their downloads go on counting, and lead to nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from ..choices import LetterState
from ..models import Download, HeardPhrase, Letter
from .reaching import keep_reach

if TYPE_CHECKING:
    from cms.people.models import Person

# What stands where personal words stood. A number follows where words have to differ.
TAKEN_OUT = "(taken out)"
_AN_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_A_PHONE = re.compile(r"(?:\+|\b0)[\d ()-]{8,}\d")
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class ErasedDownloads:
    """How many downloads, typed answers and letters were touched."""

    downloads: int
    words: int
    letters: int


def says_who(words: str, *, email: str, name: str) -> bool:
    """Whether typed words tell of a person: an address, a telephone number, or one of their own names.

    Of a name every part counts that is long enough to be one, as a whole word.
    """
    folded = words.casefold()
    if email.casefold() in folded or _AN_ADDRESS.search(words) or _A_PHONE.search(words):
        return True
    parts = [part for part in re.split(r"[^\w'’]+", name.casefold()) if len(part) >= SHORTEST_NAME]
    return any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", folded) for part in parts)


def sealed_key(import_key: str) -> str:
    """What stands for an import key once its person is erased.

    The plain key is a hash of guide, moment and address: whoever guesses the address could prove it. The
    sealed one says the same only to this site, so that the same table imported again brings nobody back.
    """
    return "~" + salted_hmac("resources.import-key", import_key, algorithm="sha256").hexdigest()[:63]


def erased_keys(keys: list[str]) -> set[str]:
    """Which of these import keys are those of erased people's downloads. One query where there are none."""
    if not Download.objects.filter(person=None, import_key__isnull=False).exists():
        return set()
    sealed = {sealed_key(key): key for key in keys}
    found = Download.objects.filter(import_key__in=list(sealed)).values_list("import_key", flat=True)
    return {sealed[key] for key in found}


def erase_downloads(*, person: Person) -> ErasedDownloads:
    """Take the person out of their downloads. Call it inside a transaction; a second call finds nothing."""
    rows = list(
        Download.objects.select_for_update(of=("self",))
        .filter(person=person)
        .values_list("pk", "heard_words", "heard_phrase_id", "import_key")
    )
    keys = [pk for pk, *_rest in rows]
    # A letter that has gone out stays a letter that has gone out; one that has not would wait for ever.
    letters = Letter.objects.filter(download__in=keys).exclude(state=LetterState.SENT).delete()[0]
    personal = [
        pk for pk, words, *_rest in rows if words and says_who(words, email=person.email, name=person.name)
    ]
    Download.objects.filter(pk__in=personal).update(heard_words=TAKEN_OUT)
    phrases = {phrase for pk, _words, phrase, _key in rows if phrase}
    _take_out_of_phrases(phrases, person)
    for pk, _words, _phrase, import_key in rows:
        if import_key and not import_key.startswith("~"):
            Download.objects.filter(pk=pk).update(import_key=sealed_key(import_key))
    keep_reach(person=person)
    Download.objects.filter(pk__in=keys).update(person=None)
    return ErasedDownloads(downloads=len(keys), words=len(personal), letters=letters)


def _take_out_of_phrases(phrases: set[int], person: Person) -> None:
    """Words are sorted once for all who typed them: the row and its source stay, without the words."""
    for phrase in HeardPhrase.objects.filter(pk__in=phrases):
        if says_who(f"{phrase.folded} {phrase.example}", email=person.email, name=person.name):
            number = f"{TAKEN_OUT} {phrase.pk}"
            HeardPhrase.objects.filter(pk=phrase.pk).update(folded=number, example=TAKEN_OUT)
            Download.objects.filter(heard_phrase=phrase.pk).exclude(heard_words="").update(
                heard_words=TAKEN_OUT
            )
