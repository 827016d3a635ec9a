"""The room's screens under their addresses and in the People menu."""

from collections.abc import Callable

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .admin_views.audience import AudienceImport
from .admin_views.ledger import LedgerReport
from .admin_views.letters import ConsentLettersReport
from .admin_views.recording import RecordView
from .admin_views.suppression import SuppressionView
from .admin_views.wordings import NewWording, Wordings
from .permissions import may_import, may_look

MENU = "register_people_menu_item"


class ScreenViewSet(ViewSet):
    """Screens that are shown in the menu to those who may see them."""

    menu_hook = MENU
    may_see: Callable | None = None

    @property
    def menu_item_class(self):
        """A menu item for those who may."""
        may_see = type(self).may_see
        return type("ScreenMenuItem", (MenuItem,), {"is_shown": lambda _self, request: may_see(request.user)})


class LedgerViewSet(ScreenViewSet):
    """The ledger, and writing down what somebody told us."""

    may_see = staticmethod(may_look)

    def get_urlpatterns(self):
        """The list, the part of it that filters replace, and the form."""
        return [
            path("", self.construct_view(LedgerReport), name="index"),
            path("results/", self.construct_view(LedgerReport, results_only=True), name="results"),
            path("letters/", self.construct_view(ConsentLettersReport), name="letters"),
            path(
                "letters/results/",
                self.construct_view(ConsentLettersReport, results_only=True),
                name="letters_results",
            ),
            path("record/<int:pk>/", RecordView.as_view(), name="record"),
        ]


class WordingViewSet(ScreenViewSet):
    """The words of consent."""

    may_see = staticmethod(may_look)

    def get_urlpatterns(self):
        """All of them, and a new version."""
        return [
            path("", Wordings.as_view(), name="index"),
            path("new/<slug:purpose>/", NewWording.as_view(), name="new"),
        ]


class SuppressionViewSet(ScreenViewSet):
    """Who is never mailed."""

    may_see = staticmethod(may_look)

    def get_urlpatterns(self):
        """One screen."""
        return [path("", SuppressionView.as_view(), name="index")]


class AudienceViewSet(ScreenViewSet):
    """A mailing list from elsewhere."""

    may_see = staticmethod(may_import)

    def get_urlpatterns(self):
        """One screen."""
        return [path("", AudienceImport.as_view(), name="index")]


ledger = LedgerViewSet("consents", menu_label=_("Consents"), menu_order=500, icon="mail")
wordings = WordingViewSet("wordings", menu_label=_("Words of consent"), menu_order=510, icon="openquote")
suppression = SuppressionViewSet(
    "never_mailed", url_prefix="never-mailed", menu_label=_("Never mailed"), menu_order=520, icon="no-view"
)

audience = AudienceViewSet("audience", menu_label=_("Bring a mailing list in"), menu_order=530, icon="upload")

ALL = (ledger, wordings, suppression, audience)
