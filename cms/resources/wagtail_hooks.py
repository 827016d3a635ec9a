"""Registers the suite in the admin, and the menu that other apps hang their screens in."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from cms.accounts.policies import RecordPolicy
from cms.core.todo import ToDoPanel
from cms.people.views.lists import offer_saved_filters
from cms.people.views.narrowing import offer_filter

from . import viewsets
from .admin_views.schools import organisation_columns
from .filters import guide_taken
from .models import Download, Edition, File, HeardPhrase, HeardSource, Letter, Resource, ResourcePage
from .panels import OrganisationDownloadsPanel, OrganisationReachPanel, PersonDownloadsPanel, WeekPanel
from .permissions import may_see_figures, may_see_rows
from .rules import london_day
from .to_do import to_do

for model in (Resource, File, HeardSource):
    register_permission_policy(model, RecordPolicy(model))
# The service refuses to delete an edition that somebody has taken.
register_permission_policy(Edition, RecordPolicy(Edition, never=()))
# Written by what people do: never by hand.
register_permission_policy(Download, RecordPolicy(Download, never=("add", "change", "delete")))
register_permission_policy(Letter, RecordPolicy(Letter, never=("add", "change", "delete")))
register_permission_policy(HeardPhrase, RecordPolicy(HeardPhrase, never=("add", "delete")))


# What the suite adds to the lists of a lower room.
offer_filter("taken", guide_taken())
offer_saved_filters("downloads:index", _("Downloads"))


@hooks.register("register_admin_viewset")
def register_suite():
    """Guides, editions, sources and the reports."""
    return list(viewsets.ALL)


@hooks.register("register_admin_menu_item")
def register_resources_menu():
    """The Resources menu. Another app adds to it with the hook `register_resources_menu_item`."""
    return SubmenuMenuItem(
        _("Resources"),
        Menu(register_hook_name=viewsets.MENU, construct_hook_name="construct_resources_menu"),
        name="resources",
        icon_name="doc-full",
        order=210,
    )


@hooks.register("construct_homepage_panels")
def add_panels(request, panels):
    """This week and what needs doing, before Wagtail's own panels."""
    if may_see_figures(request.user):
        panels.append(WeekPanel())
    panels.append(ToDoPanel())


@hooks.register("register_to_do")
def register_to_do(request):
    """What of the suite and of its pages waits for this person."""
    now = timezone.now()
    return to_do(request.user, today=london_day(now), now=now)


@hooks.register("register_page_header_buttons")
def add_editions_button(page, user, view_name, next_url=None):
    """From the editor of a guide's page to its editions and files."""
    if isinstance(page, ResourcePage) and page.resource_id and may_see_figures(user):
        url = reverse("guides:inspect", args=[page.resource_id])
        yield Button(_("Editions and files"), url=url, icon_name="download", priority=5)


@hooks.register("register_person_panels")
def register_downloads_panel(request, person):
    """What somebody took, for those who may see single downloads."""
    return [PersonDownloadsPanel(person)] if may_see_rows(request.user) else []


@hooks.register("register_organisation_panels")
def register_organisation_panels(request, organisation):
    """What was taken there for those who may see single downloads; reach for those who see figures."""
    panels = []
    if may_see_rows(request.user):
        panels.append(OrganisationDownloadsPanel(organisation))
    if may_see_figures(request.user) and organisation.is_official:
        panels.append(OrganisationReachPanel(organisation))
    return panels


@hooks.register("register_organisation_columns")
def register_organisation_columns(request):
    """Downloads in the list of organisations, for those who may see single ones."""
    return organisation_columns() if may_see_rows(request.user) else None


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """What is written down about editions and sources, in words for the history."""
    actions.register_action("resources.supersede", _("Supersede"), _("Superseded by a newer edition"))
    actions.register_action("resources.restore", _("Bring back"), _("Can be taken again"))
    actions.register_action("resources.file", _("Put a file in"), _("File added or replaced"))
    actions.register_action("resources.sort", _("Sort words"), _("Typed words sorted"))
    actions.register_action("resources.merge", _("Merge"), _("Merged into another source"))
    actions.register_action("resources.unmerge", _("Take merging back"), _("Stands for itself again"))


@hooks.register("insert_global_admin_css")
def chart_inks():
    """The inks of charts and the few rules our own screens need."""
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">',
        static("core/charts.css"),
        static("core/admin.css"),
    )
