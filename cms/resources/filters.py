"""What the downloads report can be narrowed by. Each figure elsewhere leads here with some of these set."""

from collections import defaultdict

import django_filters
from django import forms
from django.db.models import Exists, Min, OuterRef
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from cms.core.widgets import DayRangeInput
from cms.people.choices import Role
from cms.places.choices import HomeNation, Region
from cms.places.countries import country_names
from cms.places.models import LocalAuthority

from .choices import Outcome
from .models import Download, HeardSource, Resource
from .rules import fold_words

UNKNOWN = "unknown"


def _with_unknown(choices) -> list:
    return [*choices, (UNKNOWN, _("Not known"))]


def _countries() -> list[tuple[str, str]]:
    return _with_unknown([*HomeNation.choices, *country_names()])


def _authorities() -> list[tuple[str, str]]:
    return _with_unknown(LocalAuthority.objects.values_list("code", "name"))


def family_of(source: int) -> set[int]:
    """The keys of a source and of all that were merged into it, however long the chain. One query."""
    merged = defaultdict(list)
    for pk, into in HeardSource.objects.exclude(merged_into=None).values_list("pk", "merged_into"):
        merged[into].append(pk)
    family, waiting = set(), [source]
    while waiting:
        pk = waiting.pop()
        if pk not in family:
            family.add(pk)
            waiting += merged[pk]
    return family


class TakenFilter(django_filters.ModelChoiceFilter):
    """A guide that somebody has taken, for the list of people."""

    def filter(self, queryset, value):
        """Narrow to those of whom a download of it counts."""
        if not value:
            return queryset
        taken = Download.objects.counted().filter(person=OuterRef("pk"), resource=value)
        return queryset.filter(Exists(taken))


def guide_taken() -> TakenFilter:
    """The filter by a guide that the suite offers to the list of people."""
    return TakenFilter(
        label=_("Has taken"),
        queryset=lambda request: Resource.objects.order_by("title"),
        empty_label=_("All guides"),
    )


class UnknownChoiceFilter(django_filters.ChoiceFilter):
    """A choice among values, and “not known” for none: unknown is a value, never left out."""

    def filter(self, queryset, value):
        """Narrow to the value chosen."""
        return (
            super().filter(queryset, value) if value != UNKNOWN else queryset.filter(**{self.field_name: ""})
        )


def _sources() -> list[tuple[str, str]]:
    sources = HeardSource.objects.filter(merged_into=None).values_list("pk", "name")
    return [
        *((str(pk), name) for pk, name in sources),
        (SourceFilter.UNSORTED, _now("Only their own words, not sorted yet")),
        (UNKNOWN, _now("Not known")),
    ]


# Where no region is named, the country tells whether one could be: these are England, or nothing at all.
PERHAPS_ENGLAND = ("", "GB", HomeNation.ENGLAND.value)
ELSEWHERE = "elsewhere"


class RegionFilter(django_filters.ChoiceFilter):
    """A region of England, outside England, or not known."""

    def filter(self, queryset, value):
        """Narrow to the region, or to one of the two ways of having none."""
        if value == ELSEWHERE:
            return queryset.filter(region="").exclude(country__in=PERHAPS_ENGLAND)
        if value == UNKNOWN:
            return queryset.filter(region="", country__in=PERHAPS_ENGLAND)
        return super().filter(queryset, value)


class SourceFilter(django_filters.ChoiceFilter):
    """Where they heard: a source with all that was merged into it, words not sorted yet, or nothing said."""

    UNSORTED = "unsorted"

    def filter(self, queryset, value):
        """Narrow to the answer as the team has sorted it."""
        if not value:
            return queryset
        if value in (UNKNOWN, self.UNSORTED):
            return queryset.with_heard().filter(heard_id=None, heard_phrase__isnull=value == UNKNOWN)
        return queryset.with_heard().filter(heard_id__in=family_of(int(value)))


class PeopleFilter(django_filters.ChoiceFilter):
    """Every download, or one for each person: the first that was written of those the other filters leave.

    A person is who stands behind the rows; somebody who has been erased is still one, and nobody knows who.
    """

    ONCE = "once"

    def filter(self, queryset, value):
        """Left to the filter set, because it looks at what all the others leave."""
        return queryset


class WordsFilter(django_filters.CharFilter):
    """The words somebody typed, compared as the inbox compares them."""

    def filter(self, queryset, value):
        """Narrow to downloads with these words, however they were spelled."""
        return super().filter(queryset, fold_words(value) if value else value)


class DownloadFilterSet(WagtailFilterSet):
    """The filters of the downloads report, in the order people think of them."""

    day = django_filters.DateFromToRangeFilter(label=_("Period"), widget=DayRangeInput)
    resource = django_filters.ModelChoiceFilter(
        label=_("Guide"), queryset=Resource.objects.order_by("title"), empty_label=_("All guides")
    )
    outcome = django_filters.MultipleChoiceFilter(
        label=_("Counted, or why not"), choices=Outcome.choices, widget=forms.CheckboxSelectMultiple
    )
    source = SourceFilter(label=_("Where they heard"), choices=_sources, empty_label=_("Anywhere"))
    role = UnknownChoiceFilter(
        label=_("Role"), choices=_with_unknown(Role.choices), empty_label=_("All roles")
    )
    region = RegionFilter(
        label=_("Region"),
        choices=_with_unknown([*Region.choices, (ELSEWHERE, _("Outside England"))]),
        empty_label=_("All regions"),
    )
    authority = UnknownChoiceFilter(
        label=_("Local authority"), choices=_authorities, empty_label=_("All authorities")
    )
    country = UnknownChoiceFilter(label=_("Country"), choices=_countries, empty_label=_("All countries"))
    mapped = django_filters.ChoiceFilter(
        field_name="outcode",
        label=_("Postcode district"),
        method="filter_mapped",
        choices=[("known", _("Known, so it is on the map")), (UNKNOWN, _("Not known"))],
        empty_label=_("Known or not"),
    )
    people = PeopleFilter(
        label=_("People"),
        choices=[(PeopleFilter.ONCE, _("One download for each person"))],
        empty_label=_("Every download"),
    )
    words = WordsFilter(field_name="heard_phrase__folded", label=_("In their words, all of them"))
    first_ever = django_filters.BooleanFilter(label=_("New people: their first download of all"))

    class Meta:
        model = Download
        fields: tuple = ()

    def filter_mapped(self, queryset, _name, value):
        """Narrow to downloads with a postcode district, or to those without."""
        return queryset.filter(outcode="") if value == UNKNOWN else queryset.exclude(outcode="")

    def filter_queryset(self, queryset):
        """Apply the filters, and last of all take one download for each person."""
        queryset = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("people") == PeopleFilter.ONCE:
            firsts = queryset.order_by().values("downloader").annotate(written=Min("pk")).values("written")
            queryset = queryset.filter(pk__in=firsts)
        return queryset
