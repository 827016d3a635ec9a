"""Ordering a letter: the one place that hands it to the worker."""

from __future__ import annotations

import uuid
from datetime import datetime

# A number that no row has: a task about nobody costs as much as one about somebody, so that the time an
# answer takes does not tell whether an address is known.
NOBODY = 0


def order_letter(*, kind: str, now: datetime, sign_up: int = NOBODY, person: int = NOBODY) -> None:
    """Have a letter sent about a sign-up or to a person (keys of rows); about neither, nothing is sent.

    Call it inside the transaction that decides so: if that is undone, nothing is sent.
    """
    from ..tasks import send_letter

    send_letter.enqueue(
        key=str(uuid.uuid4()), kind=str(kind), sign_up=sign_up, person=person, decided_at=now.isoformat()
    )
