"""The addresses of this room in Wagtail's admin."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .admin_views.people import ErasePerson, FetchCopy, MakeCopy
from .admin_views.request import OneRequest, TakeDown
from .admin_views.requests import RequestsReport
from .admin_views.retention import ErasuresReport, FarewellsReport, KeepPerson, Register
from .permissions import may_answer


class RightsMenuItem(MenuItem):
    """Shown to those who answer people about their data."""

    def is_shown(self, request) -> bool:
        """The policy's answer."""
        return may_answer(request.user)


class RightsViewSet(ViewSet):
    """Requests, copies, erasures, whose time is up, and the register."""

    name = "rights_admin"
    url_prefix = "rights"
    icon = "key"
    menu_label = _("Requests about data")
    menu_hook = "register_people_menu_item"
    menu_order = 800
    menu_item_class = RightsMenuItem

    @cached_property
    def menu_url(self):
        """The list of requests comes first."""
        from django.urls import reverse

        return reverse("rights_admin:requests")

    def get_urlpatterns(self):
        """Each screen by its name."""
        results = {"results_only": True}
        return [
            path("", self.construct_view(RequestsReport), name="requests"),
            path("results/", self.construct_view(RequestsReport, **results), name="requests_results"),
            path("take/", TakeDown.as_view(), name="take"),
            path("request/<int:pk>/", OneRequest.as_view(), name="request"),
            path("time/", self.construct_view(FarewellsReport), name="farewells"),
            path("time/results/", self.construct_view(FarewellsReport, **results), name="farewells_results"),
            path("time/<int:pk>/", KeepPerson.as_view(), name="keep"),
            path("erasures/", self.construct_view(ErasuresReport), name="erasures"),
            path(
                "erasures/results/", self.construct_view(ErasuresReport, **results), name="erasures_results"
            ),
            path("register/", Register.as_view(), name="register"),
            path("person/<int:pk>/copy/", MakeCopy.as_view(), name="make_copy"),
            path("person/<int:pk>/erase/", ErasePerson.as_view(), name="erase"),
            path("copy/<uuid:key>/", FetchCopy.as_view(), name="fetch_copy"),
        ]


rights_viewset = RightsViewSet()
