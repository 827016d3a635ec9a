"""Registers profiles and partners."""

from wagtail.snippets.models import register_snippet

from .viewsets import PartnerViewSet, ProfileViewSet

register_snippet(ProfileViewSet)
register_snippet(PartnerViewSet)
