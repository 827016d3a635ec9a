"""The exact solution: who, under the quotas, has the highest total score.

A mixed-integer programme for HiGHS, by way of SciPy. Candidates in the same quotas are interchangeable, so of
each such group only as many as there are places take part.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pool import Candidate, Quota

# No gap at all: the best, not one that is nearly so.
_EXACTLY = {"mip_rel_gap": 0.0, "presolve": True}
_NO_ANSWER = 2
# Weights are whole numbers: a bound that is not a whole point above the best is not above it.
_NEARLY = 1e-6


class SolverError(RuntimeError):
    """The solver gave no answer that could be checked. Nothing is proposed rather than something wrong."""


@dataclass(frozen=True)
class Pool:
    """Candidates in the order of their rank: by score, equal ones by a draw with the seed."""

    candidates: tuple[Candidate, ...]
    places: int
    seed: int

    @classmethod
    def drawn(cls, candidates: Sequence[Candidate], *, places: int, seed: int) -> Pool:
        """Put candidates in their order. The same seed and ids give the same order."""
        order = sorted(candidates, key=lambda one: one.id)
        random.Random(seed).shuffle(order)  # noqa: S311 - a draw that can be repeated, not a secret
        return cls(tuple(sorted(order, key=lambda one: -one.units)), places, seed)

    @cached_property
    def units(self) -> np.ndarray:
        """Each candidate's score in ten-thousandths."""
        return np.array([one.units for one in self.candidates], dtype=np.int64)

    @cached_property
    def weights(self) -> np.ndarray:
        """The scores in their largest common unit: small whole numbers, which a solver keeps exact."""
        unit = math.gcd(*(int(units) for units in self.units)) or 1
        return (self.units // unit).astype(float)


@dataclass(frozen=True)
class Problem:
    """A pool under quotas. `members` has a row for a quota, a column for a candidate: 1 where it counts."""

    pool: Pool
    quotas: tuple[Quota, ...]
    members: np.ndarray

    @classmethod
    def of(cls, pool: Pool, quotas: Sequence[Quota]) -> Problem:
        """Find out who counts for what."""
        covered = [[quota.covers(one) for one in pool.candidates] for quota in quotas]
        members = np.array(covered, dtype=np.int8).reshape(len(quotas), len(pool.candidates))
        return cls(pool, tuple(quotas), members)

    def only(self, places: Sequence[int]) -> Problem:
        """The same pool under some of the quotas, told by their place."""
        return Problem(self.pool, tuple(self.quotas[one] for one in places), self.members[list(places)])

    def without(self, place: int) -> Problem:
        """The same pool under all quotas but one."""
        return self.only([one for one in range(len(self.quotas)) if one != place])

    def counts(self, chosen: Sequence[int]) -> list[int]:
        """How many of those chosen each quota covers."""
        return [int(count) for count in self.members[:, list(chosen)].sum(axis=1)]


@dataclass(frozen=True)
class Solution:
    """Who is chosen, by place in the pool's order, and their total in ten-thousandths of a point."""

    chosen: tuple[int, ...]
    units: int


def solve(problem: Problem) -> Solution | None:
    """The highest total score under the quotas in at most `places` places; None when they cannot be met.

    Among equal totals more people are better, then an earlier place in the draw.
    Raises `SolverError` when the answer of the library breaks a quota, which would be its fault.
    """
    pool, kept = problem.pool, _worth_looking_at(problem)
    weights = pool.weights[kept]
    rows, low, high = _bounds(problem, kept)
    best = _milp(-weights, rows, low, high)
    if best is None:
        return None
    # Again with the total kept: as many as may be, and of those the earliest in the order.
    wanted = np.arange(len(kept), 0, -1, dtype=float) + float(len(kept)) * len(kept)
    again = _milp(
        -wanted,
        vstack([rows, csr_array(weights.reshape(1, -1))]),
        np.append(low, weights[best].sum() - 0.5),
        np.append(high, np.inf),
    )
    total = int(pool.units[kept][best].sum())
    chosen = best if again is None or int(pool.units[kept][again].sum()) != total else again
    solution = Solution(tuple(int(place) for place in kept[chosen]), total)
    _check(problem, solution)
    return solution


def can_be_met(problem: Problem) -> bool:
    """Whether there is any selection at all under the quotas."""
    kept = _worth_looking_at(problem)
    return _milp(np.zeros(len(kept)), *_bounds(problem, kept)) is not None


def gain_without(problem: Problem, place: int, solution: Solution) -> int:
    """By how much the best total rises, in ten-thousandths, when one quota is not there.

    Fractions of people can only score more than whole ones, so where even they gain nothing, nobody does.
    """
    freer = problem.without(place)
    pool, kept = problem.pool, _worth_looking_at(freer)
    rows, low, high = _bounds(freer, kept)
    now = float(pool.weights[list(solution.chosen)].sum())
    relaxed = _values(-pool.weights[kept], rows, low, high, np.ones(len(kept)), whole=False)
    if relaxed is not None and float(pool.weights[kept] @ relaxed) < now + 1 - _NEARLY:
        return 0
    best = _milp(-pool.weights[kept], rows, low, high)
    if best is None:
        raise SolverError("A quota fewer cannot make a selection impossible.")
    return int(pool.units[kept][best].sum()) - solution.units


def least_relaxation(problem: Problem) -> list[tuple[int, int, int]]:
    """The least change of quotas that makes a selection possible, and among equals the best score.

    Returns for each quota that changes its place in `quotas`, by how many its minimum goes down, and by how
    many its maximum goes up.
    """
    pool, quotas, kept = problem.pool, problem.quotas, _worth_looking_at(problem)
    members, count, people = problem.members[:, kept], len(quotas), len(kept)
    less = csr_array(np.eye(count))
    more = csr_array(-np.eye(count))
    nothing = csr_array((count, count))
    # Columns: the people, then how far each minimum goes down, then how far each maximum goes up.
    rows = vstack(
        [
            _beside(csr_array(members.astype(float)), less, nothing),
            _beside(csr_array(members.astype(float)), nothing, more),
            _beside(csr_array(np.ones((1, people))), csr_array((1, count)), csr_array((1, count))),
        ]
    )
    low = np.concatenate([[quota.minimum for quota in quotas], np.full(count + 1, -np.inf)])
    most = [np.inf if quota.maximum is None else quota.maximum for quota in quotas]
    high = np.concatenate([np.full(count, np.inf), most, [pool.places]])
    ceiling = np.concatenate(
        [np.ones(people), [quota.minimum for quota in quotas], np.full(count, float(people))]
    )
    changes = np.concatenate([np.zeros(people), np.ones(2 * count)])
    first = _values(changes, rows, low, high, ceiling)
    if first is None:
        raise SolverError("No relaxation was found, though dropping every quota is one.")
    fewest = round(float(changes @ first))
    score = np.concatenate([-pool.weights[kept], np.zeros(2 * count)])
    second = _values(
        score,
        vstack([rows, csr_array(changes.reshape(1, -1))]),
        np.append(low, -np.inf),
        np.append(high, fewest + 0.5),
        ceiling,
    )
    values = first if second is None else second
    down = np.rint(values[people : people + count]).astype(int)
    up = np.rint(values[people + count :]).astype(int)
    return [(place, int(down[place]), int(up[place])) for place in range(count) if down[place] or up[place]]


def _worth_looking_at(problem: Problem) -> np.ndarray:
    """Of everybody in the same quotas, the first `places` in the order: nobody else can be needed."""
    taken: dict[bytes, int] = {}
    kept = []
    for place, column in enumerate(np.ascontiguousarray(problem.members.T)):
        key = column.tobytes()
        if taken.get(key, 0) < problem.pool.places:
            taken[key] = taken.get(key, 0) + 1
            kept.append(place)
    return np.array(kept, dtype=int)


def _bounds(problem: Problem, kept: np.ndarray):
    """The quotas and the number of places as rows with a lower and an upper bound."""
    members = csr_array(problem.members[:, kept].astype(float))
    rows = vstack([members, csr_array(np.ones((1, len(kept))))])
    low = np.array([*(float(quota.minimum) for quota in problem.quotas), 0.0])
    most = (np.inf if quota.maximum is None else float(quota.maximum) for quota in problem.quotas)
    return rows, low, np.array([*most, float(problem.pool.places)])


def _beside(*parts: csr_array):
    return hstack(parts, format="csr")


def _milp(costs, rows, low, high) -> np.ndarray | None:
    """Who is chosen at the least cost, by place; None when nothing is possible."""
    values = _values(costs, rows, low, high, np.ones(len(costs)))
    return None if values is None else np.flatnonzero(np.rint(values).astype(int))


def _values(costs, rows, low, high, ceiling, *, whole: bool = True) -> np.ndarray | None:
    answer = milp(
        costs,
        constraints=LinearConstraint(rows, low, high),
        bounds=Bounds(0, ceiling),
        integrality=np.full(len(costs), int(whole)),
        options=_EXACTLY,
    )
    if answer.x is None:
        if answer.status != _NO_ANSWER:
            raise SolverError(f"The solver stopped: {answer.message}")
        return None
    return answer.x


def _check(problem: Problem, solution: Solution) -> None:
    """Count again in whole numbers what the solver worked out in floating point."""
    right = len(solution.chosen) <= problem.pool.places and all(
        quota.minimum <= count and (quota.maximum is None or count <= quota.maximum)
        for quota, count in zip(problem.quotas, problem.counts(solution.chosen), strict=True)
    )
    if not right:
        raise SolverError("The solver's answer breaks a quota.")
