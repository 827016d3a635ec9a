"""What follows from a postcode, a date or a membership. Pure: the tables come in as an argument."""

from .calendar import (
    Closing,
    bank_holidays_of,
    easter,
    is_school_holiday,
    like_weeks,
    own_before_typical,
    school_days,
    typical_holidays,
)
from .days import read_day
from .membership import Standing, became, standing_of, surest
from .postcodes import (
    AREAS,
    CLEAR_ENOUGH,
    NATION_CLEAR_ENOUGH,
    Known,
    Place,
    Postcode,
    UnknownArea,
    normalise_postcode,
    number_of,
    parse_postcode,
    place_of,
)

__all__ = [
    "AREAS",
    "CLEAR_ENOUGH",
    "NATION_CLEAR_ENOUGH",
    "Closing",
    "Known",
    "Place",
    "Postcode",
    "Standing",
    "UnknownArea",
    "bank_holidays_of",
    "became",
    "easter",
    "is_school_holiday",
    "like_weeks",
    "normalise_postcode",
    "number_of",
    "own_before_typical",
    "parse_postcode",
    "place_of",
    "read_day",
    "school_days",
    "standing_of",
    "surest",
    "typical_holidays",
]
