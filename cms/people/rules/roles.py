"""How people write what they do, in tables that were never meant for us."""

import re
import unicodedata
from functools import cache

from django.utils.translation import override

from ..choices import Role

# Beside the words of the form, folded.
ROLE_SPELLINGS = {
    Role.SENCO: "sendco|inclusion manager|sen coordinator|send coordinator|inclusion lead|"
    "special educational needs coordinator",
    Role.TEACHER: "class teacher|classroom teacher|school teacher",
    Role.TEACHING_ASSISTANT: "ta|hlta|lsa|learning support assistant",
    Role.HEAD: "head|headteacher|head teacher|principal|deputy head|deputy headteacher|assistant head|"
    "assistant headteacher|senior leader|slt|headmaster|headmistress",
    Role.TRUST_LEADER: "trust leader|mat leader|ceo|mat ceo|trust",
    Role.GOVERNOR: "governor|trustee|send governor|sen governor|chair of governors",
    Role.LOCAL_AUTHORITY: "la|la officer|local authority|local authority adviser|adviser|advisor|"
    "local authority advisor",
    Role.HEALTH: "ep|educational psychologist|psychologist|therapist|speech and language therapist|"
    "health professional",
    Role.ACADEMIC: "academic|university|lecturer|researcher|university lecturer|university staff",
    Role.STUDENT: "student|trainee|trainee teacher|student teacher",
    Role.PARENT: "parent|carer|parent/carer|parents",
    Role.CHARITY: "charity|voluntary sector|charity worker",
    Role.CONSULTANT: "consultant|trainer|independent consultant|send consultant",
    Role.OTHER: "other",
}


def fold_role(text: str) -> str:
    """One spelling: small letters, single spaces, no marks between words and no article before."""
    words = " ".join(re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", text).casefold()).split())
    return re.sub(r"^(an?|the|our) (?=\w)", "", words)


@cache
def _spellings() -> dict[str, str]:
    found = {
        fold_role(spelling): role.value
        for role, spellings in ROLE_SPELLINGS.items()
        for spelling in spellings.split("|")
    }
    for language in ("cy", "en"):
        with override(language):
            for role in Role:
                found[fold_role(str(role.label))] = found[fold_role(role.value)] = role.value
    return found


def role_of(text: str) -> str:
    """The role that is meant, in English or Welsh; empty for none that we know."""
    return _spellings().get(fold_role(text), "")
