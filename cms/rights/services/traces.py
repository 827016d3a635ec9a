"""What nobody's app owns: logs, tasks, sessions and the outbox may have an address in them."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.core.outbox import BETWEEN
from cms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

TAKEN_OUT = "(erased)"


def remove_traces(*, addresses: Iterable[str], names: Iterable[str], people: Iterable[int]) -> dict[str, int]:
    """Take addresses and names out of what the site as a whole writes down. Call it inside a transaction.

    Returns how many of what, in words. A letter that lies in the outbox goes as a whole: it is somebody's.
    """
    addresses = [address for address in addresses if address]
    done: Counter[str] = Counter()
    # A name of one word stands in many texts that are not about this person.
    told = [*addresses, *(name for name in names if " " in name.strip())]
    done[_("entries of the history made anonymous")] = _logs(told, list(people))
    for address in addresses:
        done[_("finished tasks removed")] += _tasks(address)
        done[_("letters removed from the outbox")] += _outbox(address)
    done[_("sessions ended")] = _sessions(addresses)
    return dict(done)


def without(text: str, told: Iterable[str]) -> str:
    """The text with every address and name taken out, however it is written."""
    for words in told:
        text = re.sub(re.escape(words), TAKEN_OUT, text, flags=re.IGNORECASE)
        text = re.sub(re.escape(json.dumps(words)[1:-1]), TAKEN_OUT, text, flags=re.IGNORECASE)
    return text


def _logs(told: list[str], people: list[int]) -> int:
    """Entries about the person are named by number; in others the words go. Staff's own acts stay theirs."""
    of_person = ContentType.objects.get_for_model(Person)
    done = 0
    entries = ModelLogEntry.objects.filter(content_type=of_person, object_id__in=[str(pk) for pk in people])
    for entry in entries:
        entry.label = _("Person %(number)s") % {"number": entry.object_id}
        entry.data = json.loads(without(json.dumps(entry.data), told))
        entry.save(update_fields=["label", "data"])
        done += 1
    for words in told:
        # The history of a page is named by its title, which may be somebody else of that name.
        for model in (ModelLogEntry, PageLogEntry) if "@" in words else (ModelLogEntry,):
            texts = model.objects.annotate(told=Cast("data", TextField()))
            found = texts.filter(label__icontains=words) | texts.filter(told__icontains=words)
            for entry in found:
                entry.label = without(entry.label, told)
                entry.data = json.loads(without(json.dumps(entry.data), told))
                entry.save(update_fields=["label", "data"])
                done += 1
    return done


def _tasks(address: str) -> int:
    """A task names keys and no addresses; should one, it goes, unless a worker has it in hand."""
    tasks = DBTaskResult.objects.annotate(
        told=Cast("args_kwargs", TextField()), came_out=Cast("return_value", TextField())
    )
    found = (
        tasks.filter(told__icontains=address)
        | tasks.filter(came_out__icontains=address)
        | tasks.filter(traceback__icontains=address)
    )
    return DBTaskResult.objects.filter(
        pk__in=list(found.exclude(status="RUNNING").values_list("pk", flat=True))
    ).delete()[0]


def _sessions(addresses: list[str]) -> int:
    """Signing in by e-mailed code keeps the address for a quarter of an hour. A session is signed, so read
    each."""
    keys = [
        session.session_key
        for session in Session.objects.iterator()
        if any(address in json.dumps(session.get_decoded()).lower() for address in addresses)
    ]
    return Session.objects.filter(session_key__in=keys).delete()[0]


def _outbox(address: str) -> int:
    """Where letters go into a folder instead of the post. They go once the erasure is sure to last."""
    folder = Path(settings.EMAIL_FILE_PATH) if getattr(settings, "EMAIL_FILE_PATH", None) else None
    if folder is None or not folder.is_dir():
        return 0
    done = 0
    for path in folder.glob("*.log"):
        count = sum(address.encode() in letter.lower() for letter in path.read_bytes().split(BETWEEN))
        if count:
            done += count
            transaction.on_commit(lambda path=path: _take_letters_out(path, address.encode()))
    return done


def _take_letters_out(path: Path, address: bytes) -> None:
    """Write a file of the outbox anew without somebody's letters; without any letter it goes."""
    if not path.exists():
        return
    kept = [letter for letter in path.read_bytes().split(BETWEEN) if address not in letter.lower()]
    if any(letter.strip() for letter in kept):
        path.write_bytes(BETWEEN.join(kept))
    else:
        path.unlink(missing_ok=True)
