"""How the team edits profiles and partners."""

from typing import ClassVar

from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Partner, Profile


class ProfileViewSet(SnippetViewSet):
    """People with a public face."""

    model = Profile
    icon = "user"
    list_display: ClassVar = ["name", "role", "group"]
    list_filter: ClassVar = ["group"]
    copy_view_enabled = False


class PartnerViewSet(SnippetViewSet):
    """Organisations we work with."""

    model = Partner
    icon = "group"
    list_display: ClassVar = ["name", "link"]
    copy_view_enabled = False
