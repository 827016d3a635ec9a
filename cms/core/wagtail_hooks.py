"""Registers what the team edits about the whole site."""

from wagtail.snippets.models import register_snippet

from .viewsets import MenuViewSet

register_snippet(MenuViewSet)
