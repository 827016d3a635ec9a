"""Every write to the ledger of consent and the suppression list, and the one check before anything is sent.

For other rooms:

- `suppress(email=, reason=, source=, now=)` and `suppress_digest(digest=, …)`: nobody is mailed again; what
  is kept is a keyed hash (`digest_of`). Both may be called any number of times.
- `is_suppressed(email)`, and `lift_suppression(…)` for the person's own confirmed act alone.
- `may_mail(person, purpose, now=)`: the `Verdict` at the moment of sending; `mailable(people, purpose)`: all
  of some people at once.
- `sign_up(…)`: somebody ticked the box; they are written to, and it counts once they confirm.
- `give_consent`, `withdraw_consent`: an act of somebody's.
- `unsubscribe_headers(person, purpose, now=)`: what every message about a purpose carries.
"""

from .choosing import agree, person_of, unsubscribe
from .ledger import current_wording, give_consent, withdraw_consent
from .letters import preferences_address, unsubscribe_address, unsubscribe_headers
from .mailing import CONFIRM_WITHIN, Verdict, mailable, may_mail
from .signing_up import (
    ask_again,
    awaits_confirmation,
    confirm,
    forget_letters,
    forget_unconfirmed,
    send_choices,
    sign_up,
    waiting_sign_up,
)
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
    "agree",
    "ask_again",
    "awaits_confirmation",
    "confirm",
    "current_wording",
    "digest_of",
    "forget_letters",
    "forget_unconfirmed",
    "give_consent",
    "is_suppressed",
    "key_mark",
    "lift_suppression",
    "mailable",
    "may_be_asked",
    "may_mail",
    "person_of",
    "preferences_address",
    "send_choices",
    "sign_up",
    "suppress",
    "suppress_digest",
    "unsubscribe",
    "unsubscribe_address",
    "unsubscribe_headers",
    "waiting_sign_up",
    "withdraw_consent",
]
