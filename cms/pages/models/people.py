"""People and partners: who we are."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.blocks import RICH_TEXT_FEATURES, BodyBlocks
from cms.core.models import BasePage


class Listed(DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """Somebody or something with a name that stands in a list of the people page, sorted by hand."""

    name = models.CharField(_("name"), max_length=200)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)

    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ("sort_order", "name")

    def __str__(self) -> str:
        return self.name


def _picture(label: str) -> models.ForeignKey:
    """A picture that may be missing, and whose loss takes nothing else along."""
    return models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class Profile(Listed):
    """Somebody with a public face: of the team, of the steering group, a system leader, an author."""

    class Group(models.TextChoices):
        """Which list on the people page they stand in."""

        TEAM = "team", _("Core team")
        STEERING = "steering", _("Steering group")
        LEADERS = "leaders", _("SEND System Leaders")
        AUTHORS = "authors", _("Authors")

    role = models.CharField(_("role"), max_length=200, blank=True, help_text=_("Such as: SENCO, Leeds"))
    group = models.CharField(_("list"), max_length=10, choices=Group, default=Group.TEAM)
    bio = RichTextField(_("about them"), blank=True, features=RICH_TEXT_FEATURES)
    link = models.URLField(_("link"), blank=True, help_text=_("Their own page elsewhere."))
    photo = _picture(_("photo"))

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("group"),
        FieldPanel("bio"),
        FieldPanel("link"),
        FieldPanel("photo"),
        FieldPanel("sort_order"),
    ]
    override_translatable_fields: ClassVar = [SynchronizedField("name")]

    class Meta(Listed.Meta):
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    @property
    def anchor(self) -> str:
        """The place on the people page where this person stands."""
        return f"{slugify(self.name) or 'person'}-{str(self.translation_key)[:8]}"


class Partner(Listed):
    """An organisation we work with."""

    what_they_do = models.TextField(_("what they do"), max_length=600, blank=True)
    link = models.URLField(_("link"), blank=True)
    logo = _picture(_("logo"))

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("what_they_do"),
        FieldPanel("link"),
        FieldPanel("logo"),
        FieldPanel("sort_order"),
    ]

    class Meta(Listed.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")


class PeopleIndexPage(BasePage):
    """Everybody with a published profile, by list, then the partners."""

    body = StreamField(BodyBlocks(), verbose_name=_("words before the lists"), blank=True)

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("people and partners")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the published profiles by list, and the partners, in the language of the page."""
        context = super().get_context(request, *args, **kwargs)
        profiles = Profile.objects.filter(locale=self.locale_id, live=True).select_related("photo")
        by_group: dict[str, list[Profile]] = {}
        for profile in profiles:
            by_group.setdefault(profile.group, []).append(profile)
        context.update(
            groups=[
                {"code": group.value, "label": group.label, "people": by_group[group.value]}
                for group in Profile.Group
                if group.value in by_group
            ],
            partners=Partner.objects.filter(locale=self.locale_id, live=True).select_related("logo"),
        )
        return context
