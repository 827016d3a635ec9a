"""Every URL of the site by every role, and no URL without a row."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, get_resolver

from .roles import ROLES, meaning
from .table import DOORS, OURS, THEIRS

pytestmark = pytest.mark.django_db
ROWS = {**OURS, **THEIRS, **DOORS}
OUR_CODE = ("cms.", "theme.", "courses.", "campaigns.")


def every_pattern(
    patterns=None, namespaces=(), route=""
) -> Iterator[tuple[tuple[str, ...], URLPattern, str]]:
    """Every URL pattern with its namespaces and its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield namespaces, pattern, here
        else:
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from every_pattern(pattern.url_patterns, inner, here)


def row_name(namespaces, pattern, route="") -> str:
    """Which row a URL falls under: our own by its name, another's by its namespace or prefix."""
    name = pattern.name or ""
    if namespaces and f"{namespaces[0]}:{name}" in OURS:
        return f"{namespaces[0]}:{name}"
    if namespaces and is_ours(pattern, namespaces):
        return f"{namespaces[0]}:{name}"
    if namespaces:
        return namespaces[0]
    for prefix in ("account_", "mfa_"):
        if name.startswith(prefix):
            return f"{prefix}*"
    if name in THEIRS:
        return name
    module = pattern.callback.__module__
    return "wagtailadmin_*" if module.startswith("wagtail") else name or route


def is_ours(pattern, namespaces) -> bool:
    """Whether a view is of our own code; a view made by a viewset has its class to tell."""
    callback = pattern.callback
    view = getattr(callback, "view_class", None) or callback
    return view.__module__.startswith(OUR_CODE) or namespaces[0] in {name.partition(":")[0] for name in OURS}


def test_every_url_has_a_row():
    missing = sorted(
        {
            f"{row_name(spaces, pattern, route)} ({route})"
            for spaces, pattern, route in every_pattern()
            if row_name(spaces, pattern, route) not in ROWS
        }
    )
    assert not missing, "say in tests/permissions/table.py who may use:\n" + "\n".join(missing)


def test_every_row_has_a_url():
    found = {row_name(spaces, pattern, route) for spaces, pattern, route in every_pattern()}
    assert not set(OURS) - found - {"theme:styleguide"}
    assert not set(THEIRS) - found


def test_a_url_of_ours_cannot_hide_in_anothers_row():
    names = {
        row_name(spaces, pattern, route)
        for spaces, pattern, route in every_pattern()
        if spaces and is_ours(pattern, spaces)
    }
    assert not names & set(THEIRS)


@pytest.mark.parametrize("role", ROLES)
def test_every_row(role, world, client_of):
    client = client_of(role)
    client.raise_request_exception = False
    place = list(ROLES).index(role)
    wrong = []
    for name, row in ROWS.items():
        path = row.path.format(**world)
        response = client.get(path)
        found = meaning(response)
        for close in response._resource_closers:  # a whole `close()` would end the test's database connection
            close()
        if found != row.expected[place]:
            wrong.append(f"{name}: {path} gave {found!r}, not {row.expected[place]!r}")
    assert not wrong, f"as {role}:\n" + "\n".join(wrong)


def test_a_planted_url_without_a_row_is_found():
    from django.urls import path

    planted = path("secrets/", every_pattern, name="secrets")
    assert row_name(("resources",), planted) not in ROWS
    assert row_name((), planted) not in ROWS
