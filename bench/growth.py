"""The dashboard and `figures` at ten thousand and at a million downloads.

The cost of the dashboard must hardly grow: it reads daily tallies. `figures` reads the rows themselves, so
that it can be trusted to check the tallies; its time is told, and grows with them.
"""

import io
import json

from bench.inside import Visitor, handler, set_up
from bench.rows import make_history
from bench.timing import median_cost

FEW, MANY = 10_000, 1_000_000


def sign_in(visitor: Visitor) -> None:
    """Give the visitor an administrator's session."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model

    user = get_user_model().objects.filter(is_superuser=True).first()
    if user is None:
        user = get_user_model().objects.create_superuser(email="measuring@example.org")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    visitor.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def measure_at(number: int) -> dict:
    """The costs with so many downloads."""
    from django.core.cache import caches
    from django.core.management import call_command

    make_history(number)
    visitor = Visitor(handler())
    sign_in(visitor)

    def dashboard():
        for cache in caches.all():
            cache.clear()
        status, _, _ = visitor.ask("/admin/")
        assert status == 200, f"the dashboard answers {status}"

    def figures(*options: str):
        call_command("figures", "downloads", *options, "--format", "json", stdout=io.StringIO())

    return {
        "dashboard": median_cost(dashboard, rounds=15),
        "figures": median_cost(figures, rounds=3),
        "figures_by_month": median_cost(lambda: figures("--by", "month"), rounds=3),
        "figures_one_guide_by_source": median_cost(
            lambda: figures("--resource", "send-review-guide", "--by", "source"), rounds=3
        ),
    }


def main(few: int = FEW, many: int = MANY) -> dict:
    """Measure at both sizes; the last line of what is printed is the result."""
    set_up()
    at = {str(number): measure_at(number) for number in (few, many)}
    less, more = at[str(few)], at[str(many)]
    return {
        "at": at,
        "dashboard_ratio": round(more["dashboard"]["cpu_ms"] / less["dashboard"]["cpu_ms"], 2),
        "dashboard_wall_ratio": round(more["dashboard"]["wall_ms"] / less["dashboard"]["wall_ms"], 2),
        "figures_seconds": round(more["figures_by_month"]["wall_ms"] / 1000, 2),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
