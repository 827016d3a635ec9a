"""What is done once a night, put together from every app.

An app gives its part in a module of its own called `nightly.py`, found by name, that calls `register`:

    @register("sign-ups never confirmed")
    def forget(now: datetime) -> int: …

A job returns how many records it removed or changed. It must be safe to run twice and safe to miss: it looks
at what is due by `now`, never at when it ran last.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import cache

from django.utils.module_loading import autodiscover_modules

logger = logging.getLogger(__name__)

Job = Callable[[datetime], int]
_JOBS: dict[str, Job] = {}


def register(what: str) -> Callable[[Job], Job]:
    """Have a job done every night; `what` says in a few words what it removes. `ValueError` when taken."""

    def keep(job: Job) -> Job:
        if _JOBS.get(what, job) is not job:
            raise ValueError(f"There is a nightly job “{what}” already.")
        _JOBS[what] = job
        return job

    return keep


@cache
def _discover() -> None:
    autodiscover_modules("nightly")


def run_jobs(*, now: datetime) -> tuple[dict[str, int], list[str]]:
    """Do every app's job; one that fails is logged and keeps no other from its work.

    Returns how many records each job dealt with, and the names of those that failed.
    """
    _discover()
    done: dict[str, int] = {}
    failed: list[str] = []
    for what, job in _JOBS.items():
        try:
            done[what] = job(now)
        except Exception:
            logger.exception("The nightly job “%s” stumbled", what)
            failed.append(what)
    return done, failed
