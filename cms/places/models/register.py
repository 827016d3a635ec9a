"""The official register of schools in England, Get Information About Schools (GIAS).

Rows are the register's: `import_schools` alone writes them. Heads' names are never kept.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.fields import BytewiseField

from ..choices import GroupKind, LinkKind, Phase, SchoolStatus
from ..rules import Place
from .places import PlaceFields


class SchoolGroup(models.Model):
    """A trust, sponsor or federation, by the register's Group UID."""

    uid = models.PositiveIntegerField(_("group UID"), primary_key=True)
    group_id = models.CharField(_("group ID"), max_length=10, blank=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("type"), max_length=12, choices=GroupKind)
    companies_house_number = models.CharField(_("Companies House number"), max_length=8, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    opened_on = models.DateField(_("opened"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    is_open = models.BooleanField(_("open"), default=True)

    class Meta:
        verbose_name = _("trust or group")
        verbose_name_plural = _("trusts and groups")
        ordering = ("name", "uid")

    def __str__(self) -> str:
        return self.name


class School(PlaceFields):
    """A row of the register, by its Unique Reference Number (URN)."""

    urn = models.PositiveIntegerField(_("URN"), primary_key=True)
    name = models.CharField(_("name"), max_length=200)
    type_name = models.CharField(_("type"), max_length=100, blank=True)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase, default=Phase.NONE)
    status = models.CharField(_("status"), max_length=10, choices=SchoolStatus, default=SchoolStatus.OPEN)
    trust = models.ForeignKey(
        SchoolGroup, models.SET_NULL, null=True, blank=True, related_name="schools", verbose_name=_("trust")
    )
    trust_name = models.CharField(
        _("trust, as the schools' file names it"), max_length=200, blank=True, editable=False
    )
    town = models.CharField(_("town"), max_length=100, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    district = models.CharField(_("district"), max_length=9, blank=True, help_text=_("ONS code"))
    establishment_number = models.CharField(_("establishment number"), max_length=4, blank=True)
    pupils = models.PositiveIntegerField(_("pupils"), null=True, blank=True)
    opened_on = models.DateField(_("opened"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    easting = models.PositiveIntegerField(_("easting"), null=True, blank=True)
    northing = models.PositiveIntegerField(_("northing"), null=True, blank=True)
    # What a person types is looked for here: the folded words of name, town, postcode and URN, a space
    # around each; and the folded name behind 0 for open or 1 for closed, in whose order schools are shown.
    # `register.words` makes both, and the rows of `SchoolWord`.
    search_words = models.CharField(max_length=400, blank=True, editable=False)
    sort_name = BytewiseField(max_length=220, blank=True, editable=False)

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ("name", "urn")
        indexes: ClassVar = [
            models.Index(fields=["authority", "status"]),
            models.Index(fields=["postcode"]),
            models.Index(fields=["sort_name", "search_words"], name="schools_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        """Where the school is, as the register says."""
        return Place(
            postcode=self.postcode,
            outcode=self.outcode,
            method=self.place_method,
            country=self.country,
            region=self.region,
            authority=self.authority,
        )


class SchoolWord(models.Model):
    """One word by which a school is found, folded to plain letters and figures."""

    school = models.ForeignKey(School, models.CASCADE, related_name="words")
    word = BytewiseField(max_length=40)

    class Meta:
        verbose_name = _("word of a school")
        verbose_name_plural = _("words of schools")
        indexes: ClassVar = [models.Index(fields=["word", "school"], name="schools_by_word")]

    def __str__(self) -> str:
        return self.word


class SchoolLink(models.Model):
    """What a school became, or came from. Numbers, not foreign keys: the other may not be in the file."""

    school = models.ForeignKey(School, models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=12, choices=LinkKind)
    urn = models.PositiveIntegerField(_("URN of the other school"))
    name = models.CharField(_("name of the other school"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)

    class Meta:
        verbose_name = _("link between schools")
        verbose_name_plural = _("links between schools")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "kind", "urn"], name="one_link_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.get_kind_display()} {self.urn}"
