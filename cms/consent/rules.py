"""How acts of consent add up, and whether somebody may be mailed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .choices import CONFIRMED_TWICE, FOR_ONE_PERSON, Act, Purpose, Refusal, Standing

# Of acts of one moment the more restrictive counts.
_RESTRICTIVE = {Act.GIVEN: 0, Act.UNKNOWN: 1, Act.WITHDRAWN: 2}
_OF_ACT = {Act.GIVEN: Standing.GIVEN, Act.UNKNOWN: Standing.UNKNOWN, Act.WITHDRAWN: Standing.WITHDRAWN}
# What a merge takes over from the other side: a no, a doubt, and a yes that was held already.
BINDS_BOTH = frozenset({Standing.WITHDRAWN, Standing.UNKNOWN, Standing.HELD})


@dataclass(frozen=True, slots=True)
class Told:
    """One act: what, when (aware), how it is proven (empty: not), and its place in the order of writing."""

    act: str
    at: datetime
    proof: str = ""
    order: int = 0


def decisive(acts: Iterable[Told]) -> Told | None:
    """The act that counts: the latest; of the same moment the more restrictive; None of none."""
    return max(acts, key=lambda told: (told.at, _RESTRICTIVE[Act(told.act)], told.order), default=None)


def standing_of(last: Told | None, *, held_at: datetime | None = None, waiting: bool = False) -> Standing:
    """How a purpose stands after the decisive act.

    `held_at` is the latest moment at which records that did not agree were merged; it undoes every yes from
    before. `waiting`: there is a sign-up that has not been confirmed.
    """
    standing = _OF_ACT[Act(last.act)] if last else Standing.NEVER
    if last and standing is Standing.GIVEN and held_at is not None and held_at >= last.at:
        standing = Standing.HELD
    return Standing.AWAITING if waiting and standing is not Standing.GIVEN else standing


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides whether a person is mailed about a purpose."""

    purpose: str
    standing: Standing
    proven: bool = False
    suppressed: bool = False
    shared: bool = False
    merged: bool = False
    soft: bool = False


def refusal(facts: Facts) -> Refusal:
    """Why not, in one word; `NONE`, or `SOFT` where the soft opt-in carries it, when they may be mailed."""
    before = _whatever_they_said(facts)
    if before is not None:
        return before
    if facts.standing is not Standing.GIVEN:
        if facts.soft and facts.standing in (Standing.NEVER, Standing.AWAITING) and not facts.shared:
            return Refusal.SOFT
        return Refusal(facts.standing.value)
    if Purpose(facts.purpose) in CONFIRMED_TWICE and not facts.proven:
        return Refusal.UNPROVEN
    return Refusal.NONE


def _whatever_they_said(facts: Facts) -> Refusal | None:
    """What stands against a letter even where they said yes."""
    if facts.merged:
        return Refusal.MERGED
    if facts.suppressed:
        return Refusal.SUPPRESSED
    if facts.shared and Purpose(facts.purpose) in FOR_ONE_PERSON:
        return Refusal.SHARED
    return None


def is_held_by_merging(*, kept: Standing, gone: Standing, together: Standing) -> bool:
    """Whether a yes has to be asked for again after two records become one.

    A yes stays only where it stood at the address that is kept and nothing on the other side speaks
    against it: what was confirmed from one mailbox says nothing of another.
    """
    return together is Standing.GIVEN and (kept is not Standing.GIVEN or gone in BINDS_BOTH)
