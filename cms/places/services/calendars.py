"""When schools are closed, asked for a period."""

from datetime import date
from functools import cache

from django.db.models import Q
from govuk_bank_holidays.bank_holidays import BankHolidays

from ..models import Holiday
from ..rules import Closing, bank_holidays_of, own_before_typical


def holidays_between(first: date, last: date, authority: str = "") -> list[Closing]:
    """Return the school holidays that touch the days from `first` to `last`, both included, in order.

    For an authority (the DfE's number) its own calendar, and the typical one where that does not reach;
    without one the typical calendar of England. One query.
    """
    touching = Q(first_day__lte=last, last_day__gte=first, authority=None)
    rows = Holiday.objects.filter(touching | Q(authority_id=authority) if authority else touching)
    closings = [
        Closing(kind, begin, end, whose or "", name)
        for kind, begin, end, whose, name in rows.values_list(
            "kind", "first_day", "last_day", "authority_id", "name"
        )
    ]
    closings = own_before_typical(closings, authority)
    return [one for one in closings if one.first_day <= last and one.last_day >= first]


def bank_holidays_between(first: date, last: date) -> list[date]:
    """Return the bank holidays of England and Wales in a period, in order.

    From the published list as far as the installed package carries it, and by the ordinary rule before and
    after. Nothing is asked over the network.
    """
    published, begin, end = _published()
    days = {day for day in published if first <= day <= last}
    for year in range(first.year, last.year + 1):
        if not begin <= year <= end:
            days |= {day for day in bank_holidays_of(year) if first <= day <= last}
    return sorted(days)


@cache
def _published() -> tuple[frozenset[date], int, int]:
    """The days of the list, and the first and last year it covers."""
    holidays = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    days = frozenset(holiday["date"] for holiday in holidays)
    return days, min(days).year, max(days).year
