"""The data and work of others that the site is built on, with the words their licences ask for."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

OGL = (
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)
MIT = ("MIT Licence", "https://opensource.org/license/mit")
UNICODE = ("Unicode License v3", "https://www.unicode.org/license.txt")
OFL = ("SIL Open Font License 1.1", "https://openfontlicense.org/open-font-license-official-text/")


@dataclass(frozen=True)
class Source:
    """One thing we use: whose it is, which release, what for, and under which licence.

    `attribution` is quoted as the licensor wrote it, in English, in every language of the site.
    """

    name: str
    publisher: str
    release: str
    used_for: str
    licence: tuple[str, str]
    attribution: str = ""


SOURCES = (
    Source(
        _("Postcode areas, districts and sectors"),
        "Office for National Statistics; Ordnance Survey",
        _("ONS Postcode Directory and OS Code-Point Open, November 2025"),
        _(
            "Telling the region, and roughly the local authority, from a postcode. Northern Ireland is "
            "known by country only, because its detailed data has a licence of its own."
        ),
        OGL,
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
        "Contains OS data © Crown copyright and database right 2025. "
        "Contains Royal Mail data © Royal Mail copyright and database right 2025. "
        "Contains National Statistics data © Crown copyright and database right 2025.",
    ),
    Source(
        _("Local authorities in England"),
        "Department for Education; Office for National Statistics",
        _("153 authorities, assembled in November 2025"),
        _("The names and numbers of the authorities in our reports."),
        OGL,
        "Contains public sector information licensed under the Open Government Licence v3.0.",
    ),
    Source(
        _("Names of countries in Welsh"),
        "Unicode, Inc.",
        _("Common Locale Data Repository, release 47"),
        _("The list of countries in the form, and in our reports."),
        UNICODE,
        "Copyright © 1991-Present Unicode, Inc.",
    ),
    Source(
        _("List of robots"),
        "Project COUNTER",
        _("COUNTER-Robots, October 2025"),
        _("Keeping robots out of the count of downloads."),
        MIT,
    ),
    Source(
        _("Atkinson Hyperlegible Next"),
        "Braille Institute of America; The Atkinson Hyperlegible Next Project Authors",
        _("Variable font, Latin"),
        _("The letters of this site and of the guides, drawn to be told apart."),
        OFL,
    ),
)
