"""Ordering a letter: the one place that hands it to the worker."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from ..tasks import send_letter

if TYPE_CHECKING:
    from datetime import datetime

    from ..models import Download


def order_letter(*, download: Download, now: datetime) -> None:
    """Have a letter with a fresh link sent to the person who asked.

    Call it inside the transaction that decided so: if that is undone, nothing is sent.
    """
    send_letter.enqueue(download_id=download.pk, key=str(uuid.uuid4()), decided_at=now.isoformat())
