"""Loading the register: every file is read and compared first, then all is written at once or nothing is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from cms.core.inserting import insert, update

from ..choices import Dataset
from ..models import DataLoad, School, SchoolGroup, SchoolLink, SchoolWord
from ..signals import register_loaded
from .files import RegisterFile
from .judging import BATCH, FIRST_MADE_UP, WORDS, Plan, columns_of, judge
from .report import Change, Judged, Summary

_MODELS = {Dataset.SCHOOLS: School, Dataset.GROUPS: SchoolGroup, Dataset.LINKS: SchoolLink}


class RegisterError(Exception):
    """The files cannot be loaded; the words say why and what to do."""


@dataclass
class RegisterImport:
    """One run. Call `judge` on each file, then `write`; without it nothing is changed.

    Rows that are not in a newer file stay: a school is never deleted, it may be the answer of somebody.
    """

    now: datetime
    older_too: bool = False
    plans: list[Plan] = field(default_factory=list)
    summaries: list[Summary] = field(default_factory=list)
    _newest: int = field(default=0)

    def __post_init__(self) -> None:
        self._newest = _newest_load()

    def judge(self, file: RegisterFile) -> Iterator[Judged]:
        """Yield what would become of each row, counted in the last of `summaries`.

        A file that is loaded already is not read again. Raises `RegisterError` for one older than that.
        """
        summary = Summary(file.kind, file.name, file.release, file.checksum)
        summary.columns_missing = [" or ".join(sources) for sources in file.vanished.values()]
        summary.columns_missing = list(dict.fromkeys(summary.columns_missing))
        last = DataLoad.objects.filter(dataset=file.kind).first()
        if last and last.checksum == file.checksum:
            summary.loaded_before = last.loaded_at.date().isoformat()
            self.summaries.append(summary)
            return
        if last and file.release and file.release < last.release and not self.older_too:
            raise RegisterError(
                f"{file.name} is of {file.release}, and what is loaded is of {last.release}. "
                "Take a newer file, or add --older to go back to this one."
            )
        plan = Plan(file)
        self.plans.append(plan)
        self.summaries.append(summary)
        for judged in judge(plan, self._schools_to_come()):
            summary.add(judged)
            yield judged
        if file.kind != Dataset.LINKS:
            for key, name in _not_in(plan, _MODELS[file.kind]):
                summary.happened(Change.VANISHED, key, name)

    def _schools_to_come(self) -> set[int]:
        """The schools that the files read before bring."""
        place = columns_of(School).index("urn")
        return {row[place] for plan in self.plans if plan.file.kind == Dataset.SCHOOLS for row in plan.new}

    def write(self) -> None:
        """Write everything that was judged, in one transaction. Nobody else is kept waiting until then.

        A file in which not one row could be read is passed over: it is no newer register. Raises
        `RegisterError` when somebody loaded another file since this run began to read.
        """
        self.plans = [plan for plan in self.plans if plan.seen]
        if not self.plans:
            return
        with transaction.atomic():
            if _newest_load() != self._newest:
                raise RegisterError("Somebody else has loaded the register meanwhile. Run this again.")
            for plan in self.plans:
                {Dataset.GROUPS: _write_groups, Dataset.SCHOOLS: _write_schools, Dataset.LINKS: _write_links}[
                    plan.file.kind
                ](plan)
            self._write_down()
            _tell_the_planner()
            changed = frozenset(
                row[columns_of(School).index("urn")]
                for plan in self.plans
                if plan.file.kind == Dataset.SCHOOLS
                for row in plan.changed
            )
            transaction.on_commit(lambda: register_loaded.send(sender=School, changed=changed))

    def _write_down(self) -> None:
        written = {plan.file.kind for plan in self.plans}
        for summary in self.summaries:
            if summary.kind in written:
                DataLoad.objects.create(
                    dataset=summary.kind,
                    release=summary.release,
                    file_name=summary.file[:200],
                    checksum=summary.checksum,
                    rows=summary.rows - summary.rejected,
                    report=summary.as_dict(),
                    loaded_at=self.now,
                )


def _newest_load() -> int:
    return (
        DataLoad.objects.filter(dataset__in=list(_MODELS)).aggregate(newest=models.Max("pk"))["newest"] or 0
    )


def _not_in(plan: Plan, model: type[models.Model]) -> Iterator[tuple[int, str]]:
    """What is known of a model and not in its file. The demo's are no part of the register."""
    known = model.objects.filter(pk__lt=FIRST_MADE_UP).order_by("pk").values_list("pk", "name")
    for key, name in known.iterator(chunk_size=BATCH):
        if key not in plan.seen:
            yield key, name


def _as_rows(model: type[models.Model], rows: Iterable[tuple]) -> Iterator[dict[str, Any]]:
    columns = columns_of(model)
    for row in rows:
        yield dict(zip(columns, row, strict=True))


def _in_batches(rows: list[tuple]) -> Iterator[list[tuple]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _save(model: type[models.Model], plan: Plan) -> None:
    """Insert the new records of a plan and write the changed ones back, some at a time."""
    for some in _in_batches(plan.new):
        insert(model, _as_rows(model, some))
    names = [name for name in columns_of(model) if name != model._meta.pk.attname]
    for some in _in_batches(plan.changed):
        update([model(**row) for row in _as_rows(model, some)], names)


def _write_groups(plan: Plan) -> None:
    _save(SchoolGroup, plan)


def _write_schools(plan: Plan) -> None:
    """Schools, the trusts that only they name, and their words."""
    known = set(SchoolGroup.objects.filter(pk__in=list(plan.trusts)).values_list("pk", flat=True))
    SchoolGroup.objects.bulk_create(
        [
            SchoolGroup(uid=uid, name=name or f"{uid}", kind=kind)
            for uid, (name, kind) in sorted(plan.trusts.items())
            if uid not in known
        ],
        batch_size=BATCH,
    )
    _save(School, plan)
    urn, found = (columns_of(School).index(name) for name in ("urn", WORDS[0]))
    reworded = [row for row in plan.changed if row[urn] in plan.reworded]
    for some in _in_batches(reworded):
        SchoolWord.objects.filter(school_id__in=[row[urn] for row in some])._raw_delete(using="default")
    for some in _in_batches(plan.new + reworded):
        insert(
            SchoolWord,
            [{"school_id": row[urn], "word": word} for row in some for word in row[found].split()],
        )


def _write_links(plan: Plan) -> None:
    """Links, and those that the file no longer has for the schools it tells of."""
    for some in _in_batches(plan.new):
        insert(SchoolLink, _as_rows(SchoolLink, some))
    for row in _as_rows(SchoolLink, plan.changed):
        which = {name: row.pop(name) for name in ("school_id", "kind", "urn")}
        SchoolLink.objects.filter(**which).update(**row)
    told = {key[0] for key in plan.seen}
    gone = [
        pk
        for pk, *key in SchoolLink.objects.values_list("pk", "school_id", "kind", "urn").iterator(
            chunk_size=BATCH
        )
        if key[0] in told and tuple(key) not in plan.seen
    ]
    for start in range(0, len(gone), BATCH):
        SchoolLink.objects.filter(pk__in=gone[start : start + BATCH]).delete()


def _tell_the_planner() -> None:
    """Have the database look at its tables, so that it knows which index to search by."""
    with connection.cursor() as cursor:
        for model in (School, SchoolWord):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
