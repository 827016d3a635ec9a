"""The columns of the register's three files, by the names they have had over the years.

`cms.core.spreadsheets` folds names to small letters with `_` for spaces: `LA (code)` comes as `la_(code)`.
Only the columns named here are read at all: heads' names, telephone numbers and the like never are.
"""

from ..choices import Dataset

# Names as the register writes them. Of those in one tuple, one is enough.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    Dataset.SCHOOLS: (("URN",), ("EstablishmentName",)),
    Dataset.GROUPS: (("Group UID",), ("Group Name",), ("Group Type", "Group Type (code)")),
    Dataset.LINKS: (("URN",), ("LinkURN",), ("LinkType",)),
}
# What each column of a record is read from. A record keeps what it knew where all of them have vanished.
SCHOOL_FIELDS: dict[str, tuple[str, ...]] = {
    "status": ("EstablishmentStatus (code)", "EstablishmentStatus (name)"),
    # A place is one answer: without the authority all of it is as it was.
    "country": ("LA (code)",),
    "region": ("LA (code)",),
    "authority": ("LA (code)",),
    "place_method": ("LA (code)",),
    "type_name": ("TypeOfEstablishment (name)",),
    "phase": ("PhaseOfEducation (code)", "PhaseOfEducation (name)"),
    "trust_id": ("Trusts (code)",),
    "trust_name": ("Trusts (name)",),
    "town": ("Town",),
    "postcode": ("Postcode",),
    "outcode": ("Postcode",),
    "district": ("DistrictAdministrative (code)",),
    "establishment_number": ("EstablishmentNumber",),
    "pupils": ("NumberOfPupils",),
    "opened_on": ("OpenDate",),
    "closed_on": ("CloseDate",),
    "easting": ("Easting",),
    "northing": ("Northing",),
}
# Read to understand the ones above, and missed by nobody.
ALSO_READ = ("LA (name)", "GOR (code)", "GOR (name)", "TrustSchoolFlag (code)", "TrustSchoolFlag (name)")
GROUP_FIELDS: dict[str, tuple[str, ...]] = {
    "group_id": ("Group ID",),
    "companies_house_number": ("Companies House Number",),
    "town": ("Group Town",),
    "postcode": ("Group Postcode",),
    "opened_on": ("Incorporated on (open date)", "Open date"),
    "closed_on": ("Closed Date",),
    "is_open": ("Group Status (code)", "Group Status"),
}
LINK_FIELDS: dict[str, tuple[str, ...]] = {"name": ("LinkName",), "since": ("LinkEstablishedDate",)}
FIELDS = {Dataset.SCHOOLS: SCHOOL_FIELDS, Dataset.GROUPS: GROUP_FIELDS, Dataset.LINKS: LINK_FIELDS}


def folded(name: str) -> str:
    """The name of a column as `cms.core.spreadsheets` gives it."""
    return "_".join(name.casefold().split())


def kind_of(names: set[str]) -> str:
    """Return which of the three files has these columns (folded), or empty text for none."""
    if "linkurn" in names:
        return Dataset.LINKS
    if "group_uid" in names and "urn" not in names:
        return Dataset.GROUPS
    if {"urn", "establishmentname"} & names and "group_uid" not in names:
        return Dataset.SCHOOLS
    return ""


def missing(kind: str, names: set[str]) -> list[str]:
    """Return the needed columns that a file does not have, in the register's words."""
    return [
        " or ".join(choice) for choice in NEEDED[kind] if not any(folded(name) in names for name in choice)
    ]


def vanished(kind: str, names: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the fields of a record that a file says nothing of, with the columns they would come from."""
    return {
        field: sources
        for field, sources in FIELDS[kind].items()
        if not any(folded(source) in names for source in sources)
    }


def read_from(kind: str) -> frozenset[str]:
    """Return every column (folded) that is read: nothing else of a row is kept, in no file of ours."""
    sources = [*NEEDED[kind], *FIELDS[kind].values(), ALSO_READ if kind == Dataset.SCHOOLS else ()]
    return frozenset(folded(name) for names in sources for name in names)
