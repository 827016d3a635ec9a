"""What people ask about their data: taken in, confirmed, moved on step by step, answered in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from cms.people.models import Person
from cms.people.rules import clean_words, normalise_email
from cms.places.services.calendars import bank_holidays_between

from ..choices import Channel, Kind, LetterKind, State
from ..models import Move, Package, RightsRequest
from ..rules import CLOSED, NEEDS_A_REASON, acknowledge_by, answer_by, answer_complaint_by, moves_from
from .identity import find_identity
from .ledger import hash_of_address
from .ordering import order_letter
from .traces import without

LONDON = ZoneInfo("Europe/London")
LONGEST_WORDS = 5000
# Three months and whatever holidays may follow.
LONGEST_CLOCK = 110


class MoveRefused(ValueError):  # noqa: N818 - reads as a sentence where it is caught
    """A step that is not allowed from here; the message says why, to the person who tried."""


def london_day(moment: datetime) -> date:
    """The day in London at an aware moment."""
    return moment.astimezone(LONDON).date()


def take_request(
    *,
    kind: str,
    email: str,
    now: datetime,
    name: str = "",
    words: str = "",
    language: str = "en",
    channel: str = Channel.WEB,
    by=None,
    letter: bool = True,
) -> RightsRequest:
    """Write down what somebody asked, and write to the address to make sure that it was them.

    The same is written and sent whether we know the address or not. The same thing asked again while it is
    open is the same request: what was said is added to it, and the letter goes again.

    `letter` is False only for history that nobody waits for.

    Raises `ValueError` with a sentence when the address is none.
    """
    address = normalise_email(email)
    words = tidy(words)
    with transaction.atomic():
        mark = hash_of_address(address)
        request = (
            RightsRequest.objects.select_for_update()
            .filter(address_hash=mark, kind=kind, email=address, closed_at=None)
            .first()
        )
        if request is None:
            request = RightsRequest.objects.create(
                kind=kind,
                channel=channel,
                email=address,
                address_hash=mark,
                name=clean_words(name),
                words=words,
                language=language,
                received_at=now,
                acknowledged_at=None if letter else now,
            )
            request.due_on = due_on(request)
            request.save(update_fields=["due_on"])
            Move.objects.create(request=request, after=State.RECEIVED, at=now, by=by)
        elif words and words not in request.words:
            request.words = f"{request.words}\n\n{words}".strip()[:LONGEST_WORDS]
            request.save(update_fields=["words"])
        if request.state == State.RECEIVED and letter:
            order_letter(kind=LetterKind.CONFIRM, request=request, now=now)
    return request


def tidy(words: str) -> str:
    """Words of several lines as typed, without what no database keeps, at most `LONGEST_WORDS` characters."""
    lines = (clean_words(line, LONGEST_WORDS) for line in words.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()[:LONGEST_WORDS]


def due_on(request: RightsRequest) -> date | None:
    """Until when a request is answered; None while we do not know who asked and the clock stands still.

    A complaint's clock never stands: until it is acknowledged by the Act's day, then until our own promise.
    """
    if request.kind == Kind.COMPLAINT:
        received = london_day(request.received_at)
        if request.acknowledged_at is None:
            return min(
                acknowledge_by(received), answer_complaint_by(received, settings.COMPLAINT_ANSWER_DAYS)
            )
        return answer_complaint_by(received, settings.COMPLAINT_ANSWER_DAYS)
    if request.confirmed_at is None:
        return None
    start = london_day(request.confirmed_at)
    holidays = frozenset(bank_holidays_between(start, start + timedelta(days=LONGEST_CLOCK)))
    return answer_by(start, holidays, extended=request.is_extended)


def confirm(*, request: RightsRequest, now: datetime, by=None, why: str = "") -> RightsRequest:
    """We know who asked: by the button behind the link in our letter, or because somebody made sure. Twice
    is once."""
    with transaction.atomic():
        request = RightsRequest.objects.select_for_update().get(pk=request.pk)
        if request.confirmed_at is not None or request.state in CLOSED:
            return request
        before = request.state
        request.confirmed_at = now
        if before == State.RECEIVED:
            request.state = State.CONFIRMED
        identity = find_identity(request.email) if request.email else []
        request.person = identity[-1] if identity else None
        request.due_on = due_on(request)
        request.save(update_fields=["confirmed_at", "state", "person", "due_on"])
        Move.objects.create(
            request=request,
            before=before,
            after=request.state,
            at=now,
            by=by,
            why=tidy(why) or _("confirmed by the link in our letter"),
        )
    return request


def move(*, request: RightsRequest, to: str, by, why: str = "", now: datetime) -> RightsRequest:
    """Take one step, and write down who and why.

    Raises `MoveRefused` when the step is not allowed from here or needs a reason.
    """
    why = tidy(why)
    if to in NEEDS_A_REASON and not why:
        raise MoveRefused(_("Say why: the reason is part of the record."))
    if to == State.CONFIRMED:
        with transaction.atomic():
            _allowed(RightsRequest.objects.select_for_update().get(pk=request.pk), to)
            return confirm(request=request, now=now, by=by, why=why)
    with transaction.atomic():
        request = RightsRequest.objects.select_for_update().get(pk=request.pk)
        _allowed(request, to)
        before, request.state = request.state, to
        if to in CLOSED:
            request.closed_at = now
        request.save(update_fields=["state", "closed_at"])
        Move.objects.create(request=request, before=before, after=to, at=now, by=by, why=why)
    return request


def _allowed(request: RightsRequest, to: str) -> None:
    if to not in moves_from(request.state, request.kind):
        raise MoveRefused(
            _("From “%(before)s” one cannot go to “%(after)s”. Somebody may have been quicker: look again.")
            % {"before": request.get_state_display(), "after": State(to).label}
        )


def extend(*, request: RightsRequest, by, why: str, now: datetime) -> RightsRequest:
    """Take two months more, once, for a reason that the person is told.

    Raises `MoveRefused` without a reason, for a complaint, when the clock does not run, or after the month.
    """
    why = tidy(why)
    with transaction.atomic():
        request = RightsRequest.objects.select_for_update().get(pk=request.pk)
        if not why:
            raise MoveRefused(_("Say why: the person has a right to know."))
        if (
            request.kind == Kind.COMPLAINT
            or request.is_extended
            or request.due_on is None
            or request.closed_at
        ):
            raise MoveRefused(_("This request cannot be extended."))
        if london_day(now) > request.due_on:
            raise MoveRefused(_("The month is over: tell them within it that you need longer."))
        request.is_extended = True
        request.due_on = due_on(request)
        request.save(update_fields=["is_extended", "due_on"])
        Move.objects.create(
            request=request,
            before=request.state,
            after=request.state,
            at=now,
            by=by,
            why=_("Extended by two months: %(why)s") % {"why": why},
        )
    return request


def reply(
    *,
    request: RightsRequest,
    words: str,
    by,
    now: datetime,
    package: Package | None = None,
    close: bool = True,
) -> RightsRequest:
    """Write to the person, perhaps with the copy of their data, and close the request as answered.

    Raises `MoveRefused` without words, without an address, or, with a copy, before we know who asked.
    """
    words = tidy(words)
    if not words:
        raise MoveRefused(_("Write what you answer."))
    with transaction.atomic():
        request = RightsRequest.objects.select_for_update().get(pk=request.pk)
        if not request.email:
            raise MoveRefused(_("The address is gone: this person has been erased."))
        if package is not None and (request.confirmed_at is None or package.person_id != request.person_id):
            raise MoveRefused(
                _("A copy goes only to somebody whose address is confirmed, and only their own.")
            )
        if close:
            request = move(request=request, to=State.ANSWERED, by=by, why=_("replied by e-mail"), now=now)
        order_letter(kind=LetterKind.REPLY, request=request, package=package, words=words, now=now)
    return request


def forget_requests(*, now: datetime, unconfirmed_before: datetime, closed_before: datetime | None) -> int:
    """Remove requests that nobody confirmed, and closed ones whose time is up. Complaints count from the
    end."""
    stale = RightsRequest.objects.filter(state=State.RECEIVED, received_at__lt=unconfirmed_before).exclude(
        kind=Kind.COMPLAINT
    )
    if closed_before is not None:
        stale = stale | RightsRequest.objects.filter(closed_at__lt=closed_before)
    keys = list(stale.values_list("pk", flat=True)[:5000])
    RightsRequest.objects.filter(pk__in=keys).delete()
    return len(keys)


def erase_request(request: RightsRequest, *, name: str, now: datetime) -> None:
    """Take the person out of their request: that it was made and answered stays."""
    told = [words for words in (request.email, request.name, name) if words]
    for step in request.moves.exclude(why=""):
        step.why = without(step.why, told)
        step.save(update_fields=["why"])
    request.letters.exclude(words="").update(words="")
    if request.closed_at is None:
        done = request.kind == Kind.ERASURE
        before = request.state
        request.state = State.ANSWERED if done else State.WITHDRAWN
        request.closed_at = now
        Move.objects.create(
            request=request, before=before, after=request.state, at=now, why=_("the person was erased")
        )
    request.email = request.name = request.words = ""
    request.person = None
    request.save()


def person_of(request: RightsRequest) -> Person | None:
    """Who asked, once we know; by the address they confirmed."""
    if request.person_id:
        return request.person
    identity = find_identity(request.email) if request.email and request.confirmed_at else []
    return identity[-1] if identity else None
