"""A proposal anybody can check: who, why, what each quota costs, who comes next, and what to do if none is.

All of it comes from the exact solution in `solving`; a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import gettext as _

from .pool import DECIMALS
from .solving import Pool, Problem, can_be_met, gain_without, least_relaxation, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pool import Candidate, Quota
    from .solving import Solution

RESERVES = 5


@dataclass(frozen=True, slots=True)
class Price:
    """How many points the selection would gain if this quota were not there."""

    quota: Quota
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One bound that would have to give way: `bound` is minimum or maximum, of people."""

    quota: Quota
    bound: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed; or why nothing can be, and what would help.

    `selected` in the order of rank; `reasons` for every candidate; `reserves` for each of those chosen, who
    would take their place if they withdrew and everybody else stayed, best first; `near_ties` are candidates
    not chosen whose score is that of somebody who is.
    """

    feasible: bool
    selected: tuple[str, ...] = ()
    total: Decimal = Decimal(0)
    reasons: dict[str, str] | None = None
    price: tuple[Price, ...] = ()
    reserves: dict[str, tuple[str, ...]] | None = None
    near_ties: tuple[str, ...] = ()
    why: str = ""
    relaxation: tuple[Relaxation, ...] = ()


def propose(
    candidates: Sequence[Candidate], quotas: Sequence[Quota], *, places: int, seed: int = 0
) -> Proposal:
    """Choose for at most `places` places the people with the highest total score under the quotas.

    Equal scores are put in order by a draw with `seed`, so that the same pool gives the same proposal.

    Raises:
        ValueError: there is no place to give.
        SolverError: the solver's answer could not be confirmed.
    """
    if places < 1:
        raise ValueError(_("There must be at least one place."))
    problem = Problem.of(Pool.drawn(candidates, places=places, seed=seed), quotas)
    solution = solve(problem)
    if solution is None:
        return _not_feasible(problem)
    everybody = problem.pool.candidates
    chosen = set(solution.chosen)
    reserves = _reserves(problem, solution)
    scores = {everybody[place].units for place in chosen}
    return Proposal(
        feasible=True,
        selected=tuple(everybody[place].id for place in sorted(chosen)),
        total=_points(solution.units),
        reasons=_Reasons(problem, solution, reserves).all(),
        price=tuple(
            Price(quota, _points(gain_without(problem, place, solution)))
            for place, quota in enumerate(quotas)
        ),
        reserves={
            everybody[place].id: tuple(everybody[other].id for other in reserves[place])
            for place in sorted(chosen)
        },
        near_ties=tuple(
            one.id for place, one in enumerate(everybody) if place not in chosen and one.units in scores
        ),
    )


def _points(units: int) -> Decimal:
    return Decimal(units).scaleb(-DECIMALS)


def _reserves(problem: Problem, solution: Solution) -> dict[int, list[int]]:
    """Who could take each chosen one's place with everybody else kept: the best by score, quotas held."""
    members, everybody = problem.members, len(problem.pool.candidates)
    inside = list(solution.chosen)
    counts = np.array(problem.counts(inside), dtype=int)
    low = np.array([quota.minimum for quota in problem.quotas], dtype=int)
    high = np.array(
        [everybody if quota.maximum is None else quota.maximum for quota in problem.quotas], dtype=int
    )
    outside = np.setdiff1d(np.arange(everybody), inside)
    answers: dict[bytes, list[int]] = {}
    found = {}
    for place in inside:
        key = members[:, place].tobytes()
        if key not in answers:
            after = (counts - members[:, place])[:, None] + members[:, outside]
            fits = ((after >= low[:, None]) & (after <= high[:, None])).all(axis=0)
            answers[key] = [int(other) for other in outside[fits][:RESERVES]]
        found[place] = answers[key]
    return found


class _Reasons:
    """Why each is chosen or is not, in a few words."""

    def __init__(self, problem: Problem, solution: Solution, reserves: dict[int, list[int]]) -> None:
        self.pool, self.quotas, self.members = problem.pool, problem.quotas, problem.members
        self.chosen = set(solution.chosen)
        counts = problem.counts(solution.chosen)
        # A quota decides something only where it is met to the last person.
        self.at_least = [
            place
            for place, quota in enumerate(self.quotas)
            if quota.minimum and counts[place] == quota.minimum
        ]
        self.at_most = [place for place, quota in enumerate(self.quotas) if counts[place] == quota.maximum]
        self.first_for = self._first_for(reserves)

    def all(self) -> dict[str, str]:
        """One sentence for each candidate, in the order of rank."""
        return {one.id: self._of(place) for place, one in enumerate(self.pool.candidates)}

    def _of(self, place: int) -> str:
        rank, on_score = place + 1, place < self.pool.places
        if place in self.chosen:
            if on_score:
                return _("selected on score, rank %(rank)s") % {"rank": rank}
            if quotas := self._named(self.at_least, place):
                return _("selected for %(quotas)s, would be rank %(rank)s") % {"quotas": quotas, "rank": rank}
            return _("selected as others are above their limit, would be rank %(rank)s") % {"rank": rank}
        words = self._why_not(place, rank, on_score)
        return f"{self.first_for[place]}; {words}" if place in self.first_for else words

    def _why_not(self, place: int, rank: int, on_score: bool) -> str:
        if quotas := self._named(self.at_most, place):
            return _("not selected: %(quotas)s has reached its limit, rank %(rank)s") % {
                "quotas": quotas,
                "rank": rank,
            }
        if on_score:
            needed = ", ".join(str(self.quotas[which]) for which in self.at_least)
            return _("not selected: the place is needed for %(quotas)s, rank %(rank)s") % {
                "quotas": needed,
                "rank": rank,
            }
        return _("not selected on score, rank %(rank)s") % {"rank": rank}

    def _named(self, which: list[int], place: int) -> str:
        return _(" and ").join(str(self.quotas[one]) for one in which if self.members[one, place])

    def _first_for(self, reserves: dict[int, list[int]]) -> dict[int, str]:
        """First reserve for everybody, or for those who hold a place of a quota."""
        held: dict[int, set[str]] = {}
        for place, others in reserves.items():
            if others:
                held.setdefault(others[0], set()).add(self._named(self.at_least, place))
        return {
            other: _("first reserve")
            if "" in names
            else _("first reserve for %(quotas)s") % {"quotas": "; ".join(sorted(names))}
            for other, names in held.items()
        }


def _not_feasible(problem: Problem) -> Proposal:
    changes = []
    for place, down, up in least_relaxation(problem):
        quota = problem.quotas[place]
        if down:
            changes.append(Relaxation(quota, "minimum", quota.minimum, quota.minimum - down))
        if up:
            changes.append(Relaxation(quota, "maximum", quota.maximum, quota.maximum + up))
    return Proposal(feasible=False, why=_why(problem), relaxation=tuple(changes))


def _why(problem: Problem) -> str:
    """What stands in the way: too few in the pool, or the fewest quotas that cannot be met together."""
    there = problem.counts(range(len(problem.pool.candidates)))
    short = [
        _("%(quota)s asks for %(minimum)s, and the pool has %(there)s")
        % {"quota": quota, "minimum": quota.minimum, "there": count}
        for quota, count in zip(problem.quotas, there, strict=True)
        if count < quota.minimum
    ]
    if short:
        return "; ".join(short) + "."
    clash = list(range(len(problem.quotas)))
    for place in range(len(problem.quotas)):
        fewer = [one for one in clash if one != place]
        if not can_be_met(problem.only(fewer)):
            clash = fewer
    return _("These cannot be met together in %(places)s places: %(quotas)s.") % {
        "places": problem.pool.places,
        "quotas": ", ".join(_bounds_in_words(problem.quotas[place]) for place in clash),
    }


def _bounds_in_words(quota: Quota) -> str:
    words = []
    if quota.minimum:
        words.append(_("at least %(number)s") % {"number": quota.minimum})
    if quota.maximum is not None:
        words.append(_("at most %(number)s") % {"number": quota.maximum})
    return f"{quota} ({_(' and ').join(words)})"
