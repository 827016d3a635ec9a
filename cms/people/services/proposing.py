"""Who may be one person, and which addresses several people may read: proposed, never decided by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..choices import Verdict
from ..models import DuplicateProposal, Person
from ..rules import Facts, likely_duplicates
from ..rules.duplicates import STRENGTH
from ..rules.mailboxes import SHARED

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

# More than anybody looks through; the strongest reasons come first.
MOST_OPEN = 2000
BATCH = 500


def propose_duplicates(*, now: datetime) -> tuple[int, int]:
    """Look at everybody and write down who may be one person. A second run changes nothing.

    What somebody said of a pair is remembered; a proposal that nobody has looked at goes when its reason has
    gone. Returns how many are new, and how many went.
    """
    people = (
        Person.objects.current()
        .order_by("pk")
        .values_list(
            "pk",
            "email",
            "name",
            "organisation_name",
            "organisation_id",
            "organisation__school__trust",
            "organisation__trust",
            "postcode",
            "is_shared_mailbox",
        )
    )
    found = likely_duplicates(
        Facts(pk, email, name, typed, matched or 0, of_school or itself or 0, postcode, shared)
        for pk, email, name, typed, matched, of_school, itself, postcode, shared in people.iterator()
    )
    with transaction.atomic():
        rows = DuplicateProposal.objects.select_for_update()
        known = {
            (one, other): (pk, verdict, likeness)
            for pk, one, other, verdict, likeness in rows.values_list(
                "pk", "one_id", "other_id", "verdict", "likeness"
            )
        }
        stale = [
            pk for pair, (pk, verdict, _why) in known.items() if verdict == Verdict.OPEN and pair not in found
        ]
        for start in range(0, len(stale), BATCH):
            DuplicateProposal.objects.filter(pk__in=stale[start : start + BATCH]).delete()
        room = MOST_OPEN - sum(verdict == Verdict.OPEN for _pk, verdict, _why in known.values()) + len(stale)
        new = sorted(
            (pair for pair in found if pair not in known),
            key=lambda pair: (STRENGTH.index(found[pair]), pair),
        )
        made = [
            DuplicateProposal(one_id=one, other_id=other, likeness=found[one, other], found_at=now)
            for one, other in new[: max(0, room)]
        ]
        DuplicateProposal.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    return len(made), len(stale)


def open_proposals() -> QuerySet[DuplicateProposal]:
    """Those nobody has looked at, of people who still stand for themselves."""
    return DuplicateProposal.objects.filter(
        verdict=Verdict.OPEN, one__merged_into=None, other__merged_into=None
    )


def say_of_pair(*, one: Person, other: Person, verdict: str, user, now: datetime) -> None:
    """Remember that two people are not one, or that somebody should look at them again."""
    first, second = sorted((one.pk, other.pk))
    values = {"verdict": verdict, "decided_at": now, "decided_by": user}
    if not DuplicateProposal.objects.filter(one=first, other=second).update(**values):
        # Somebody looked at a pair that no rule proposes: kept, so that no rule will.
        DuplicateProposal.objects.create(one_id=first, other_id=second, likeness="name", **values)


def unmarked_mailboxes() -> QuerySet[Person]:
    """People whose address looks like that of an office, and of whom nobody has said whether it is.

    The same words as `rules.looks_shared`, as far as a database can ask: what stands right before the @.
    """
    looks = Q()
    for word in SHARED:
        # Either asks the index of addresses: the home screen costs the same at a million people.
        if connection.vendor == "sqlite":
            looks |= Q(email__gte=f"{word}@", email__lt=f"{word}A")
        else:
            looks |= Q(email__startswith=f"{word}@")
    return Person.objects.current().filter(looks, is_shared_mailbox=False, mailbox_checked_at=None)


def mark_mailboxes(*, people: Collection[int], shared: bool, user, now: datetime) -> int:
    """Say of addresses whether several people read them. Returns of how many that was not said before."""
    with transaction.atomic():
        rows = list(
            Person.objects.select_for_update()
            .filter(pk__in=people, merged_into=None)
            .exclude(is_shared_mailbox=shared, mailbox_checked_at__isnull=False)
            .order_by("pk")
        )
        Person.objects.filter(pk__in=[row.pk for row in rows]).update(
            is_shared_mailbox=shared, mailbox_checked_at=now, updated_at=now
        )
        for row in rows:
            log(
                instance=row,
                action="people.mailbox",
                user=user,
                title=_("Person %(number)s") % {"number": row.pk},
                data={"shared": shared},
            )
    return len(rows)
