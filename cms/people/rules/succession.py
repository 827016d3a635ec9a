"""Which school of the register stands for a closed one today. Pure.

A person at a school that closed counts for the school that came after it: along the register's links from a
school to its successor, as far as one that is open. A school that was split up among several counts for none
of them, because nobody can say which.
"""

from collections.abc import Callable, Mapping, Sequence


def stands_for(
    urn: int, successors: Mapping[int, Sequence[int]], is_open: Callable[[int], bool]
) -> int | None:
    """Return the open school that stands for this one: itself when open, else its one successor's.

    `successors` gives the schools that came directly after one. None when the trail ends at a closed school,
    runs in a circle, or leads to more than one open school.
    """
    found: set[int] = set()
    seen: set[int] = set()
    waiting = [urn]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if is_open(here):
            found.add(here)
        else:
            waiting += successors.get(here, ())
    return found.pop() if len(found) == 1 else None
