"""What this room keeps of people: themselves, their other addresses, tags, and who was joined to whom."""

from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from .models import DuplicateProposal, Merge, PeopleImport, Person, SavedFilter
from .owners import Kept, Owner, Sheet, register


class PeopleOwner(Owner):
    """The person, and what the team wrote down about who they are."""

    label = "people"
    models = (
        "people.Person",
        "people.Person_tags",
        "people.Merge",
        "people.DuplicateProposal",
        "people.PeopleImport",
        "people.SavedFilter",
    )

    def export(self, person: Person) -> list[Sheet]:
        """What they told us of themselves, every address that leads to them, their tags. Three queries."""
        rows = [
            (_("Email address"), person.email),
            (_("Shared mailbox"), _("yes") if person.is_shared_mailbox else _("no")),
            (_("Name"), person.name),
            (_("Role"), str(person.get_role_display())),
            (_("Type of organisation"), str(person.get_organisation_type_display())),
            (_("Organisation"), person.organisation_name),
            (_("Organisation as we know it"), str(person.organisation or "")),
            (_("Postcode"), person.postcode),
            (_("Postcode district"), person.outcode),
            (_("Country"), person.country),
            (_("Region"), str(person.get_region_display())),
            (_("Number of the local authority"), person.authority),
            (_("How the place is known"), str(person.get_place_method_display())),
            (_("Language"), person.language),
            (_("First known"), person.created_at),
            (_("Last changed"), person.updated_at),
            (_("Key that counts you once"), str(person.key)),
            *((_("Other address"), other.email) for other in person.other_addresses.order_by("pk")),
            *((_("Tag"), tag.name) for tag in person.tags.all()),
        ]
        others = [
            (other.email, other.name, other.organisation_name, other.postcode, other.created_at)
            for other in person.other_addresses.order_by("pk")
            if other.name or other.organisation_name or other.postcode
        ]
        sheets = [
            Sheet(slug="you", title=_("What we know of you"), columns=(_("What"), _("Value")), rows=rows)
        ]
        if others:
            sheets.append(
                Sheet(
                    slug="other-addresses",
                    title=_("What was said under your other addresses"),
                    columns=(
                        _("Email address"),
                        _("Name"),
                        _("Organisation"),
                        _("Postcode"),
                        _("First known"),
                    ),
                    rows=others,
                )
            )
        return sheets

    def erase(self, person: Person, *, now: datetime) -> dict[str, int]:
        """Joinings keep only their day; what was made of who is who goes.

        Each other address is a row of its own, for which this is called too. A file of people that waits to
        be brought in may name them: it has to be uploaded again.
        """
        Merge.objects.filter(kept=person).update(kept=None, record={})
        Merge.objects.filter(gone=person).update(gone=None, record={})
        proposals = DuplicateProposal.objects.filter(Q(one=person) | Q(other=person)).delete()[0]
        tags = person.tags.through.objects.filter(person_id=person.pk).delete()[0]
        return {
            _("tags taken off"): tags,
            _("likely duplicates forgotten"): proposals,
            _("uploaded files of people emptied"): PeopleImport.objects.exclude(content=None).update(
                content=None
            ),
        }

    def erase_address(self, address: str, *, now: datetime) -> dict[str, int]:
        """Saved filters that look for the address."""
        words = (quote_plus(address), address)
        looking = Q(query__icontains=words[0]) | Q(query__icontains=words[1]) | Q(name__icontains=address)
        return {_("saved filters removed"): SavedFilter.objects.filter(looking).delete()[0]}

    def merge(self, *, kept: Person, gone: Person) -> dict[str, Any]:
        """The tags of both stand on the one that is kept."""
        had = set(kept.tags.values_list("pk", flat=True))
        added = sorted(set(gone.tags.values_list("pk", flat=True)) - had)
        kept.tags.add(*added)
        return {"tags": added}

    def unmerge(self, *, kept: Person, gone: Person, record: dict[str, Any]) -> None:
        """Tags that came with the other side go again."""
        kept.tags.remove(*record["tags"])

    def kept(self) -> list[Kept]:
        """People themselves, the team's notes on who is who, and uploaded files."""
        days = settings.RETENTION["people"]
        return [
            Kept(
                what=_("Your email address, and name, role, organisation and postcode where you gave them"),
                whose=_("People who ask for a guide or whom a colleague brought in from a list"),
                why=_("To give you what you ask for, to count you once, and to answer you"),
                ground=_("Legitimate interests"),
                how_long=_("Until you ask us to erase it, or nothing was heard of you for this long"),
                setting="RETENTION_PEOPLE_DAYS",
                days=days,
            ),
            Kept(
                what=_("Your other addresses, words the team sorts by, which entries are one person"),
                whose=_("People who ask for a guide or whom a colleague brought in from a list"),
                why=_("So that you are one person to us and not written to twice"),
                ground=_("Legitimate interests"),
                how_long=_("As long as we know who you are"),
                setting="RETENTION_PEOPLE_DAYS",
                days=days,
            ),
            Kept(
                what=_("Files of people that a colleague uploads, while they are looked through"),
                whose=_("People in such a file"),
                why=_("So that mistakes are seen before anything is written"),
                ground=_("Legitimate interests"),
                how_long=_("One day"),
            ),
        ]


register(PeopleOwner())
