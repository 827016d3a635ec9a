"""What this room lets go of at night."""

from datetime import datetime

from cms.core.nightly import register

from .services import forget_letters, forget_unconfirmed


@register("sign-ups never confirmed")
def sign_ups(now: datetime) -> int:
    """Nobody confirmed them within seven days."""
    return forget_unconfirmed(now=now)


@register("old letters about consent")
def letters(now: datetime) -> int:
    """What became of a letter is of no use after three months."""
    return forget_letters(now=now)
