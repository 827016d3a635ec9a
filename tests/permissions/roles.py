"""The roles a URL is asked for as, and what an answer to each means."""

from dataclasses import dataclass

from cms.accounts.choices import StaffGroup

ANONYMOUS, STAFF = "anonymous", "plain staff"
ROLES = {
    ANONYMOUS: None,
    STAFF: None,
    "editor": StaffGroup.EDITORS,
    "moderator": StaffGroup.MODERATORS,
    "communications": StaffGroup.COMMUNICATIONS,
    "data officer": StaffGroup.DATA_OFFICERS,
    "administrator": StaffGroup.ADMINISTRATORS,
}

OK, LOGIN, REFUSED, MISSING, AWAY, POST_ONLY, GONE, BAD = (
    "ok",
    "login",
    "refused",
    "missing",
    "away",
    "post only",
    "gone",
    "bad request",
)


@dataclass(frozen=True)
class Row:
    """A URL and what each role gets, in the order of ROLES.

    `path` is asked for with GET; it may name things of the world in braces. A row may stand for a whole
    namespace of Wagtail's own screens; then its path is the one that tells most.
    """

    path: str
    expected: tuple[str, ...]


def meaning(response) -> str:
    """What an answer means to whoever asked."""
    status, to = response.status_code, response.headers.get("Location", "")
    if status in (200, 204):
        return OK
    if status in (301, 302):
        if to.startswith(("/admin/login/", "/accounts/login/", "/accounts/reauthenticate/")):
            return LOGIN
        return REFUSED if to == "/admin/" else AWAY
    return {400: BAD, 403: REFUSED, 404: MISSING, 405: POST_ONLY, 410: GONE}.get(status, str(status))


def everybody(what: str) -> tuple[str, ...]:
    """The same for every role."""
    return (what,) * len(ROLES)


def only(*roles: str, what: str = OK) -> tuple[str, ...]:
    """Those named get in; others who may enter the admin are refused, the rest are asked to sign in."""
    return tuple(
        what if role in roles else LOGIN if role in (ANONYMOUS, STAFF) else REFUSED for role in ROLES
    )


GROUPS = tuple(role for role, group in ROLES.items() if group)
EDITOR, MODERATOR, COMMS, DATA, ADMIN = GROUPS
