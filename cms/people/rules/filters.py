"""The part of an address that narrows a list, in one spelling."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

# Which page, which order, which file: how one looks at a list, not what is in it.
_NOT_A_FILTER = frozenset({"p", "export", "ordering", "_w_filter_fragment", "next", "csrfmiddlewaretoken"})
LONGEST = 1000


def plain_query(pairs: Iterable | str) -> str:
    """Return the filters of a query as `name=value&…`, sorted, without empty ones and what is no filter.

    Takes a query as text or Django's `QueryDict`. Longer than `LONGEST` gives an empty one.
    """
    found = (
        parse_qsl(pairs)
        if isinstance(pairs, str)
        else [(name, value) for name, values in pairs.lists() for value in values]
    )
    kept = sorted(
        (name, value.strip()) for name, value in found if name not in _NOT_A_FILTER and value.strip()
    )
    query = urlencode(kept)
    return query if len(query) <= LONGEST else ""
