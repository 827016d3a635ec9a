"""What every page shares, and the settings of the site."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index


class BasePage(Page):
    """What every page of the site has: a summary for cards, search results and shared links."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two plain sentences. Shown on cards, in search results and when shared."),
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary")]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.AutocompleteField("summary"),
    ]
    show_in_menus_default = True

    class Meta:
        abstract = True
