"""Finding an organisation by what staff type: in the registers and among those the team has named."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cms.places.models import LocalAuthority, School, SchoolGroup
from cms.places.register.searching import search_schools

from ..models import Organisation
from ..rules.matching import Candidate
from .candidates import as_authority, as_free, as_trust, read_schools

AT_MOST = 20


def search_organisations(text: str, at_most: int = AT_MOST) -> list[Candidate]:
    """What fits a name, town, postcode or URN, of each kind at most so many: our own first, then schools.

    Every word has to be found. Five queries at most, none for nothing typed.
    """
    words = text.split()[:8]
    if not words:
        return []
    free = Organisation.objects.current().filter(school=None, trust=None, local_authority=None)
    urns = [found.urn for found in search_schools(text, at_most)]
    schools = {one.target: one for one in read_schools(School.objects.filter(pk__in=urns))}
    return [
        *(as_free(row) for row in _with_all(free, words, "name", "town")[:at_most]),
        *(schools[f"school:{urn}"] for urn in urns if f"school:{urn}" in schools),
        *(as_trust(row) for row in _with_all(SchoolGroup.objects.all(), words, "name", "town")[:at_most]),
        *(as_authority(row) for row in _with_all(LocalAuthority.objects.all(), words, "name")[:at_most]),
    ]


def _with_all(rows: QuerySet, words: list[str], *fields: str) -> QuerySet:
    """Those that have each word in one of the fields."""
    for word in words:
        asked = Q()
        for name in fields:
            asked |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(asked)
    return rows
