"""What an import linter does not see: a lower room names no higher one by a word."""

import pytest

from tests.architecture import rooms


@pytest.mark.parametrize("room", rooms.ORDER)
def test_no_room_names_a_higher_one(room):
    assert rooms.breaches(room) == []


@pytest.mark.parametrize(
    "line",
    [
        'guide = models.ForeignKey("resources.Resource", models.CASCADE)',
        "guide = models.ForeignKey('resources.Resource', models.CASCADE)",
        'subpage_types = ["resources.ResourcePage"]',
        'Resource = apps.get_model("resources", "Resource")',
        'Resource = apps.get_model("resources.Resource")',
        'href = reverse("resources:get", args=[slug])',
        'return redirect("resources:get", slug=slug)',
        'return render(request, "resources/get.html")',
    ],
)
def test_a_planted_breach_in_python_is_found(line):
    assert rooms.words_in_python(line) & rooms.above("pages") == {"resources"}


@pytest.mark.parametrize(
    "line",
    [
        '{% extends "resources/page.html" %}',
        '{% include "resources/parts/form.html" with form=form %}',
        "{% load i18n suite %}",
        "{% load figures from suite %}",
        '<a href="{% url "resources:get" slug %}">',
        "<a href=\"{% url 'resources:get' slug %}\">",
    ],
)
def test_a_planted_breach_in_a_template_is_found(line):
    assert rooms.words_in_template(line, {"suite": "resources"}) & rooms.above("pages") == {"resources"}


def test_what_stands_below_may_be_named():
    assert not rooms.words_in_python('models.ForeignKey("people.Person", models.CASCADE)') & rooms.above(
        "resources"
    )
