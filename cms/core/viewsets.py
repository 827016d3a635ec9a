"""How the team edits menus."""

from typing import ClassVar

from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Menu


class MenuViewSet(SnippetViewSet):
    """The menus at the top and at the foot, one of each in each language."""

    model = Menu
    icon = "list-ul"
    list_display: ClassVar = ["__str__", "locale"]
    copy_view_enabled = False
