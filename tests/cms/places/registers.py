"""Small files of the register, all made up: no school, trust or person in them is real."""

import csv
from pathlib import Path

# The plain columns, as the register names them; heads' names are among them in every official file.
SCHOOL = {
    "URN": "100001",
    "LA (code)": "383",
    "LA (name)": "Leeds",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "Alderwick Primary School",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (code)": "1",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-1999",
    "CloseDate": "",
    "PhaseOfEducation (code)": "2",
    "PhaseOfEducation (name)": "Primary",
    "NumberOfPupils": "210",
    "TrustSchoolFlag (name)": "Not applicable",
    "Trusts (code)": "",
    "Trusts (name)": "",
    "Town": "Leeds",
    "Postcode": "LS1 4AP",
    "TelephoneNum": "01632960001",
    "HeadTitle (name)": "Ms",
    "HeadFirstName": "Zebedee",
    "HeadLastName": "Quagmire",
    "GOR (code)": "D",
    "GOR (name)": "Yorkshire and the Humber",
    "DistrictAdministrative (code)": "E08000035",
    "Easting": "429000",
    "Northing": "433000",
}
GROUP = {
    "Group UID": "2044",
    "Group ID": "TR00261",
    "Group Name": "OAKLEAF LEARNING TRUST",
    "Companies House Number": "7318714",
    "Group Type (code)": "06",
    "Group Type": "Multi-academy trust",
    "Closed Date": "",
    "Open date": "",
    "Incorporated on (open date)": "19/07/2010",
    "Group Status (code)": "OPEN",
    "Group Status": "Open",
    "Group Town": "Leeds",
    "Group Postcode": "LS1 4AP",
    "Head of Group First Name": "Zebedee",
    "Head of Group Last Name": "Quagmire",
}
LINK = {
    "URN": "100001",
    "LinkURN": "140001",
    "LinkName": "Alderwick Academy",
    "LinkType": "Successor",
    "LinkEstablishedDate": "01-09-2013",
}


def school(**changes: str) -> dict[str, str]:
    """A school, changed: `name`, `town`, `postcode`, `urn`, `status` and columns by their own names."""
    short = {
        "urn": "URN",
        "name": "EstablishmentName",
        "town": "Town",
        "postcode": "Postcode",
        "status": "EstablishmentStatus (code)",
        "authority": "LA (code)",
        "trust": "Trusts (code)",
        "trust_name": "Trusts (name)",
        "closed": "CloseDate",
    }
    row = SCHOOL | {short.get(name, name): value for name, value in changes.items()}
    if "status" in changes:
        row["EstablishmentStatus (name)"] = ""
    return row


def write(path: Path, *rows: dict[str, str], encoding: str = "cp1252", without: tuple[str, ...] = ()) -> Path:
    """Write rows as a file; the columns are those of the first, but those left out."""
    columns = [name for name in rows[0] if name not in without]
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
