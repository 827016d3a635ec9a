"""What the team can change about the whole site."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin

from ..blocks import MenuItems


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """Facts about the organisation that are the same in every language."""

    organisation = models.CharField(
        _("organisation"), max_length=200, blank=True, help_text=_("The name in the footer and in titles.")
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    share_image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("share picture"),
        help_text=_("Used when a page has none of its own."),
    )

    panels: ClassVar = [
        FieldPanel("organisation"),
        FieldPanel("contact_email"),
        FieldPanel("share_image"),
    ]

    class Meta:
        verbose_name = _("site settings")


class Menu(TranslatableMixin, models.Model):
    """A menu in one language.

    Without one for the top, the pages under home that are marked “Show in menus” stand there.
    """

    class Place(models.TextChoices):
        """Where on the page the menu stands."""

        MAIN = "main", _("At the top")
        FOOTER = "footer", _("At the foot")

    place = models.CharField(_("place"), max_length=6, choices=Place)
    items = StreamField(MenuItems(), verbose_name=_("links"), blank=True)
    text = models.TextField(
        _("words"),
        max_length=400,
        blank=True,
        help_text=_("A sentence or two beside the links. Only shown at the foot."),
    )

    panels: ClassVar = [FieldPanel("place"), FieldPanel("items"), FieldPanel("text")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "locale"], name="one_menu_for_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()} ({self.locale})"
