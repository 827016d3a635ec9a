"""Every write to downloads that is more than one save."""

from .counting import complete_download, rebuild_tallies
from .ordering import order_letter
from .requests import ask_for_download, phrase_for, staff_addresses, staff_users
from .taking import Answers, take_again, take_by_form

__all__ = [
    "Answers",
    "ask_for_download",
    "complete_download",
    "order_letter",
    "phrase_for",
    "rebuild_tallies",
    "staff_addresses",
    "staff_users",
    "take_again",
    "take_by_form",
]
