"""Records of the registers, and our own, as what a typed name may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.places.choices import SchoolStatus
from cms.places.reports import authority_name

from ..rules.matching import Candidate

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cms.places.models import LocalAuthority, School, SchoolGroup

    from ..models import Organisation

OPEN = (SchoolStatus.OPEN, SchoolStatus.CLOSING)
_SCHOOL = ("urn", "name", "town", "postcode", "outcode", "authority", "region", "status", "type_name")


def read_schools(schools: QuerySet[School]) -> list[Candidate]:
    """Schools of the register. One query."""
    return [_school(*row) for row in schools.order_by().values_list(*_SCHOOL)]


def _school(urn, name, town, postcode, outcode, authority, region, status, type_name) -> Candidate:
    return Candidate(
        target=f"school:{urn}",
        kind="school",
        name=name,
        town=town,
        postcode=postcode,
        outcode=outcode,
        authority=authority,
        authority_name=authority_name(authority),
        region=region,
        is_open=status in OPEN,
        detail=", ".join(part for part in (type_name, town, postcode, f"URN {urn}") if part),
    )


def as_trust(row: SchoolGroup) -> Candidate:
    """A trust or another group of schools."""
    return Candidate(
        target=f"trust:{row.uid}",
        kind="trust",
        name=row.name,
        town=row.town,
        postcode=row.postcode,
        outcode=row.postcode.partition(" ")[0],
        is_open=row.is_open,
        detail=", ".join(part for part in (str(row.get_kind_display()), row.town, row.postcode) if part),
    )


def as_authority(row: LocalAuthority) -> Candidate:
    """A local authority."""
    return Candidate(
        target=f"authority:{row.code}",
        kind="authority",
        name=row.name,
        authority=row.code,
        authority_name=row.name,
        region=row.region,
        detail=_("Local authority"),
    )


def as_free(row: Organisation) -> Candidate:
    """An organisation that no register holds."""
    return Candidate(
        target=f"organisation:{row.pk}",
        kind=row.kind,
        name=row.name,
        town=row.town,
        postcode=row.postcode,
        outcode=row.outcode,
        authority=row.authority,
        region=row.region,
        detail=", ".join(part for part in (str(row.get_kind_display()), row.town) if part),
    )
