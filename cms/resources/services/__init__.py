"""Every write to downloads that is more than one save."""

from .counting import complete_download, rebuild_tallies
from .requests import ask_for_download, phrase_for, staff_addresses, staff_users

__all__ = [
    "ask_for_download",
    "complete_download",
    "phrase_for",
    "rebuild_tallies",
    "staff_addresses",
    "staff_users",
]
