"""`python -m bench.selection`: choosing 28 of 72 and 300 of 5,000, and whether it is the best there is."""

import json
import random
import time
from decimal import Decimal
from itertools import combinations

import django

SEED = 20170911


def pool(number: int):
    """A made-up pool, the same every time: nine regions, four phases, five roles, one area in five."""
    from courses.assessment.rules import Candidate

    chance = random.Random(SEED)
    return [
        Candidate(
            str(one),
            Decimal(chance.randint(200, 3000)) / 100,
            {
                "region": f"R{chance.randint(1, 9)}",
                "area": "y" if chance.random() < 0.2 else "n",
                "phase": f"P{chance.randint(1, 4)}",
                "role": f"r{chance.randint(1, 5)}",
            },
        )
        for one in range(number)
    ]


def seconds(number: int, quotas: list, places: int) -> float:
    """How long one whole proposal takes, with its prices, reasons and reserves."""
    from courses.assessment.rules import propose

    people = pool(number)
    begun = time.perf_counter()
    proposal = propose(people, quotas, places=places)
    taken = time.perf_counter() - begun
    if not proposal.feasible:
        raise RuntimeError(f"The pool of {number} must have a selection: {proposal.why}")
    return round(taken, 2)


def below_the_best(cases: int = 200) -> int:
    """In how many small cases a proposal scores less than the best of all selections there are."""
    from courses.assessment.rules import Quota, propose

    chance = random.Random(SEED)
    worse = 0
    for _case in range(cases):
        people = chance.sample(pool(400), 9)
        quotas = [Quota("area", "y", chance.randint(0, 2)), Quota("phase", "P1", 0, chance.randint(0, 2))]
        totals = [
            sum(one.score for one in chosen)
            for size in range(5)
            for chosen in combinations(people, size)
            if sum(quotas[0].covers(one) for one in chosen) >= quotas[0].minimum
            and sum(quotas[1].covers(one) for one in chosen) <= quotas[1].maximum
        ]
        proposal = propose(people, quotas, places=4)
        worse += proposal.feasible != bool(totals) or (bool(totals) and proposal.total != max(totals))
    return worse


def main() -> None:
    """Print the results."""
    django.setup()
    from courses.assessment.rules import Quota

    few = [Quota("region", f"R{one}", 2) for one in range(1, 9)] + [Quota("area", "y", 8)]
    many = [
        *(Quota("region", f"R{one}", 30, 45) for one in range(1, 10)),
        *(Quota("phase", f"P{one}", 50, 100) for one in range(1, 5)),
        *(Quota("role", f"r{one}", 40, 80) for one in range(1, 6)),
        Quota("area", "y", 120),
        Quota("area", "n", 100, 180),
    ]
    print(
        json.dumps(
            {
                "seconds_28_of_72": seconds(72, few, 28),
                "seconds_300_of_5000": seconds(5000, many, 300),
                "quotas": len(many),
                "below_the_best": below_the_best(),
            }
        )
    )


if __name__ == "__main__":
    main()
