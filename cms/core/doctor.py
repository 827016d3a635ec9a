"""What can be wrong with an installation, and how to mend it. Looks only; changes nothing.

Each app may bring questions of its own in a module called `health`, found by name, that calls `register`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.utils.module_loading import autodiscover_modules

from .failures import missing_file

OK, NOTE, WRONG = "ok", "note", "wrong"


@dataclass(frozen=True)
class Finding:
    """One answer: how it stands, what was looked at, what was found, and how to mend it."""

    state: str
    what: str
    found: str
    mend: str = ""


Question = Callable[[], Iterator[Finding]]
_questions: dict[str, tuple[Question, bool]] = {}


def register(what: str, *, reads_database: bool = True) -> Callable[[Question], Question]:
    """Have the doctor ask a question: a function that yields findings, with `what` it looks at."""

    def keep(question: Question) -> Question:
        _questions[what] = (question, reads_database)
        return question

    return keep


def examine() -> list[Finding]:
    """Ask every question and return the findings; a question that fails is a finding too."""
    autodiscover_modules("health")
    try:
        # To connect to SQLite's file makes it, and the doctor makes nothing.
        connected = missing_file() is None
        if connected:
            connection.ensure_connection()
    except DatabaseError:
        connected = False
    findings = []
    for what, (question, reads_database) in _questions.items():
        if reads_database and not connected:
            continue
        try:
            findings += list(question())
        except Exception as error:  # noqa: BLE001 - what breaks a question is a finding
            first = str(error).strip().partition("\n")[0]
            findings.append(Finding(WRONG, what, f"Could not be looked at: {first or type(error).__name__}"))
    return findings
