"""Names of people and places for the made-up history. All invented, or too common to be anybody."""

import tomllib
from pathlib import Path

from cms.people.choices import OrganisationType as Kind

_NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
FIRST_NAMES, SURNAMES, PLACES = (_NAMES[kind].split() for kind in ("first_names", "surnames", "places"))

SCHOOL_WORDS = {
    Kind.PRIMARY: ("Primary School", "Church of England Primary School", "Junior School", "Infant School"),
    Kind.SECONDARY: ("Academy", "High School", "School", "Community College"),
    Kind.ALL_THROUGH: ("All-through School",),
    Kind.SPECIAL: ("School", "Special School"),
    Kind.ALTERNATIVE: ("Pupil Referral Unit", "Learning Centre"),
    Kind.EARLY_YEARS: ("Nursery School", "Children's Centre"),
    Kind.COLLEGE: ("Sixth Form College", "College"),
    Kind.TRUST: ("Learning Trust", "Multi-Academy Trust", "Schools Partnership"),
}
# Where the record says the guides have been taken abroad, and how often against each other.
ABROAD = {"US": 7, "AU": 6, "CN": 3, "RU": 2, "IN": 3, "LB": 2, "VG": 2, "IE": 4, "AE": 3, "ES": 2}

# What people typed beside "somewhere else", and the source the team sorted it into; "" waits in the inbox.
TYPED = (
    ("NASENCo course", "university-course"),
    ("nasenco award", "university-course"),
    ("my PGCE tutor", "university-course"),
    ("INSET day", "training-day"),
    ("LA training", "training-day"),
    ("SENCO cluster meeting", "senco-forum"),
    ("cluster group", "senco-forum"),
    ("my head passed it on", "colleague"),
    ("A friend who is a SENCO", "colleague"),
    ("Google", "search"),
    ("googled it", "search"),
    ("Educational psychologist", ""),
    ("EP", ""),
    ("LinkedIn", ""),
    ("local offer website", ""),
    ("SENDIASS", ""),
    ("A podcast on the drive home", ""),
    ("our trust's newsletter", ""),
    ("parent carer forum", ""),
    ("can't remember, sorry!", ""),
)
