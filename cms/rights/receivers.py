"""Hears that a backup was put back."""

from django.utils import timezone

from cms.core.signals import restored

from .services.erasing import repeat_after_restore


def erase_again(sender, *, made_at, say=lambda _line: None, **kwargs) -> None:
    """Erase again whoever was erased since the backup was made. A failure makes the restore fail."""
    repeat_after_restore(made_at=made_at, now=timezone.now(), say=say)


def connect() -> None:
    """Listen; twice means once."""
    restored.connect(erase_again, dispatch_uid="rights.erase_again")
