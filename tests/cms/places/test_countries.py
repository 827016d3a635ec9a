"""Countries by name, in both languages."""

import pytest
from django.utils import translation
from django_countries import countries

from cms.places.countries import country_code, country_name, country_names


def test_every_country_has_a_welsh_name():
    with translation.override("cy"):
        names = dict(country_names())
        assert country_name("GB-WLS") == "Cymru"
    assert len(names) == len(countries)
    assert all(names.values())
    assert (names["FR"], names["DE"], names["IE"]) == ("Ffrainc", "Yr Almaen", "Iwerddon")
    with translation.override("en"):
        assert country_name("FR") == "France"


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_list_is_in_order_whatever_the_accents(language):
    with translation.override(language):
        codes = [code for code, _name in country_names()]
    if language == "en":
        assert codes.index("AX") < codes.index("DZ"), "Åland stands with A"
    assert codes.index("CI") < codes.index("HR"), "Côte d’Ivoire stands before Croatia"


@pytest.mark.parametrize(
    ("words", "code"), [("Ffrainc", "FR"), ("yr almaen", "DE"), ("France", "FR"), ("Atlantis", "")]
)
def test_knows_a_country_by_either_name(words, code):
    assert country_code(words) == code
