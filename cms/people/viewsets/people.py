"""People as records in Wagtail's admin."""

from typing import ClassVar

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import Person
from ..permissions import may_change, may_see_people
from ..views.importing import ImportOne, ImportRefused, ImportUpload
from ..views.joining import ChooseOther, Duplicates, Joined, Mailboxes, SideBySide
from ..views.lists import BulkTag, SavedFilters
from ..views.narrowing import PersonFilterSet
from ..views.one_person import Addresses, Tags
from ..views.people import PeopleIndex, PersonEdit, PersonView


class PersonViewSet(ModelViewSet):
    """The list, one person's page, and a form that corrects them."""

    model = Person
    name = "people"
    icon = "group"
    menu_label = _("Everybody")
    menu_order = 100
    menu_hook = "register_people_menu_item"
    index_view_class = PeopleIndex
    inspect_view_class = PersonView
    edit_view_class = PersonEdit
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    ordering = "-created_at"
    filterset_class = PersonFilterSet
    search_fields: ClassVar = ["email", "name", "organisation_name"]
    search_backend_name = None
    form_fields: ClassVar = [
        "name",
        "role",
        "organisation_type",
        "organisation_name",
        "organisation",
        "is_shared_mailbox",
        "language",
    ]

    def formfield_for_dbfield(self, db_field, **kwargs):
        """The organisation is chosen in Wagtail's chooser: there are too many for a list."""
        if db_field.name == "organisation":
            return formfield_for_dbfield(db_field, **kwargs)
        return super().formfield_for_dbfield(db_field, **kwargs)

    def get_urlpatterns(self):
        """The ordinary addresses, and those of our own screens."""
        return [
            *super().get_urlpatterns(),
            path("join/<int:pk>/", ChooseOther.as_view(), name="join"),
            path("join/<int:pk>/<int:other>/", SideBySide.as_view(), name="side_by_side"),
            path("joined/<int:merge>/", Joined.as_view(), name="joined"),
            path("duplicates/", Duplicates.as_view(), name="duplicates"),
            path("mailboxes/", Mailboxes.as_view(), name="mailboxes"),
            path("addresses/<int:pk>/", Addresses.as_view(), name="addresses"),
            path("tags/<int:pk>/", Tags.as_view(), name="tags"),
            path("tag/", BulkTag.as_view(), name="bulk_tag"),
            path("filters/", SavedFilters.as_view(), name="filters"),
            path("import/", ImportUpload.as_view(), name="import"),
            path("import/<int:file>/", ImportOne.as_view(), name="import_one"),
            path("import/<int:file>/refused/", ImportRefused.as_view(), name="import_refused"),
        ]


class GuardedItem(MenuItem):
    """A line of the menu for those whom its screen lets in."""

    def __init__(self, *args, may, **kwargs):
        super().__init__(*args, **kwargs)
        self.may = may

    def is_shown(self, request) -> bool:
        """Ask the same as the screen does."""
        return self.may(request.user)


def menu_items() -> list[GuardedItem]:
    """Our screens beside the list itself, in the People menu."""
    found = [
        ("duplicates", _("Likely duplicates"), "copy", may_change, 300),
        ("mailboxes", _("Shared mailboxes"), "mail", may_change, 310),
        ("filters", _("Saved filters"), "search", may_see_people, 320),
        ("import", _("Bring people in"), "upload", may_change, 330),
    ]
    return [
        GuardedItem(
            label, reverse_lazy(f"people:{name}"), name=f"people-{name}", icon_name=icon, order=order, may=may
        )
        for name, label, icon, may, order in found
    ]


people_viewset = PersonViewSet()
