"""Comparing the rows of a file with what is known. Reads; writes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import models, reset_queries

from ..choices import Dataset, SchoolStatus
from ..models import School, SchoolGroup, SchoolLink
from .files import RegisterFile
from .report import Change, Fate, Judged
from .rows import found_by, understand_group, understand_link, understand_school

BATCH = 2000
# Numbers nobody else gives: the demo's schools and groups are no part of the register.
FIRST_MADE_UP = 900_001
FIRST = ("urn", "la_(code)", "establishmentname", "group_uid", "group_name")
WORDS = ("search_words", "sort_name")
Row = dict[str, Any]


@dataclass
class Plan:
    """What is to be written for one file: whole records by column, new ones and changed ones apart."""

    file: RegisterFile
    new: list[tuple] = field(default_factory=list)
    changed: list[tuple] = field(default_factory=list)
    seen: dict[Any, int] = field(default_factory=dict)
    # Changed schools that are found by other words now: every school changes each year, and few so.
    reworded: set[int] = field(default_factory=set)
    # Trusts that only the schools' file names: UID, name and kind.
    trusts: dict[int, tuple[str, str]] = field(default_factory=dict)


def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """The columns of a model that a file gives, in one order: all but a number the database gives."""
    return tuple(
        one.attname for one in model._meta.local_concrete_fields if not isinstance(one, models.AutoField)
    )


def judge(plan: Plan, known_schools: set[int] | None = None) -> Iterator[Judged]:
    """Yield what would become of each row of a plan's file, and fill the plan.

    `known_schools` are the URNs that a link may begin at, where another file of this run brings them.
    """
    rows = plan.file.rows()
    judge_batch = {Dataset.SCHOOLS: _schools, Dataset.GROUPS: _groups, Dataset.LINKS: _links}[plan.file.kind]
    while batch := list(islice(rows, BATCH)):
        judged: dict[int, Judged] = {}
        understood: dict[Any, tuple[int, Any]] = {}
        for line, cells in batch:
            try:
                key, value = _understand(plan, line, cells)
            except ValueError as error:
                judged[line] = Judged(line, Fate.REJECTED, 0, "", str(error), cells=_tellable(cells))
            else:
                understood[key] = (line, value)
        for one in judge_batch(plan, understood, known_schools or set()):
            judged[one.line] = one
        reset_queries()  # in development Django keeps the text of every query
        yield from (judged[line] for line, cells in batch)


def _tellable(cells: dict[str, str]) -> dict[str, str]:
    """What of a rejected row may stand in a file. Of one with cells too many only the first, where nothing
    has shifted yet: behind them a head's name may stand under any column.
    """
    return {name: cells.get(name, "") for name in FIRST if name in cells} if "" in cells else cells


def _understand(plan: Plan, line: int, cells: dict[str, str]) -> tuple[Any, Any]:
    """The key and the values of a row. Raises `ValueError` with sentences, also where a key comes twice."""
    if plan.file.kind == Dataset.SCHOOLS:
        values, kind = understand_school(cells)
        key: Any = values["urn"]
        value: Any = (values, kind)
    elif plan.file.kind == Dataset.GROUPS:
        value = understand_group(cells)
        key = value["uid"]
    else:
        value = understand_link(cells)
        key = (value["school_id"], value["kind"], value["urn"])
    if key in plan.seen:
        raise ValueError(f"This stands twice in the file. The first, in line {plan.seen[key]}, was taken.")
    plan.seen[key] = line
    return key, value


def _stored(model: type[models.Model], **which: Any) -> Iterator[Row]:
    columns = columns_of(model)
    for row in model.objects.filter(**which).values_list(*columns).iterator(chunk_size=BATCH):
        yield dict(zip(columns, row, strict=True))


def _schools(plan: Plan, understood: dict[int, tuple[int, Any]], known: set[int]) -> Iterator[Judged]:
    columns = columns_of(School)
    stored = {row["urn"]: row for row in _stored(School, pk__in=list(understood))}
    for urn, (line, (values, kind)) in understood.items():
        before = stored.get(urn)
        after = _kept(values, before, plan.file.vanished)
        after |= found_by(after)[0]
        if before and before["search_words"] != after["search_words"]:
            plan.reworded.add(urn)
        if after["trust_id"]:
            plan.trusts.setdefault(after["trust_id"], (after["trust_name"], str(kind)))
        yield _compare(plan, line, urn, before, tuple(after[name] for name in columns), columns, _changes)


def _kept(values: Row, before: Row | None, vanished: dict[str, tuple[str, ...]]) -> Row:
    """What a row gives, and what was known before of what its file says nothing of."""
    return values | {name: before[name] for name in vanished} if before and vanished else values


def _changes(before: Row, after: Row) -> Iterator[tuple[Change, str]]:
    """What happened to a school, each with the words of how."""
    was_closed, is_closed = (row["status"] == SchoolStatus.CLOSED for row in (before, after))
    if is_closed and not was_closed:
        yield Change.CLOSED, f"closed on {after['closed_on'] or 'a day not given'}"
    if was_closed and not is_closed:
        yield Change.REOPENED, "open again"
    if before["name"] != after["name"]:
        yield Change.RENAMED, f"was {before['name']}"
    where = [
        f"{name} {before[name] or 'none'} → {after[name] or 'none'}"
        for name in ("authority", "town", "postcode")
        if before[name] != after[name]
    ]
    if where:
        yield Change.MOVED, ", ".join(where)
    if before["trust_id"] != after["trust_id"]:
        yield Change.TRUST, f"trust {before['trust_id'] or 'none'} → {after['trust_id'] or 'none'}"


def _groups(plan: Plan, understood: dict[int, tuple[int, Any]], known: set[int]) -> Iterator[Judged]:
    columns = columns_of(SchoolGroup)
    stored = {row["uid"]: row for row in _stored(SchoolGroup, pk__in=list(understood))}
    for uid, (line, values) in understood.items():
        before = stored.get(uid)
        after = _kept(values, before, plan.file.vanished)
        yield _compare(plan, line, uid, before, tuple(after[name] for name in columns), columns, _of_a_group)


def _of_a_group(before: Row, after: Row) -> Iterator[tuple[Change, str]]:
    if before["is_open"] and not after["is_open"]:
        yield Change.CLOSED, f"closed on {after['closed_on'] or 'a day not given'}"
    if after["is_open"] and not before["is_open"]:
        yield Change.REOPENED, "open again"
    if before["name"] != after["name"]:
        yield Change.RENAMED, f"was {before['name']}"
    if (before["town"], before["postcode"]) != (after["town"], after["postcode"]):
        yield Change.MOVED, f"{before['town']} {before['postcode']} → {after['town']} {after['postcode']}"


def _links(plan: Plan, understood: dict[tuple, tuple[int, Any]], known: set[int]) -> Iterator[Judged]:
    columns = columns_of(SchoolLink)
    schools = {school for school, kind, urn in understood}
    stored = {
        (row["school_id"], row["kind"], row["urn"]): row
        for row in _stored(SchoolLink, school_id__in=list(schools))
    }
    there = known | set(School.objects.filter(pk__in=schools).values_list("pk", flat=True))
    for key, (line, values) in understood.items():
        if key[0] not in there:
            words = f"The school {key[0]} is not known here. Load the schools' file first, or with this one."
            cells = {"urn": str(key[0]), "linkurn": str(key[2]), "linktype": key[1]}
            yield Judged(line, Fate.REJECTED, 0, "", words, cells=cells)
            continue
        before = stored.get(key)
        after = _kept(values, before, plan.file.vanished)
        yield _compare(
            plan, line, key[0], before, tuple(after[name] for name in columns), columns, lambda *_: iter(())
        )


def _compare(
    plan: Plan,
    line: int,
    key: int,
    before: Row | None,
    after: tuple,
    columns: tuple[str, ...],
    changes: Callable[[Row, Row], Iterator[tuple[Change, str]]],
) -> Judged:
    """Put a record where it belongs in the plan, and say what became of its row."""
    new = dict(zip(columns, after, strict=True))
    name = new.get("name", "")
    if before is None:
        plan.new.append(after)
        return Judged(line, Fate.ADDED, key, name)
    if tuple(before[column] for column in columns) == after:
        return Judged(line, Fate.UNCHANGED, key, name)
    plan.changed.append(after)
    happened = list(changes(before, new)) or [(Change.OTHER, _which(before, new))]
    return Judged(
        line,
        Fate.CHANGED,
        key,
        name,
        "; ".join(words for change, words in happened),
        tuple(change for change, words in happened),
    )


def _which(before: Row, after: Row) -> str:
    return ", ".join(name for name, value in after.items() if before[name] != value and name not in WORDS)
