"""Where somebody is; how sure that is; which areas that means; when schools are closed."""

from .areas import AreaOf, Areas, areas_of
from .calendars import bank_holidays_between, holidays_between
from .locating import forget_full_table, has_full_table, locate, locate_many
from .upgrading import Upgraded, upgrade_places

__all__ = [
    "AreaOf",
    "Areas",
    "Upgraded",
    "areas_of",
    "bank_holidays_between",
    "forget_full_table",
    "has_full_table",
    "holidays_between",
    "locate",
    "locate_many",
    "upgrade_places",
]
