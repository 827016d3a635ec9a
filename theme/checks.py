"""A sentence for whoever changed a part and forgot to put the whole together."""

from typing import Any

from django.conf import settings
from django.core.checks import Warning as Notice

from .bundle import stale


def bundle_is_fresh(**_: Any) -> list[Notice]:
    """Warn in development where the served files differ from their parts."""
    behind = stale() if settings.DEBUG else []
    if not behind:
        return []
    return [
        Notice(
            f"The theme serves files older than their parts: {', '.join(behind)}.",
            hint="Run manage.py bundle_theme.",
            id="theme.W001",
        )
    ]
