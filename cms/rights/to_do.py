"""What waits for those who answer people about their data."""

from datetime import date, timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import ngettext

from cms.core.choices import LetterState
from cms.core.todo import ToDo

from .choices import State
from .models import Farewell, RightsLetter, RightsRequest
from .permissions import may_answer, may_erase
from .reports import due_soon, overdue

SOON = timedelta(days=7)


def _said(one: str, many: str, number: int, url: str, order: int, **words) -> ToDo:
    return ToDo(ngettext(one, many, number) % {"count": number, **words}, url, number, order)


def to_do(user, *, today: date) -> list[ToDo]:
    """What waits for this user, by what they may do. A fixed number of queries."""
    found = []
    if may_answer(user):
        url = reverse("rights_admin:requests")
        found += [
            _said(
                "%(count)s request about data is overdue",
                "%(count)s requests about data are overdue",
                overdue(today).count(),
                f"{url}?due=overdue",
                1,
            ),
            _said(
                "%(count)s request about data has to be answered within a week",
                "%(count)s requests about data have to be answered within a week",
                due_soon(today, today + SOON).count(),
                url,
                2,
            ),
            _said(
                "%(count)s request about data is new and nobody has begun it",
                "%(count)s requests about data are new and nobody has begun them",
                RightsRequest.objects.filter(state=State.CONFIRMED).count(),
                f"{url}?state=confirmed",
                12,
            ),
            _said(
                "%(count)s e-mail about a request may not have gone out",
                "%(count)s e-mails about requests may not have gone out",
                RightsLetter.objects.filter(
                    state__in=[LetterState.UNCERTAIN, LetterState.NOT_SENT],
                    request__closed_at=None,
                    erasure=None,
                ).count(),
                url,
                13,
            ),
        ]
    if may_erase(user):
        days = (
            Farewell.objects.filter(kept_until=None)
            .values("acts_on")
            .annotate(people=Count("pk"))
            .order_by("acts_on")
        )
        found += [
            _said(
                "On %(day)s %(count)s person not in touch for long will be erased: look at the list",
                "On %(day)s %(count)s people not in touch for long will be erased: look at the list",
                day["people"],
                reverse("rights_admin:farewells"),
                14,
                day=date_format(day["acts_on"], "j F Y"),
            )
            for day in days[:3]
        ]
    return [item for item in found if item.number]
