"""What is kept of what people agreed to: the ledger, unconfirmed sign-ups, letters, and a keyed hash."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cms.people.models import Person
from cms.people.owners import Kept, Owner, Sheet, register
from cms.people.services import addresses_of

from .choices import Purpose
from .models import ConsentEvent, ConsentLetter, SignUp, SoftOptIn, Suppression
from .services import digest_of
from .services.erasing import erase_consents, forget_sign_ups
from .services.joining import join_consents, part_consents
from .services.mailing import with_consent


class ConsentOwner(Owner):
    """A no outlives everything: after an erasure it stays as a keyed hash."""

    label = "consent"
    models = (
        "consent.ConsentEvent",
        "consent.ConsentLetter",
        "consent.Hold",
        "consent.SignUp",
        "consent.SoftOptIn",
        "consent.Suppression",
    )

    def export(self, person: Person) -> list[Sheet]:
        """Every act with the words that were shown, what waits, letters, and why they are not mailed."""
        addresses = addresses_of(person)
        events = ConsentEvent.objects.filter(person=person).select_related("wording")
        waiting = SignUp.objects.filter(email__in=addresses).select_related("wording")
        suppressed = Suppression.objects.filter(digest__in=[digest_of(email) for email in addresses])
        return [
            Sheet(
                slug="consents",
                title=_("What you agreed to, and what you refused"),
                columns=(
                    _("Purpose"),
                    _("About"),
                    _("What"),
                    _("When"),
                    _("First said"),
                    _("Where"),
                    _("Words shown"),
                    _("Proof"),
                    _("How we know"),
                ),
                rows=[
                    (
                        event.get_purpose_display(),
                        event.subject,
                        event.get_act_display(),
                        event.at,
                        event.asked_at,
                        event.source,
                        event.wording.text if event.wording else "",
                        event.get_proof_display(),
                        event.note,
                    )
                    for event in events
                ],
            ),
            Sheet(
                slug="sign-ups",
                title=_("What you signed up for and have not confirmed"),
                columns=(_("Purpose"), _("Address"), _("When"), _("Where"), _("Words shown")),
                rows=[
                    (row.get_purpose_display(), row.email, row.asked_at, row.source, row.wording.text)
                    for row in waiting
                ],
            ),
            Sheet(
                slug="consent-letters",
                title=_("Emails about your choices that we sent you"),
                columns=(_("What"), _("Decided on"), _("State"), _("Attempts"), _("Problem")),
                rows=[
                    (
                        letter.get_kind_display(),
                        letter.created_at,
                        letter.get_state_display(),
                        letter.attempts,
                        letter.problem,
                    )
                    for letter in ConsentLetter.objects.filter(
                        Q(person=person) | Q(sign_up__email__in=addresses)
                    )
                ],
            ),
            Sheet(
                slug="soft-opt-ins",
                title=_("Where you could have refused our emails"),
                columns=(_("Purpose"), _("When"), _("Where"), _("Words shown")),
                rows=[
                    (row.get_purpose_display(), row.at, row.source, row.offered)
                    for row in SoftOptIn.objects.filter(person=person)
                ],
            ),
            Sheet(
                slug="suppressed",
                title=_("Why we do not write to you"),
                columns=(_("Reason"), _("Purpose"), _("Since"), _("Where"), _("Lifted")),
                rows=[
                    (row.get_reason_display(), row.get_purpose_display(), row.at, row.source, row.lifted_at)
                    for row in suppressed
                ],
            ),
        ]

    def erase(self, person: Person, *, now: datetime) -> dict[str, int]:
        """Take them out of the ledger; the suppression list keeps a keyed hash and is left alone."""
        done = erase_consents(person=person)
        return {
            _("acts of consent made anonymous"): done.events,
            _("emails about consent"): done.letters,
            _("other records of consent"): done.others,
        }

    def erase_address(self, address: str, *, now: datetime) -> dict[str, int]:
        """A sign-up that nobody confirmed stands under an address alone."""
        return {_("unconfirmed sign-ups"): forget_sign_ups(address)}

    def in_touch(self, since: datetime) -> Any:
        """Whoever said yes or no since then, and everybody who gets the newsletter."""
        recent = ConsentEvent.objects.filter(person=OuterRef("pk"), at__gte=since)
        listed = with_consent(Person.objects.all(), Purpose.NEWSLETTER).order_by().values("pk")
        return Person.objects.filter(Exists(recent) | Q(pk__in=listed)).order_by().values("pk")

    def merge(self, *, kept: Person, gone: Person) -> dict[str, Any]:
        """The more restrictive answer stands until they are asked again."""
        return join_consents(kept=kept, gone=gone)

    def unmerge(self, *, kept: Person, gone: Person, record: dict[str, Any]) -> None:
        """Each has their own answers again."""
        part_consents(kept=kept, gone=gone, record=record)

    def kept(self) -> list[Kept]:
        """The ledger as proof, sign-ups for a week, and a hash for as long as a no holds: for ever."""
        contact = settings.RETENTION["people"]
        return [
            Kept(
                what=_("What you agreed to or refused: which words you saw, where, and when"),
                whose=_("People who sign up for something, or stop it"),
                why=_(
                    "To write to you only about what you want, and to be able to prove that you asked for it"
                ),
                ground=_("Legal obligation: consent has to be proven (UK GDPR, Article 7)"),
                how_long=_("As long as we know who you are. After that it counts on without leading to you"),
                setting="RETENTION_PEOPLE_DAYS",
                days=contact,
            ),
            Kept(
                what=_("Your address, when you have signed up and not confirmed it yet"),
                whose=_("People who sign up for the newsletter"),
                why=_("To ask whether it was you"),
                ground=_("Consent"),
                how_long=_("Seven days"),
            ),
            Kept(
                what=_("Whether an email about your choices went out"),
                whose=_("People who sign up for something, or stop it"),
                why=_("To help you when it does not arrive"),
                ground=_("Legitimate interests"),
                how_long=_("Three months"),
            ),
            Kept(
                what=_("A code made from your address, which cannot be turned back into it without our key"),
                whose=_("People who must not be written to any more"),
                why=_("To recognise the address should it come to us again, and not to write to it"),
                ground=_("Legal obligation: an objection has to be kept (UK GDPR, Article 21)"),
                how_long=_("For ever, or until you ask for our emails again"),
            ),
        ]


register(ConsentOwner())
