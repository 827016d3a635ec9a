"""What the suite keeps of people: downloads, the words they typed, the letters that carry a link."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cms.people.models import Person
from cms.people.owners import Kept, Owner, Sheet, register

from .models import Download, Letter
from .services.erasing import erase_downloads
from .services.merging import join_downloads, part_downloads


class SuiteOwner(Owner):
    """Downloads are events: they stay, and nothing in them leads back once somebody is erased."""

    label = "resources"
    models = ("resources.Download", "resources.Letter", "resources.HeardPhrase")

    def export(self, person: Person) -> list[Sheet]:
        """Each download with all that was written down about it, and each letter. Two queries."""
        downloads = Download.objects.filter(person=person).select_related("resource", "heard_source")
        letters = Letter.objects.filter(download__person=person).select_related("download__resource")
        return [
            Sheet(
                slug="downloads",
                title=_("Guides you asked for"),
                columns=(
                    _("Guide"),
                    _("Asked for"),
                    _("Taken"),
                    _("How it counts"),
                    _("Format"),
                    _("Language"),
                    _("By way of"),
                    _("Role"),
                    _("Type of organisation"),
                    _("Country"),
                    _("Postcode district"),
                    _("Region"),
                    _("Number of the local authority"),
                    _("How the place is known"),
                    _("Where you heard of it"),
                    _("In your words"),
                    _("Link you came by"),
                ),
                rows=[
                    (
                        row.resource.title,
                        row.asked_at,
                        row.completed_at,
                        row.get_outcome_display(),
                        row.format,
                        row.language,
                        row.get_channel_display(),
                        row.get_role_display(),
                        row.get_organisation_type_display(),
                        row.country,
                        row.outcode,
                        row.get_region_display(),
                        row.authority,
                        row.get_place_method_display(),
                        row.heard_source.name if row.heard_source else "",
                        row.heard_words,
                        row.seen_code,
                    )
                    for row in downloads
                ],
            ),
            Sheet(
                slug="letters",
                title=_("Emails with a link that we sent you"),
                columns=(_("Guide"), _("Decided on"), _("State"), _("Attempts"), _("Problem")),
                rows=[
                    (
                        letter.download.resource.title,
                        letter.created_at,
                        letter.get_state_display(),
                        letter.attempts,
                        letter.problem,
                    )
                    for letter in letters
                ],
            ),
        ]

    def erase(self, person: Person, *, now: datetime) -> dict[str, int]:
        """Cut the thread from every download to the person; no row goes that a figure counts."""
        done = erase_downloads(person=person)
        return {
            _("downloads made anonymous"): done.downloads,
            _("typed answers with personal words taken out"): done.words,
            _("emails not sent any more"): done.letters,
        }

    def merge(self, *, kept: Person, gone: Person) -> dict[str, Any]:
        """Every download goes over, and counts as one person's by the published rule."""
        return join_downloads(kept=kept, gone=gone)

    def unmerge(self, *, kept: Person, gone: Person, record: dict[str, Any]) -> None:
        """Each download goes back with the outcome it had."""
        part_downloads(kept=kept, gone=gone, record=record)

    def in_touch(self, since: datetime) -> Any:
        """Whoever asked for a guide since then, or took one."""
        return Download.objects.filter(asked_at__gte=since, person__isnull=False).values("person")

    def kept(self) -> list[Kept]:
        """Downloads for ever, without a name in the end; letters with them."""
        contact = settings.RETENTION["people"]
        return [
            Kept(
                what=_("Each guide you asked for: which, when, in which format and language"),
                whose=_("People who ask for a guide"),
                why=_("To give you the guide, and to tell the funder how many people we reach"),
                ground=_("Legitimate interests: a public task paid for by the Department for Education"),
                how_long=_("As long as we know who you are. After that it counts on without leading to you"),
                setting="RETENTION_PEOPLE_DAYS",
                days=contact,
            ),
            Kept(
                what=_(
                    "Your role, kind of organisation, region and where you heard of us, as they were that day"
                ),
                whose=_("People who ask for a guide"),
                why=_("To see whom our guides reach, where, and what brings people here"),
                ground=_("Legitimate interests"),
                how_long=_("For ever, as a figure: once you are erased nothing in it leads to you"),
            ),
            Kept(
                what=_("Whether the email with your link went out"),
                whose=_("People who ask for a guide"),
                why=_("To help you when it does not arrive"),
                ground=_("Legitimate interests"),
                how_long=_("As long as we know who you are"),
                setting="RETENTION_PEOPLE_DAYS",
                days=contact,
            ),
        ]


register(SuiteOwner())
