"""Days are written and read as in Britain, in both languages."""

from datetime import date

import pytest
from django import forms
from django.utils import formats, translation


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("typed", ["2017-07-06", "06/07/2017"])
def test_the_day_stands_before_the_month(language, typed):
    with translation.override(language):
        assert forms.DateField().clean(typed) == date(2017, 7, 6)


def test_a_day_is_written_in_full():
    with translation.override("en"):
        assert formats.date_format(date(2017, 6, 30)) == "30 June 2017"
