"""Whose time is up: the team is told first, then they are erased. Computed by days, never by runs."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.accounts.choices import StaffGroup
from cms.core.posting import HEADERS
from cms.people.models import Person
from cms.people.owners import owners

from ..choices import How, PackageState
from ..models import Farewell, Package, Week
from ..rules import acts_on
from .erasing import erase
from .identity import find_identity
from .packaging import remove_packages
from .requests import LONDON, forget_requests, london_day

if TYPE_CHECKING:
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)

# A night's work is bounded: what is left is done in the next one.
LISTED_AT_ONCE = 5000
ERASED_AT_ONCE = 1000


def out_of_touch(today: date) -> QuerySet[Person]:
    """People nobody has heard of for `RETENTION["people"]` days, by the word of every app. None where that
    is 0."""
    days = settings.RETENTION["people"]
    if not days:
        return Person.objects.none()
    since = datetime.combine(today - timedelta(days=days), datetime.min.time(), tzinfo=LONDON)
    found = Person.objects.current().filter(created_at__lt=since)
    for owner in owners():
        heard = owner.in_touch(since)
        if heard is not None:
            # What belongs to one of their other addresses belongs to them.
            others = Person.objects.filter(merged_into=OuterRef("pk"), pk__in=heard)
            found = found.exclude(pk__in=heard).exclude(Exists(others))
    return found


def list_farewells(*, now: datetime) -> int:
    """Put whoever is out of touch on the list, with the day on which they will be erased. Returns how
    many."""
    today = london_day(now)
    acting = acts_on(today, settings.RETENTION_NOTICE_DAYS)
    since = today - timedelta(days=settings.RETENTION["people"])
    new = out_of_touch(today).filter(farewell=None).order_by("pk").values_list("pk", flat=True)
    made = Farewell.objects.bulk_create(
        [
            Farewell(person_id=pk, last_heard_on=since, told_on=today, acts_on=acting)
            for pk in new[:LISTED_AT_ONCE]
        ],
        ignore_conflicts=True,
    )
    return len(made)


def strike_farewells(*, now: datetime) -> int:
    """Take from the list whoever has been in touch since, and those whose keeping has run out: they begin
    anew."""
    today = london_day(now)
    back = Farewell.objects.exclude(person__in=out_of_touch(today).values("pk")).filter(
        Q(kept_until=None) | Q(kept_until__lte=today)
    )
    return back.delete()[0] + Farewell.objects.filter(kept_until__lte=today).delete()[0]


def erase_due(*, now: datetime) -> int:
    """Erase those whose day has come, whom nobody keeps and who have still not been in touch.

    Each in a transaction of their own, so that a night that breaks off has done what it has done.
    """
    today = london_day(now)
    due = Farewell.objects.filter(
        acts_on__lte=today, kept_until=None, person__in=out_of_touch(today).values("pk")
    )
    done = 0
    for email in list(due.values_list("person__email", flat=True)[:ERASED_AT_ONCE]):
        done += bool(erase(email=email, how=How.RETENTION, now=now).known)
    return done


def keep(*, farewell: Farewell, until: date, because: str, by, now: datetime) -> Farewell:
    """Keep somebody on the list for a reason, until a day.

    Raises `ValueError` with a sentence without a reason, or for a day that is no later than today or too
    late.
    """
    because = " ".join(because.split())[:300]
    today = london_day(now)
    if not because:
        raise ValueError(_("Say why we need to keep them."))
    if until <= today:
        raise ValueError(_("Choose a day after today."))
    if until > today + timedelta(days=max(settings.RETENTION["people"], 365)):
        raise ValueError(_("That is too far away. Choose a nearer day; you can keep them again then."))
    farewell.kept_until, farewell.kept_because, farewell.kept_by = until, because, by
    farewell.save(update_fields=["kept_until", "kept_because", "kept_by"])
    return farewell


def tell_team(*, now: datetime) -> bool:
    """Write to the data officers whose time is up, once a week at most, and only if there is anybody.

    The week is taken before the letter goes: two nights at once send one letter.
    """
    today = london_day(now)
    waiting = Farewell.objects.filter(kept_until=None, acts_on__gte=today).order_by("acts_on")
    first = waiting.first()
    if first is None:
        return False
    _week, new = Week.objects.get_or_create(monday=today - timedelta(days=today.weekday()))
    if not new:
        return False
    officers = (
        get_user_model().objects.filter(is_active=True, groups__name=StaffGroup.DATA_OFFICERS).order_by("pk")
    )
    addresses = list(officers.values_list("email", flat=True))
    if not addresses:
        return False
    days = {
        day: waiting.filter(acts_on=day).count()
        for day in waiting.values_list("acts_on", flat=True).distinct()
    }
    body = render_to_string(
        "rights/letters/notice.txt",
        {
            "days": days.items(),
            "since": first.last_heard_on,
            "link": f"{settings.SITE_URL}{reverse('rights_admin:farewells')}",
            "site_name": settings.WAGTAIL_SITE_NAME,
            "site_url": settings.SITE_URL,
        },
    )
    for address in addresses:
        # One letter each: their addresses are no business of each other's mail servers.
        EmailMessage(_("Whose time with us is up"), body.strip() + "\n", to=[address], headers=HEADERS).send(
            fail_silently=True
        )
    return True


def remove_old_packages(*, now: datetime) -> int:
    """Remove copies whose days are over, and those that could not be made."""
    old = Package.objects.filter(
        Q(expires_at__lte=now) | Q(state=PackageState.FAILED, asked_at__lte=now - timedelta(days=1))
    )
    with transaction.atomic():
        return remove_packages(old)


def remove_old_requests(*, now: datetime) -> int:
    """Remove requests nobody confirmed, and closed ones after their time."""
    days = settings.RETENTION
    return forget_requests(
        now=now,
        unconfirmed_before=now - timedelta(days=days["unconfirmed_requests"]),
        closed_before=now - timedelta(days=days["requests"]) if days["requests"] else None,
    )


def is_listed(person: Person) -> Farewell | None:
    """The line on the list about somebody, whichever of their addresses it names."""
    return Farewell.objects.filter(person__in=[one.pk for one in find_identity(person.email)]).first()
