"""The demo: each app brings its own part in a module called `demo`, found by name.

A part has a function `load(context) -> bool`. It does nothing and returns False where it finds its own
work done already, so that a second load changes nothing. Lower apps go first.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule


class DemoError(Exception):
    """The demo cannot be loaded here; the words say why, to the person at the command line."""


@dataclass
class Context:
    """What the parts of the demo share while it is loaded.

    `now` is an aware moment; the made-up history ends the day before it. `say` tells of progress.
    `found` passes what one part has made to those after it, by a name both know.
    """

    now: datetime
    with_history: bool = True
    say: Callable[[str], None] = lambda _line: None
    found: dict[str, Any] = field(default_factory=dict)


def parts() -> list[ModuleType]:
    """The `demo` modules of every app that has one, lower apps first.

    Settings list an app before those it builds on, so their order is turned round.
    """
    return [
        import_module(f"{config.name}.demo")
        for config in reversed(list(apps.get_app_configs()))
        if config.name != "cms.core" and module_has_submodule(config.module, "demo")
    ]


def load(context: Context) -> bool:
    """Load every part, then let each finish. Returns whether anything was new.

    A part may also have `finish(context)`, called when all are loaded and something was new: for what
    leads to things of a higher app. Call this inside a transaction.
    """
    found = parts()
    results = [part.load(context) for part in found]
    new = any(results)
    if new:
        for part in found:
            if hasattr(part, "finish"):
                part.finish(context)
    return new
