"""From the cells of one row to what it says of somebody. Pure."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from cms.people.rules import clean_words, normalise_email
from cms.people.rules.roles import role_of
from cms.places.rules import Place
from cms.places.services import locate

from ..choices import SuppressionReason
from .archive import Kind

# What owners of a list call the columns that we know. The first that is filled counts.
_NAMES = {
    "email": ("email_address", "email", "e-mail_address", "e-mail"),
    "first": ("first_name", "fname", "firstname", "given_name"),
    "last": ("last_name", "lname", "lastname", "surname"),
    "name": ("name", "full_name"),
    "role": ("role", "job_title", "jobtitle", "position"),
    "organisation": ("organisation", "organization", "school", "company", "school_name", "employer"),
    "postcode": ("postcode", "post_code", "zip", "zip_code", "postal_code"),
    "tags": ("tags",),
    "optin": ("optin_time",),
    "confirm": ("confirm_time",),
    "changed": ("last_changed",),
    "unsub": ("unsub_time",),
    "why": ("unsub_reason",),
    "clean": ("clean_time",),
    "member": ("leid",),
}
# What Mailchimp writes of everybody and we do not keep: network addresses, and places guessed from them.
_PASSED_OVER = frozenset(
    {
        "optin_ip",
        "confirm_ip",
        "latitude",
        "longitude",
        "gmtoff",
        "dstoff",
        "timezone",
        "cc",
        "region",
        "euid",
        "member_rating",
        "notes",
        "unsub_campaign_title",
        "unsub_campaign_id",
        "unsub_reason_other",
        "clean_campaign_title",
        "clean_campaign_id",
    }
)
KNOWN = frozenset(name for names in _NAMES.values() for name in names) | _PASSED_OVER
NEEDED = _NAMES["email"]
_COMPLAINTS = frozenset({"abuse", "spam"})
LONGEST_TAG = 50
MOST_TAGS = 50
EARLIEST = 2000


@dataclass(frozen=True, slots=True)
class Member:
    """What one row says. Moments are aware; None where none can be read.

    A yes is proven only by both moments: `asked`, when they filled in a form themselves, and `confirmed`.
    Somebody whom the owner of the list put on it has the second alone.
    """

    kind: Kind
    email: str
    name: str = ""
    role: str = ""
    organisation: str = ""
    place: Place | None = None
    tags: tuple[str, ...] = ()
    asked: datetime | None = None
    confirmed: datetime | None = None
    since: datetime | None = None
    reason: str = ""
    member: str = ""

    @property
    def is_proven(self) -> bool:
        """Whether they asked for it themselves, and confirmed it."""
        return self.asked is not None and self.confirmed is not None and self.asked <= self.confirmed


def understand(kind: Kind, cells: dict[str, str], *, now: datetime) -> Member:
    """Return what a row says. Raises `ValueError` with a sentence when it says nothing of anybody."""
    if "" in cells:
        raise ValueError(_("The row has more cells than there are columns."))

    def cell(what: str) -> str:
        return next((cells[name] for name in _NAMES[what] if cells.get(name)), "")

    email = normalise_email(cell("email"))
    left = _moment(cell("unsub") or cell("changed"), now)
    if kind is Kind.CLEANED:
        since = _moment(cell("clean") or cell("changed"), now)
        return Member(kind, email, since=since, reason=SuppressionReason.BOUNCED)
    if kind is Kind.UNSUBSCRIBED:
        complained = cell("why").casefold() in _COMPLAINTS
        reason = SuppressionReason.COMPLAINED if complained else SuppressionReason.UNSUBSCRIBED
        return Member(kind, email, since=left, reason=reason)
    asked, confirmed = _moment(cell("optin"), now), _moment(cell("confirm"), now)
    return Member(
        kind,
        email,
        name=clean_words(cell("name") or f"{cell('first')} {cell('last')}"),
        role=role_of(cell("role")),
        organisation=clean_words(cell("organisation")),
        place=locate(postcode=cell("postcode")) if cell("postcode") else None,
        tags=_tags(cell("tags")),
        asked=asked,
        confirmed=confirmed,
        since=asked or confirmed or _moment(cell("changed"), now),
        member=clean_words(cell("member"), 20),
    )


def _moment(text: str, now: datetime) -> datetime | None:
    """Mailchimp writes `2024-03-14 09:12:31`, in UTC. What is none, or cannot be, is not known."""
    try:
        moment = datetime.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        return None
    if moment is None:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC) if moment.year >= EARLIEST and moment <= now else None


def _tags(text: str) -> tuple[str, ...]:
    """The tags of a cell, which are a line of CSV of their own: `"EEF guidance","Research schools"`."""
    try:
        words = next(csv.reader([text.replace("\n", " ")], skipinitialspace=True), [])
    except csv.Error:
        words = text.split(",")
    tags: dict[str, str] = {}
    for word in words:
        tag = clean_words(word, LONGEST_TAG)
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())[:MOST_TAGS]
