"""What became of a school: the chain from one that closed to the one that stands there now. Pure."""

from collections.abc import Callable, Sequence


def last_in_line(
    urn: int, *, is_open: Callable[[int], bool], successors: Callable[[int], Sequence[int]]
) -> int:
    """Return the URN of the school that a school has become, or its own.

    The chain goes on as long as a school is closed and has exactly one successor: most often one school
    that became an academy. Where a school was split, nobody can say which one is meant, and the chain ends
    there. A chain that leads round in a circle says nothing: the school it began with is returned.
    """
    seen = [urn]
    while not is_open(seen[-1]):
        following = successors(seen[-1])
        if len(following) != 1:
            break
        if following[0] in seen:
            return urn
        seen.append(following[0])
    return seen[-1]
