"""Work done after the answer has gone out. Each task may run twice and does its work once."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from .services.letters import claim_letter, post_letter


@task(backend="jobs")
def send_letter(*, key: str, kind: str, sign_up: int, person: int, decided_at: str) -> str:
    """Send the letter with this key, unless it was sent before; say what became of it."""
    now = timezone.now()
    letter = claim_letter(
        key=key,
        kind=kind,
        sign_up=sign_up,
        person=person,
        decided_at=datetime.fromisoformat(decided_at),
        now=now,
    )
    if letter is None:
        return "not ours to send"
    wait = post_letter(letter=letter, now=now)
    if wait is not None:
        send_letter.using(run_after=now + wait).enqueue(
            key=key, kind=kind, sign_up=sign_up, person=person, decided_at=decided_at
        )
    return str(letter.state)
