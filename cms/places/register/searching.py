"""Finding a school by what somebody types: words of its name or town in any order, postcode or number.

How it is fast enough to answer at every key, on either database: docs/decisions/schools.md
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ..choices import SchoolStatus
from ..models import School, SchoolWord
from .words import CLOSED, OPEN, fold, fold_name, query_words

# With so few schools for one of the words, all are ranked; with up to the second figure, the database picks
# from among them; a word of still more schools tells little, and the list is read in its order instead.
FEW, SOME = 600, 6000
_SHOWN = ("urn", "name", "town", "postcode", "status", "type_name")


@dataclass(frozen=True, slots=True)
class FoundSchool:
    """A school as it is offered. The postcode is the school's own and public."""

    urn: int
    name: str
    town: str
    postcode: str
    closed: bool
    type_name: str = ""


def search_schools(text: str, limit: int = 10) -> list[FoundSchool]:
    """Return the schools that a text may mean, the likeliest first, at most `limit`.

    Every word has to begin a word of the school's name, town or postcode, or its number (URN). First comes
    the number itself, then open schools before closed ones; among them those of the postcode, then those
    whose name begins as typed, then by name. At most a handful of queries, however many schools there are.
    """
    words = query_words(text)
    if not words:
        return []
    rarest, few = _rarest(words)
    if len(few) <= FEW:
        rows = _ranked(few, words, text, limit)
    elif len(few) <= SOME:
        rows = _in_order(School.objects.filter(pk__in=_with(rarest)), words, text, limit)
    else:
        rows = _in_order(School.objects.all(), words, text, limit)
    return [
        FoundSchool(urn, name, town, postcode, status == SchoolStatus.CLOSED, type_name)
        for urn, name, town, postcode, status, type_name in rows
    ]


def _with(word: str) -> QuerySet:
    """The numbers of schools with a word that begins so."""
    return SchoolWord.objects.filter(begins("word", word)).order_by().values_list("school_id", flat=True)


def _rarest(words: list[str]) -> tuple[str, list[int]]:
    """Return the word that the fewest schools have, and those schools, as far as they are worth counting."""
    found = {}
    for word in words:
        found[word] = list(_with(word)[: FEW + 1])
        if len(found[word]) <= FEW:
            return word, found[word]
    for word in words:
        found[word] = list(_with(word)[: SOME + 1])
    rarest = min(words, key=lambda word: len(found[word]))
    return rarest, found[rarest]


def begins(column: str, text: str) -> Q:
    """Say that a column of folded words begins with a text: from it to the first text behind all such.

    The columns are compared byte by byte, and below `z` there is the whole of what they hold.
    """
    return Q(**{f"{column}__gte": text}, **{f"{column}__lt": f"{text}{{"})


def _with_all(schools: QuerySet, words: Iterable[str]) -> QuerySet:
    """Narrow schools to those that have a word beginning with each of these."""
    for word in words:
        schools = schools.filter(search_words__contains=f" {word}")
    return schools


def _ranked(few: list[int], words: list[str], text: str, limit: int) -> list[tuple]:
    """Rank every school that has all the words: there are few."""
    schools = _with_all(School.objects.filter(pk__in=few), words if len(words) > 1 else ())
    rows = list(schools.values_list(*_SHOWN, "sort_name", "search_words"))
    name, typed = fold_name(text), fold(text)
    joined = "".join(typed)
    whole = {f" {word} " for word in typed}

    def rank(row: tuple) -> tuple:
        urn, postcode, sort, words = row[0], row[3], row[6], row[7]
        return (
            str(urn) != joined,
            sort[0] == CLOSED,
            "".join(fold(postcode)) != joined,
            not sort[2:].startswith(name),
            -sum(word in words for word in whole),
            sort,
            urn,
        )

    return [row[: len(_SHOWN)] for row in sorted(rows, key=rank)[:limit]]


def _in_order(schools: QuerySet, words: list[str], text: str, limit: int) -> list[tuple]:
    """Read schools in their order until enough have every word: those whose name begins so go first.

    Numbers alone are read first, which the index holds beside the words, and then the schools' facts.
    """
    name = fold_name(text)
    urns: dict[int, None] = {}
    for state in (OPEN, CLOSED):
        for start in (f"{state} {name}", f"{state} "):
            these = _with_all(schools.filter(begins("sort_name", start)), words)
            found = these.order_by("sort_name", "urn").values_list("urn", flat=True)
            urns |= dict.fromkeys(found[: limit + len(urns)])
        if len(urns) >= limit:
            break
    wanted = list(urns)[:limit]
    rows = {row[0]: row for row in School.objects.filter(pk__in=wanted).values_list(*_SHOWN)}
    return [rows[urn] for urn in wanted if urn in rows]


def school_numbered(urn: str) -> School | None:
    """Return the school of this number as it came in a form, or None for a number that is none."""
    if not (urn.isascii() and urn.isdigit() and len(urn) < 10):
        return None
    return School.objects.filter(pk=int(urn)).first()


def school_chosen(*, urn: str, typed: str) -> School | None:
    """Return the school somebody chose from a list, if the words they sent with it are still its name.

    None where the words were changed after the choice: then they count alone.
    """
    school = school_numbered(urn)
    return school if school and fold_name(school.name) == fold_name(typed) else None
