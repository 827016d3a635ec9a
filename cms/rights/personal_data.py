"""What this room keeps of people: their requests, copies of their data, and whose time is up."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.people.models import Person
from cms.people.owners import Kept, Owner, Sheet, register

from .models import Farewell, Move, Package, RightsLetter, RightsRequest
from .services.packaging import remove_packages
from .services.requests import erase_request


class RightsOwner(Owner):
    """Requests are kept as proof that they were answered in time; who asked goes with the person."""

    label = "rights"
    models = (
        "rights.RightsRequest",
        "rights.Move",
        "rights.Package",
        "rights.RightsLetter",
        "rights.Farewell",
        "rights.Erasure",
    )

    def export(self, person: Person) -> list[Sheet]:
        """Requests with every step, copies made, letters, and whether their time is up."""
        requests = _requests_of(person)
        return [
            Sheet(
                slug="requests",
                title=_("What you asked us about your data"),
                columns=(
                    _("Number"),
                    _("What you asked"),
                    _("State"),
                    _("Received"),
                    _("Identity confirmed"),
                    _("Answer by"),
                    _("Closed"),
                    _("Name"),
                    _("In your words"),
                ),
                rows=[
                    (
                        request.pk,
                        request.get_kind_display(),
                        request.get_state_display(),
                        request.received_at,
                        request.confirmed_at,
                        request.due_on,
                        request.closed_at,
                        request.name,
                        request.words,
                    )
                    for request in requests
                ],
            ),
            Sheet(
                slug="steps",
                title=_("What we did about it"),
                columns=(_("Number"), _("When"), _("State"), _("Why")),
                rows=[
                    (step.request_id, step.at, step.get_after_display(), step.why)
                    for step in Move.objects.filter(request__in=requests)
                ],
            ),
            Sheet(
                slug="letters",
                title=_("Emails about it"),
                columns=(_("Number"), _("About"), _("Decided on"), _("State"), _("Words")),
                rows=[
                    (
                        letter.request_id,
                        letter.get_kind_display(),
                        letter.created_at,
                        letter.get_state_display(),
                        letter.words,
                    )
                    for letter in RightsLetter.objects.filter(request__in=requests)
                ],
            ),
            Sheet(
                slug="copies",
                title=_("Copies of your data"),
                columns=(_("Asked for"), _("State"), _("Removed on"), _("Last fetched")),
                rows=[
                    (package.asked_at, package.get_state_display(), package.expires_at, package.fetched_at)
                    for package in Package.objects.filter(person=person)
                ],
            ),
            Sheet(
                slug="time",
                title=_("When your data goes by itself"),
                columns=(_("Not in touch since"), _("Erased on"), _("Kept until"), _("Reason")),
                rows=[
                    (line.last_heard_on, line.acts_on, line.kept_until, line.kept_because)
                    for line in Farewell.objects.filter(person=person)
                ],
            ),
        ]

    def erase(self, person: Person, *, now: datetime) -> dict[str, int]:
        """Take them out of their requests; remove copies, with their files, and their line on the list."""
        requests = list(RightsRequest.objects.filter(person=person))
        for request in requests:
            erase_request(request, name=person.name, now=now)
        copies = remove_packages(list(Package.objects.filter(person=person)))
        lines = Farewell.objects.filter(person=person).delete()[0]
        return {
            _("requests made anonymous"): len(requests),
            _("copies of their data removed"): copies,
            _("entries on the list of those whose time is up"): lines,
        }

    def erase_address(self, address: str, *, now: datetime) -> dict[str, int]:
        """Requests made with the address by somebody who was never confirmed, or is not known."""
        done: Counter[str] = Counter()
        for request in RightsRequest.objects.filter(email=address):
            erase_request(request, name="", now=now)
            done[_("requests made anonymous")] += 1
        return dict(done)

    def in_touch(self, since: datetime) -> Any:
        """Whoever asked us something since then, or waits for an answer."""
        return (
            RightsRequest.objects.filter(person__isnull=False, received_at__gte=since)
            | RightsRequest.objects.filter(person__isnull=False, closed_at=None)
        ).values("person")

    def merge(self, *, kept: Person, gone: Person) -> dict[str, Any]:
        """Requests and copies go to the one who stays; each begins anew on the list of time."""
        requests = list(RightsRequest.objects.filter(person=gone).values_list("pk", flat=True))
        RightsRequest.objects.filter(pk__in=requests).update(person=kept)
        # A copy made for one of them holds only a part; it goes, and a new one is made in a minute.
        remove_packages(list(Package.objects.filter(person=gone)))
        Farewell.objects.filter(person__in=[kept, gone]).delete()
        return {"requests": requests}

    def unmerge(self, *, kept: Person, gone: Person, record: dict[str, Any]) -> None:
        """Give the requests back. Copies that held both go."""
        RightsRequest.objects.filter(pk__in=record.get("requests", []), person=kept).update(person=gone)
        remove_packages(list(Package.objects.filter(person=kept)))

    def kept(self) -> list[Kept]:
        """Requests, copies, and what stays when everything is gone."""
        days = settings.RETENTION
        return [
            Kept(
                what=_("What you ask us about your data or complain of, and what we did about it"),
                whose=_("People who use their rights"),
                why=_("To answer you, and to be able to show that we did and when"),
                ground=_("Legal obligation"),
                how_long=_("After the request is closed"),
                setting="RETENTION_REQUESTS_DAYS",
                days=days["requests"],
            ),
            Kept(
                what=_("A request that was never confirmed by the link in our email"),
                whose=_("People who use their rights"),
                why=_("To wait for your word that it was you"),
                ground=_("Legal obligation"),
                how_long=_("After it came in"),
                setting="RETENTION_UNCONFIRMED_REQUESTS_DAYS",
                days=days["unconfirmed_requests"],
            ),
            Kept(
                what=_("The copy of your data that we make when you ask for one"),
                whose=_("People who ask to see what we keep"),
                why=_("So that you can fetch it"),
                ground=_("Legal obligation"),
                how_long=_("After it was made"),
                setting="RETENTION_PACKAGES_DAYS",
                days=days["packages"],
            ),
            Kept(
                what=_("A scrambled mark of your address, from which the address cannot be read"),
                whose=_("People who were erased"),
                why=_("So that nobody writes to you again, and a restored backup does not bring you back"),
                ground=_("Legal obligation"),
                how_long=_("For ever"),
            ),
        ]


def _requests_of(person: Person):
    """Theirs, once confirmed, and those made with their address."""
    return RightsRequest.objects.filter(person=person) | RightsRequest.objects.filter(email=person.email)


class StaffOwner(Owner):
    """Accounts of those who run the site stand below people and know none, so this room answers for them.

    An account is part of what somebody is given to read. It is not erased with the person: it goes with the
    job, by an administrator, and until then somebody has to be able to sign in.
    """

    label = "accounts"
    models = ("accounts.User",)

    def export(self, person: Person) -> list[Sheet]:
        """Their account, if they have one with the same address, and what the history says they did."""
        users = list(get_user_model().objects.filter(email=person.email))
        if not users:
            return []
        return [
            Sheet(
                slug="account",
                title=_("Your staff account"),
                columns=(_("Email address"), _("Name"), _("Made"), _("Last signed in"), _("Groups")),
                rows=[
                    (
                        user.email,
                        user.get_full_name(),
                        user.date_joined,
                        user.last_login,
                        ", ".join(user.groups.values_list("name", flat=True)),
                    )
                    for user in users
                ],
            ),
            Sheet(
                slug="history",
                title=_("What you did on this site as a member of staff"),
                columns=(_("When"), _("What"), _("With")),
                rows=[
                    (entry.timestamp, entry.action, entry.label)
                    for model in (ModelLogEntry, PageLogEntry)
                    for entry in model.objects.filter(user__in=users).order_by("timestamp")
                ],
            ),
        ]

    def erase(self, person: Person, *, now: datetime) -> dict[str, int]:
        """Nothing: the report says that there is an account."""
        return {}

    def merge(self, *, kept: Person, gone: Person) -> dict[str, Any]:
        """Accounts are found by their address and belong to no record of a person."""
        return {}

    def unmerge(self, *, kept: Person, gone: Person, record: dict[str, Any]) -> None:
        """As above."""

    def kept(self) -> list[Kept]:
        """Accounts and what is written down about those who use them."""
        return [
            Kept(
                what=_("Name, email address, groups and last sign-in of those who run this site"),
                whose=_("Our own staff"),
                why=_("So that only they get in, each to what is theirs"),
                ground=_("Legitimate interests"),
                how_long=_("As long as they work with us"),
            ),
            Kept(
                what=_("Who changed a page, sorted an answer, took a table away or erased somebody"),
                whose=_("Our own staff"),
                why=_("So that mistakes can be found and put right"),
                ground=_("Legitimate interests"),
                how_long=_("As long as the site stands"),
            ),
            Kept(
                what=_("One cookie while staff are signed in; another if you ask to be remembered"),
                whose=_("Our own staff, and people who tick “Remember me on this device”"),
                why=_("To know you again on the next page"),
                ground=_("You ask for it"),
                how_long=_("Twelve hours for staff, a year for “Remember me”, or until it is forgotten"),
            ),
            Kept(
                what=_("Technical records of the site’s work, without names and addresses"),
                whose=_("Everybody who visits"),
                why=_("To find faults"),
                ground=_("Legitimate interests"),
                how_long=_("After the work was done"),
                setting="TASK_RESULTS_KEPT_DAYS",
                days=settings.TASK_RESULTS_KEPT_DAYS,
            ),
        ]


register(StaffOwner())
register(RightsOwner())
