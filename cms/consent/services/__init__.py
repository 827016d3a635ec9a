"""Every write to the ledger of consent and the suppression list, and the one check before anything is sent.

For other rooms:

- `suppress(email=, reason=, source=, now=)` and `suppress_digest(digest=, …)`: nobody is mailed again; what
  is kept is a keyed hash (`digest_of`). Both may be called any number of times.
- `is_suppressed(email)`, and `lift_suppression(…)` for the person's own confirmed act alone.
- `may_mail(person, purpose, now=)`: the `Verdict` at the moment of sending; `mailable(people, purpose)`: all
  of some people at once.
- `give_consent`, `withdraw_consent`: an act of somebody's.
"""

from .ledger import current_wording, give_consent, resolved, withdraw_consent
from .mailing import CONFIRM_WITHIN, Verdict, mailable, may_mail
from .suppression import (
    digest_of,
    is_suppressed,
    key_mark,
    lift_suppression,
    may_be_asked,
    suppress,
    suppress_digest,
)

__all__ = [
    "CONFIRM_WITHIN",
    "Verdict",
    "current_wording",
    "digest_of",
    "give_consent",
    "is_suppressed",
    "key_mark",
    "lift_suppression",
    "mailable",
    "may_be_asked",
    "may_mail",
    "resolved",
    "suppress",
    "suppress_digest",
    "withdraw_consent",
]
