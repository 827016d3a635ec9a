"""Being told to stop while a backup is made or put back."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stopping_politely() -> Iterator[None]:
    """Make SIGTERM and SIGHUP end the work as Ctrl-C does, so that what was begun is undone."""
    wanted = (signal.SIGTERM, signal.SIGHUP)
    before = {
        number: signal.signal(number, lambda number, _frame: sys.exit(128 + number)) for number in wanted
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
