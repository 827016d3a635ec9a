"""The suite as records and screens in Wagtail's admin."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from .admin_views.downloads import DownloadsReport
from .admin_views.editions import EditionAdd, EditionDelete, EditionEdit, StaffFile
from .admin_views.guides import GuidesIndex, GuideView
from .admin_views.heard import HeardReport
from .admin_views.inbox import Inbox
from .admin_views.letters import LettersReport
from .admin_views.reach import ReachReport
from .admin_views.schools import SchoolsOf, SchoolsReached
from .admin_views.sources import MergeView, SourcesIndex
from .models import Edition, HeardSource, Resource
from .permissions import may_see_figures, may_see_rows, may_sort

MENU = "register_resources_menu_item"


class GuideViewSet(ModelViewSet):
    """The guides, each with its figures; one guide with its editions."""

    model = Resource
    name = "guides"
    icon = "doc-full"
    menu_label = _("Guides")
    menu_order = 100
    menu_hook = MENU
    index_view_class = GuidesIndex
    inspect_view_class = GuideView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    search_fields: ClassVar = ["title", "slug"]
    form_fields: ClassVar = ["title", "slug", "launched_on"]


class EditionViewSet(ModelViewSet):
    """Editions and their files. Listed under their guide, so without a menu item."""

    model = Edition
    name = "editions"
    icon = "doc-full"
    menu_hook = None
    add_view_class = EditionAdd
    edit_view_class = EditionEdit
    delete_view_class = EditionDelete
    copy_view_enabled = False
    add_to_reference_index = False
    list_display: ClassVar = ["__str__", "status", "published_on"]
    list_filter: ClassVar = ["resource", "status", "language", "variant"]
    create_template_name = "resources/admin/edition_form.html"
    edit_template_name = "resources/admin/edition_form.html"
    form_fields: ClassVar = ["version", "published_on", "notes"]

    def get_urlpatterns(self):
        """The ordinary addresses, and the way to a private file."""
        return [*super().get_urlpatterns(), path("file/<int:pk>/", StaffFile.as_view(), name="file")]


class SourceViewSet(ModelViewSet):
    """The answers the form offers, in their order."""

    model = HeardSource
    name = "heard_sources"
    url_prefix = "heard-sources"
    icon = "list-ul"
    menu_label = _("Sources")
    menu_order = 500
    menu_hook = MENU
    index_view_class = SourcesIndex
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 100
    sort_order_field = "sort_order"
    search_fields: ClassVar = ["name", "code"]
    form_fields: ClassVar = ["name", "name_cy", "code", "is_offered", "takes_words"]

    def get_urlpatterns(self):
        """The ordinary addresses, and merging."""
        return [*super().get_urlpatterns(), path("merge/<int:pk>/", MergeView.as_view(), name="merge")]


class ReportViewSet(ViewSet):
    """A report with its results, in the menu of those who may see it."""

    menu_hook = MENU
    view_class = None
    may_see = None
    has_results = True

    def get_urlpatterns(self):
        """The page, and the part of it that filters replace."""
        patterns = [path("", self.construct_view(self.view_class), name="index")]
        if self.has_results:
            results = self.construct_view(self.view_class, results_only=True)
            patterns.append(path("results/", results, name="results"))
        return patterns

    @property
    def menu_item_class(self):
        """A menu item shown to those who may see the report."""
        may_see = self.may_see
        return type("ReportMenuItem", (MenuItem,), {"is_shown": lambda _self, request: may_see(request.user)})


class SchoolsViewSet(ReportViewSet):
    """Schools reached, and the schools of one trust or authority."""

    def get_urlpatterns(self):
        """The figures, and the schools one by one."""
        return [*super().get_urlpatterns(), path("<slug:kind>/<slug:key>/", SchoolsOf.as_view(), name="of")]


def _report(
    name: str, view: type, may_see: Callable, label: Promise, order: int, **more: Any
) -> ReportViewSet:
    """A report under its address, with what the menu says of it."""
    return ReportViewSet(name, view_class=view, may_see=may_see, menu_label=label, menu_order=order, **more)


guides = GuideViewSet()
editions = EditionViewSet()
sources = SourceViewSet()
downloads = _report("downloads", DownloadsReport, may_see_rows, _("Downloads"), 200, icon="download")
heard = _report(
    "heard", HeardReport, may_see_figures, _("Where they heard"), 300, icon="comment", has_results=False
)
reach = _report("reach", ReachReport, may_see_figures, _("Reach"), 350, icon="site", has_results=False)
schools_reached = SchoolsViewSet(
    "schools_reached",
    url_prefix="schools-reached",
    view_class=SchoolsReached,
    may_see=may_see_figures,
    menu_label=_("Schools reached"),
    menu_order=360,
    icon="home",
    has_results=False,
)
words = _report(
    "heard_words", Inbox, may_sort, _("Sort their words"), 400, icon="tag", url_prefix="heard-words"
)
letters = _report("letters", LettersReport, may_see_rows, _("E-mails"), 600, icon="mail")

ALL = (guides, editions, downloads, heard, reach, schools_reached, words, sources, letters)
