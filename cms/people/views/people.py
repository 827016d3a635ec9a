"""The screens about people in Wagtail's admin: the list, one person, and what may be corrected."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.log_actions import log

from cms.accounts.services import record_export
from cms.core.exports import SafeExportMixin
from cms.core.paginators import CappedPaginator
from cms.places.reports import authority_name, country_name, region_name

from ..models import Person
from ..permissions import may_export_people
from ..timeline import timeline_of


def place_in_words(person: Person) -> str:
    """Where somebody works, from the nearest we know to the furthest; empty when nothing is known."""
    parts = [authority_name(person.authority), region_name(person.region), country_name(person.country)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


class PeopleIndex(SafeExportMixin, generic.IndexView):
    """Everybody known, found by name, e-mail address or organisation."""

    page_title = _("People")
    any_permission_required = ("view",)
    paginator_class = CappedPaginator
    results_template_name = "people/admin/index_results.html"
    list_export = (
        "email",
        "name",
        "get_role_display",
        "get_organisation_type_display",
        "organisation_name",
        "postcode",
        "country",
        "get_region_display",
        "authority_name",
        "get_place_method_display",
        "language",
        "is_shared_mailbox",
        "created_at",
    )
    export_headings = {  # noqa: RUF012 - Wagtail reads a plain dictionary from the class
        "email": _("E-mail address"),
        "name": _("Name"),
        "get_role_display": _("Role"),
        "get_organisation_type_display": _("Type of organisation"),
        "organisation_name": _("Organisation"),
        "postcode": _("Postcode"),
        "country": _("Country"),
        "get_region_display": _("Region"),
        "authority_name": _("Local authority (approximate)"),
        "get_place_method_display": _("How the place is known"),
        "language": _("Language"),
        "is_shared_mailbox": _("Shared mailbox"),
        "created_at": _("First known"),
    }

    def may_export(self) -> bool:
        """A list of people leaves the site only with those who answer for it."""
        return may_export_people(self.request.user)

    def get_filename(self) -> str:
        """The name of the file, before its day."""
        return _now("people")

    @cached_property
    def columns(self):
        """What the list shows of each person."""
        return [
            self._get_title_column("__str__", get_url=self.get_inspect_url, label=_("Person")),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("role", label=_("Role"), accessor="get_role_display"),
            Column("organisation_name", label=_("Organisation")),
            Column("place", label=_("Where"), accessor=place_in_words),
            BooleanColumn("is_shared_mailbox", label=_("Shared mailbox")),
            DateColumn("created_at", label=_("First known"), sort_key="created_at"),
        ]

    def _get_title_column(self, field_name, column_class=TitleColumn, **kwargs):
        column_class = self._get_title_column_class(column_class)
        return column_class(field_name, accessor=str, **kwargs)

    def search_queryset(self, queryset):
        """Find each word somewhere in name, address or organisation, so that “ann leeds” finds Ann at
        Leeds.
        """
        for word in self.search_query.split()[:8]:
            queryset = queryset.filter(
                Q(email__icontains=word) | Q(name__icontains=word) | Q(organisation_name__icontains=word)
            )
        return queryset

    def filter_queryset(self, queryset):
        """Nobody at all when a filter cannot be read: everybody would pass for an answer."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def to_row_dict(self, item):
        """One person's cells, with the authority by name."""
        item.authority_name = authority_name(item.authority)
        return super().to_row_dict(item)

    def as_spreadsheet(self, queryset, spreadsheet_format: str):
        """Send the list, and write down that it was taken."""
        filters = {key: value for key, value in self.request.GET.items() if key != "q"}
        record_export(user=self.request.user, what="people", filters=filters, now=timezone.now())
        return super().as_spreadsheet(queryset, spreadsheet_format)


class PersonView(generic.InspectView):
    """All that is known of one person. Each app adds its part through the hook `register_person_panels`."""

    any_permission_required = ("view",)
    template_name = "people/admin/person.html"
    page_title = _("Person")

    def get_breadcrumbs_items(self):
        """People, then this person."""
        items = super().get_breadcrumbs_items()
        return [*items[:2], {"url": "", "label": self.get_page_subtitle()}]

    def get_facts(self) -> list[tuple[str, object]]:
        """What they told us of themselves, label and value, in the order of the form."""
        person = self.object
        return [
            (_now("E-mail address"), person.email),
            (_now("Shared mailbox"), _now("yes") if person.is_shared_mailbox else ""),
            (_now("Name"), person.name),
            (_now("Role"), person.get_role_display()),
            (_now("Type of organisation"), person.get_organisation_type_display()),
            (_now("Organisation"), person.organisation_name),
            (_now("Postcode"), person.postcode or person.outcode),
            (_now("Where"), place_in_words(person)),
            (_now("How the place is known"), person.get_place_method_display()),
            (_now("First known"), person.created_at),
        ]

    def get_context_data(self, **kwargs):
        """The facts, the panels of all apps, and the timeline."""
        panels = [
            panel
            for fn in hooks.get_hooks("register_person_panels")
            for panel in fn(self.request, self.object)
        ]
        return super().get_context_data(
            **kwargs,
            object=self.object,
            facts=self.get_facts(),
            panels=sorted(panels, key=lambda panel: getattr(panel, "order", 100)),
            timeline=timeline_of(self.object),
        )


class PersonEdit(generic.EditView):
    """Corrects what is known of somebody. Logged without their name, which a log would keep for ever."""

    inspect_url_name = None

    def save_instance(self):
        """Save and log under the number of the person."""
        with transaction.atomic():
            person = self.form.save()
            log(
                instance=person,
                action="wagtail.edit",
                title=_now("Person %(number)s") % {"number": person.pk},
                content_changed=self.form.has_changed(),
                data={"fields": list(self.form.changed_data)},
            )
        return person

    def get_success_url(self):
        """Back to the person's page."""
        return reverse(self.inspect_url_name, args=[self.object.pk])
