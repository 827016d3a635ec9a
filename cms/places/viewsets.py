"""Areas and school holidays as records in Wagtail's admin."""

from typing import ClassVar

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from .forms import AreaForm
from .models import Area, AreaScheme, Holiday
from .views.areas import AreasIndex, SchemesIndex
from .views.holidays import CalendarUpload, HolidaysIndex

MENU = "register_places_menu_item"


class SchemeViewSet(ModelViewSet):
    """The schemes: what they are called and what they are."""

    model = AreaScheme
    name = "area_schemes"
    url_prefix = "area-schemes"
    icon = "site"
    menu_label = _("Area schemes")
    menu_order = 100
    menu_hook = MENU
    index_view_class = SchemesIndex
    copy_view_enabled = False
    add_to_reference_index = False
    search_fields: ClassVar = ["name", "code"]
    form_fields: ClassVar = ["name", "name_cy", "code", "description"]


class AreaViewSet(ModelViewSet):
    """The areas, each with its parts."""

    model = Area
    name = "areas"
    icon = "site"
    menu_label = _("Areas")
    menu_order = 200
    menu_hook = MENU
    index_view_class = AreasIndex
    copy_view_enabled = False
    add_to_reference_index = False
    search_fields: ClassVar = ["name", "code"]
    list_filter: ClassVar = ["scheme"]
    edit_handler = ObjectList(
        [
            FieldPanel("scheme"),
            FieldPanel("name"),
            FieldPanel("name_cy"),
            FieldPanel("code"),
            InlinePanel(
                "memberships",
                [
                    FieldRowPanel([FieldPanel("part"), FieldPanel("code")]),
                    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                ],
                heading=_("Parts"),
                label=_("Part"),
            ),
        ],
        base_form_class=AreaForm,
    )


class HolidayViewSet(ModelViewSet):
    """School holidays by authority, and the typical year."""

    model = Holiday
    name = "holidays"
    icon = "calendar"
    menu_label = _("School holidays")
    menu_order = 300
    menu_hook = MENU
    index_view_class = HolidaysIndex
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    list_filter: ClassVar = ["authority", "kind"]
    search_fields: ClassVar = ["name", "authority__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("authority"),
            FieldPanel("kind"),
            FieldPanel("name"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")])], heading=_("When")
            ),
            FieldPanel("source"),
        ]
    )

    def get_urlpatterns(self):
        """The ordinary addresses, and the calendar of an authority."""
        return [
            *super().get_urlpatterns(),
            path("calendar/", self.construct_view(CalendarUpload), name="calendar"),
        ]


ALL = (SchemeViewSet(), AreaViewSet(), HolidayViewSet())
