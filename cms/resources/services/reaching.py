"""Keeping count of schools when the person by whom a school was reached is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..models import Download, ReachedSchool

if TYPE_CHECKING:
    from cms.people.models import Person


def keep_reach(*, person: Person) -> None:
    """Note the months in which this person's school was counted by their downloads alone or with others.

    Call it inside the transaction that erases, while the downloads still lead to the person.
    """
    school = person.organisation.school_id if person.organisation else None
    taken = Download.objects.filter(person=person)
    if school:
        days = taken.counted().order_by().values_list("day", flat=True).distinct()
        ReachedSchool.objects.bulk_create(
            [ReachedSchool(school_id=school, month=month) for month in {day.replace(day=1) for day in days}],
            ignore_conflicts=True,
        )
    taken.update(school_was_known=bool(school))
