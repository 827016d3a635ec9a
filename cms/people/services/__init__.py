"""Every write to people and organisations that is more than one save."""

from .identify import Known, addresses_of, canonical, find, identify, identify_many
from .merging import (
    AddressTaken,
    Refused,
    add_address,
    make_main,
    merge_people,
    remove_address,
    unmerge_people,
    why_not_undone,
)
from .organisations import (
    make_organisation,
    organisation_for_authority,
    organisation_for_school,
    organisation_for_trust,
)

__all__ = [
    "AddressTaken",
    "Known",
    "Refused",
    "add_address",
    "addresses_of",
    "canonical",
    "find",
    "identify",
    "identify_many",
    "make_main",
    "make_organisation",
    "merge_people",
    "organisation_for_authority",
    "organisation_for_school",
    "organisation_for_trust",
    "remove_address",
    "unmerge_people",
    "why_not_undone",
]
