"""Downloads: events with an outcome, and the daily tallies derived from them."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.choices import OrganisationType, Role
from cms.people.models import Person
from cms.places.models import PlaceFields

from ..choices import Channel, Outcome
from ..querysets import DownloadQuerySet
from .heard import HeardPhrase, HeardSource
from .suite import Edition, File, Resource


class Download(PlaceFields):
    """One taking of a guide. Written when asked for, completed when the file is served.

    What the person said (`heard_*`) and what we saw (`seen_code`) stand side by side; neither
    overwrites the other. Place, role and `downloader` are a snapshot that survives erasure.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="downloads")
    downloader = models.UUIDField(_("downloader"), help_text=_("The person's key on the day."))
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="downloads")
    edition = models.ForeignKey(Edition, models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.ForeignKey(File, models.SET_NULL, null=True, blank=True, related_name="+")
    format = models.CharField(_("format"), max_length=5, blank=True)
    language = models.CharField(_("language"), max_length=5, default="en")

    asked_at = models.DateTimeField(_("asked for"))
    completed_at = models.DateTimeField(_("taken"), null=True, blank=True)
    day = models.DateField(_("day"), help_text=_("The day in London it was taken, or asked for."))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.WAITING)
    channel = models.CharField(_("by way of"), max_length=12, choices=Channel, default=Channel.FORM)
    first_ever = models.BooleanField(_("first of anything"), default=False)
    # Said when its person is erased: whether their school was known, never which (see `ReachedSchool`).
    school_was_known = models.BooleanField(null=True, editable=False)
    first_of_resource = models.BooleanField(_("first of this guide"), default=False)

    role = models.CharField(_("role"), max_length=12, choices=Role, blank=True)
    organisation_type = models.CharField(
        _("type of organisation"), max_length=12, choices=OrganisationType, blank=True
    )
    heard_source = models.ForeignKey(
        HeardSource, models.PROTECT, null=True, blank=True, related_name="downloads"
    )
    heard_phrase = models.ForeignKey(
        HeardPhrase, models.PROTECT, null=True, blank=True, related_name="downloads"
    )
    heard_words = models.CharField(_("in their words"), max_length=200, blank=True)
    seen_code = models.SlugField(_("link they came by"), max_length=40, blank=True)
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)

    objects = DownloadQuerySet.as_manager()

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ("-asked_at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["day", "resource", "outcome"]),
            models.Index(fields=["resource", "day"]),
            models.Index(fields=["downloader", "resource", "day"]),
            models.Index(fields=["-asked_at", "-id"]),
            models.Index(
                fields=["heard_phrase"],
                condition=models.Q(heard_phrase__isnull=False),
                name="download_by_typed_words",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["downloader", "resource", "day"],
                condition=models.Q(outcome=Outcome.COUNTED),
                name="counted_once_for_person_resource_day",
            ),
            models.UniqueConstraint(
                fields=["downloader"], condition=models.Q(first_ever=True), name="one_first_ever"
            ),
            models.UniqueConstraint(
                fields=["downloader", "resource"],
                condition=models.Q(first_of_resource=True),
                name="one_first_of_resource",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.WAITING) | models.Q(completed_at__isnull=False),
                name="an_outcome_needs_a_completion",
            ),
            models.CheckConstraint(
                condition=models.Q(first_ever=False, first_of_resource=False)
                | models.Q(outcome=Outcome.COUNTED),
                name="only_counted_downloads_are_firsts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource}, {self.day}"


class DailyTally(models.Model):
    """How many downloads of one guide had one outcome on one day in London.

    Derived from `Download`, so that a dashboard costs the same at a million rows as at ten
    thousand; `manage.py rebuild_tallies` makes it anew.
    """

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="tallies")
    day = models.DateField(_("day"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    downloads = models.PositiveIntegerField(_("downloads"), default=0)
    first_ever = models.PositiveIntegerField(_("first of anything"), default=0)

    class Meta:
        verbose_name = _("daily tally")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["resource", "day", "outcome"], name="one_tally_for_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.day}: {self.downloads}"
