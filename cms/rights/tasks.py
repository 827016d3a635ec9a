"""Work done after the answer has gone out. Each task may run twice, and does its work once."""

from django.utils import timezone
from django_tasks import task

from .services.letters import send
from .services.packaging import fill_package


@task(backend="jobs")
def send_letter(*, key: str) -> str:
    """Send the letter with this key, unless it was sent before; say what became of it."""
    now = timezone.now()
    state, wait = send(key=key, now=now)
    if wait is not None:
        send_letter.using(run_after=now + wait).enqueue(key=key)
    return state


@task(backend="jobs")
def make_package(*, key: str) -> str:
    """Make the copy of somebody's data with this key; say what became of it."""
    return fill_package(key=key, now=timezone.now())
