"""The screens about people in Wagtail's admin: the list, one person, and what may be corrected."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect
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
from cms.places.reports import authority_name

from ..models import Person, Tag
from ..permissions import may_change, may_export_people, may_tag
from ..reports.identity import addresses_with_ways, place_in_words
from ..timeline import kinds_in, timeline_of
from .lists import context_of_filters
from .narrowing import search_people
from .organisations import link_to


def tags_in_words(person: Person) -> str:
    """Somebody's tags, one after the other. Expects them prefetched in lists."""
    return ", ".join(tag.name for tag in person.tags.all())


def address_in_words(person: Person) -> str:
    """The main address and the others, so that one sees by which somebody was found."""
    others = ", ".join(other.email for other in person.other_addresses.all())
    if not others:
        return person.email
    return _now("%(address)s (also %(others)s)") % {"address": person.email, "others": others}


class PeopleIndex(SafeExportMixin, generic.IndexView):
    """Everybody known, found by name, e-mail address or organisation."""

    page_title = _("People")
    any_permission_required = ("view",)
    paginator_class = CappedPaginator
    template_name = "people/admin/index.html"
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
        "tag_names",
        "other_addresses_list",
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
        "tag_names": _("Tags"),
        "other_addresses_list": _("Other addresses"),
        "created_at": _("First known"),
    }

    def may_export(self) -> bool:
        """A list of people leaves the site only with those who answer for it."""
        return may_export_people(self.request.user)

    def get_filename(self) -> str:
        """The name of the file, before its day."""
        return _now("people")

    def get_base_queryset(self):
        """Everybody once, with their tags: another address of somebody is no line of its own."""
        return Person.objects.current().prefetch_related("tags", "other_addresses")

    @cached_property
    def columns(self):
        """What the list shows of each person."""
        return [
            self._get_title_column("__str__", get_url=self.get_inspect_url, label=_("Person")),
            Column("email", label=_("E-mail address"), sort_key="email", accessor=address_in_words),
            Column("role", label=_("Role"), accessor="get_role_display"),
            Column("organisation_name", label=_("Organisation")),
            Column("place", label=_("Where"), accessor=place_in_words),
            BooleanColumn("is_shared_mailbox", label=_("Shared mailbox")),
            Column("tags", label=_("Tags"), accessor=tags_in_words),
            DateColumn("created_at", label=_("First known"), sort_key="created_at"),
        ]

    def _get_title_column(self, field_name, column_class=TitleColumn, **kwargs):
        column_class = self._get_title_column_class(column_class)
        return column_class(field_name, accessor=str, **kwargs)

    def search_queryset(self, queryset):
        """Those who fit each word."""
        return search_people(queryset, self.search_query)

    def filter_queryset(self, queryset):
        """Nobody at all when a filter cannot be read: everybody would pass for an answer."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def to_row_dict(self, item):
        """One person's cells, with the authority by name."""
        item.authority_name = authority_name(item.authority)
        item.tag_names = tags_in_words(item)
        item.other_addresses_list = ", ".join(other.email for other in item.other_addresses.all())
        return super().to_row_dict(item)

    def get_context_data(self, *args, **kwargs):
        """The filters kept under a name, and what may be done with everybody who fits."""
        user = self.request.user
        return super().get_context_data(
            *args,
            **kwargs,
            **context_of_filters(self.request, "people:index"),
            may_tag=may_tag(user),
            may_change=may_change(user),
        )

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
    per_page = 50

    def dispatch(self, request, *args, **kwargs):
        """Lead on from an address that belongs to somebody known by another."""
        if self.object.merged_into_id is not None and request.method in ("GET", "HEAD"):
            return redirect("people:inspect", self.object.merged_into_id)
        return super().dispatch(request, *args, **kwargs)

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
            (_now("Matched organisation"), link_to(person.organisation)),
            (_now("Postcode"), person.postcode or person.outcode),
            (_now("Where"), place_in_words(person)),
            (_now("How the place is known"), person.get_place_method_display()),
            (_now("Language"), dict(settings.LANGUAGES).get(person.language, person.language)),
            (_now("First known"), person.created_at),
        ]

    def get_timeline(self) -> dict:
        """One page of what happened, narrowed to one kind where that was asked for."""
        entries = timeline_of(self.object)
        kinds = kinds_in(entries)
        kind = self.request.GET.get("kind", "")
        if kind in {word for word, _label, _number in kinds}:
            entries = [entry for entry in entries if entry.kind == kind]
        else:
            kind = ""
        page = Paginator(entries, self.per_page).get_page(self.request.GET.get("p"))
        return {
            "timeline": page,
            "kind_query": f"kind={kind}&" if kind else "",
            "kinds": kinds,
            "kind": kind,
            "all_entries": sum(number for *_rest, number in kinds),
        }

    def get_context_data(self, **kwargs):
        """The facts, the panels of all apps, what may be done, and the timeline."""
        person, user = self.object, self.request.user
        actions = [
            action for fn in hooks.get_hooks("register_person_actions") for action in fn(self.request, person)
        ]
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
            actions=actions,
            addresses=addresses_with_ways(person),
            tags=list(person.tags.all()),
            all_tags=Tag.objects.values_list("name", flat=True) if may_tag(user) else [],
            may_tag=may_tag(user),
            may_change=may_change(user),
            **self.get_timeline(),
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
