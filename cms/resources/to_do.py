"""What of the suite waits for somebody."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.models import Page, Revision, TaskState
from wagtail.permissions import policy_registry

from cms.core.todo import ToDo

from .choices import LetterState, Status
from .models import Edition, HeardPhrase, Letter, ResourcePage
from .permissions import may_see_figures, may_see_rows, may_sort

REVIEW_AFTER_DAYS = 365
LATE_AFTER = timedelta(hours=1)


def _said(one: str, many: str, number: int, url: str, order: int) -> ToDo:
    return ToDo(ngettext(one, many, number) % {"count": number}, url, number, order)


def to_do(user, *, today: date, now: datetime) -> list[ToDo]:
    """What waits for this user, by what they may do. A fixed number of queries, none over downloads."""
    found = []
    if may_see_rows(user):
        uncertain = Letter.objects.filter(state=LetterState.UNCERTAIN).count()
        unsent = Letter.objects.filter(
            Q(state=LetterState.NOT_SENT) | Q(state=LetterState.WAITING, changed_at__lt=now - LATE_AFTER)
        ).count()
        url = reverse("letters:index")
        found += [
            _said(
                "%(count)s e-mail may or may not have gone out: look before you write again",
                "%(count)s e-mails may or may not have gone out: look before you write again",
                uncertain,
                f"{url}?state=uncertain",
                10,
            ),
            _said(
                "%(count)s e-mail did not go out",
                "%(count)s e-mails did not go out",
                unsent,
                f"{url}?state=not+sent&state=waiting",
                11,
            ),
        ]
    found.append(
        _said(
            "%(count)s page waits for your review",
            "%(count)s pages wait for your review",
            TaskState.objects.reviewable_by(user).count(),
            reverse("wagtailadmin_reports:workflow_tasks"),
            20,
        )
    )
    if may_sort(user):
        found.append(
            _said(
                "%(count)s answer in people’s own words is to be sorted",
                "%(count)s answers in people’s own words are to be sorted",
                HeardPhrase.objects.filter(source=None).count(),
                reverse("heard_words:index"),
                30,
            )
        )
    if may_see_figures(user):
        found += _of_the_suite()
    if not may_edit_pages(user):
        return [item for item in found if item.number]
    found += _of_its_pages(today)
    found.append(
        _said(
            "%(count)s page is scheduled to be published",
            "%(count)s pages are scheduled to be published",
            Revision.objects.filter(
                approved_go_live_at__isnull=False,
                base_content_type__app_label="wagtailcore",
                base_content_type__model="page",
            ).count(),
            reverse("wagtailadmin_explore_root"),
            60,
        )
    )
    return [item for item in found if item.number]


def may_edit_pages(user) -> bool:
    """Whether this user may edit any page: otherwise the way to one would end at a closed door."""
    return policy_registry.get_by_type(Page).user_has_any_permission(user, ["change", "publish"])


def _of_its_pages(today: date) -> list[ToDo]:
    old = ResourcePage.objects.live().filter(
        Q(reviewed_on__lt=today - timedelta(days=REVIEW_AFTER_DAYS)) | Q(reviewed_on=None)
    )
    first = old.order_by("reviewed_on").values_list("pk", flat=True).first()
    return [
        _said(
            "%(count)s guide’s page has not been reviewed for a year",
            "%(count)s guides’ pages have not been reviewed for a year",
            old.count(),
            reverse("wagtailadmin_pages:edit", args=[first]) if first else "",
            50,
        )
    ]


def _of_the_suite() -> list[ToDo]:
    empty = Edition.objects.filter(status=Status.CURRENT, files=None).count()
    without = ResourcePage.objects.live().exclude(resource__editions__status=Status.CURRENT)
    return [
        _said(
            "%(count)s current edition has no file, so nobody can take it",
            "%(count)s current editions have no file, so nobody can take them",
            empty,
            f"{reverse('editions:index')}?status=current",
            40,
        ),
        _said(
            "%(count)s guide has a page and no current edition",
            "%(count)s guides have a page and no current edition",
            without.count(),
            reverse("guides:index"),
            41,
        ),
    ]
