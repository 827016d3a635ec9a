"""What the list of people can be narrowed by, and how words typed into it find somebody."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from cms.core.widgets import DayRangeInput
from cms.places.choices import Region
from cms.places.models import LocalAuthority

from ..choices import OrganisationType, Role
from ..models import Person, Tag

UNKNOWN = "unknown"
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def _with_unknown(choices) -> list:
    return [*choices, (UNKNOWN, _("Not known"))]


def _authorities() -> list[tuple[str, str]]:
    return _with_unknown(LocalAuthority.objects.values_list("code", "name"))


class UnknownChoiceFilter(django_filters.ChoiceFilter):
    """A choice among values, and “not known” for none: unknown is a value, never left out."""

    def filter(self, queryset, value):
        """Narrow to the value chosen."""
        return (
            super().filter(queryset, value) if value != UNKNOWN else queryset.filter(**{self.field_name: ""})
        )


class MatchedFilter(django_filters.ChoiceFilter):
    """Whether the organisation somebody typed is one that we know."""

    def filter(self, queryset, value):
        """Matched; typed and not matched; or none typed."""
        if value == "yes":
            return queryset.filter(organisation__isnull=False)
        if value == "no":
            return queryset.filter(organisation__isnull=True).exclude(organisation_name="")
        return (
            queryset.filter(organisation__isnull=True, organisation_name="") if value == UNKNOWN else queryset
        )


class YesNoFilter(django_filters.ChoiceFilter):
    """A fact that is so or not so."""

    def __init__(self, **kwargs):
        super().__init__(choices=YES_NO, empty_label=_("All"), **kwargs)

    def filter(self, queryset, value):
        """Narrow to yes or no."""
        return queryset.filter(**{self.field_name: value == "yes"}) if value else queryset


class AmongFilter(YesNoFilter):
    """Whether somebody is among those whom another app picks; `among` narrows people to them."""

    def __init__(self, *, among, **kwargs):
        super().__init__(**kwargs)
        self.among = among

    def filter(self, queryset, value):
        """Narrow to those picked, or to the others."""
        if not value:
            return queryset
        picked = self.among(Person.objects.all()).order_by().values("pk")
        return queryset.filter(pk__in=picked) if value == "yes" else queryset.exclude(pk__in=picked)


class PersonFilterSet(WagtailFilterSet):
    """What the list of people can be narrowed by. Another app adds to it with `offer_filter`."""

    created_at = django_filters.DateFromToRangeFilter(label=_("First known"), widget=DayRangeInput)
    role = UnknownChoiceFilter(
        label=_("Role"), choices=_with_unknown(Role.choices), empty_label=_("All roles")
    )
    organisation_type = UnknownChoiceFilter(
        label=_("Type of organisation"),
        choices=_with_unknown(OrganisationType.choices),
        empty_label=_("All types"),
    )
    matched = MatchedFilter(
        label=_("Organisation matched"),
        choices=[("yes", _("Matched")), ("no", _("Typed, not matched")), (UNKNOWN, _("None given"))],
        empty_label=_("All"),
    )
    region = UnknownChoiceFilter(
        label=_("Region"), choices=_with_unknown(Region.choices), empty_label=_("All regions")
    )
    authority = UnknownChoiceFilter(
        label=_("Local authority"), choices=_authorities, empty_label=_("All authorities")
    )
    tag = django_filters.ModelChoiceFilter(
        field_name="tags", label=_("Tag"), queryset=lambda request: Tag.objects.all(), empty_label=_("All")
    )
    shared = YesNoFilter(field_name="is_shared_mailbox", label=_("Shared mailbox"))

    class Meta:
        model = Person
        fields: tuple = ()


def offer_filter(name: str, one: django_filters.Filter) -> None:
    """Let the list of people be narrowed by what another app knows. Call it once, when the site starts."""
    PersonFilterSet.base_filters.setdefault(name, one)


def search_people(queryset, asked: str):
    """Find each word in name, any address or organisation, so that “ann leeds” finds Ann at Leeds."""
    for word in asked.split()[:8]:
        others = Person.objects.filter(merged_into__isnull=False, email__icontains=word)
        queryset = queryset.filter(
            Q(email__icontains=word)
            | Q(name__icontains=word)
            | Q(organisation_name__icontains=word)
            | Q(pk__in=others.values("merged_into"))
        )
    return queryset
