"""Every write about rights: erasing, copies, requests, and whose time is up."""

from .erasing import Report, erase, repeat_after_restore
from .ledger import Entry, entries

__all__ = ["Entry", "Report", "entries", "erase", "repeat_after_restore"]
