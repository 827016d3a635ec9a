"""The ledger of erasures: small files that no restore takes back, and that name nobody.

Each entry is one file in the folder `ERASURE_LEDGER` of the private storage. It holds two keyed hashes and a
moment. A backup takes entries along, and putting one back adds those it finds and removes none.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from cms.consent.services.suppression import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One address that was erased at a moment (aware). `person_hash` is empty when nobody was known by it."""

    key: uuid.UUID
    address_hash: str
    person_hash: str
    erased_at: datetime


def hash_of_address(address: str) -> str:
    """The keyed hash under which an address is suppressed and known to the ledger."""
    return digest_of(address)


def hash_of_person(key: uuid.UUID) -> str:
    """The keyed hash of a person's key, which would otherwise lead from the ledger to their old downloads."""
    return hmac.new(settings.SUPPRESSION_KEY.encode(), f"person {key}".encode(), hashlib.sha256).hexdigest()


def write_entry(entry: Entry) -> None:
    """Put an entry into the ledger. Raises what the storage raises: without the entry nothing is erased."""
    told = {
        "key": str(entry.key),
        "address": entry.address_hash,
        "person": entry.person_hash,
        "erased_at": entry.erased_at.isoformat(),
    }
    storages["private"].save(
        f"{settings.ERASURE_LEDGER}/{entry.key}.json", ContentFile(json.dumps(told).encode())
    )


def entries() -> Iterator[Entry]:
    """Every entry of the ledger, in no promised order.

    Raises `ValueError` for a file that cannot be read: an erasure that is passed over would undo a promise.
    """
    storage = storages["private"]
    try:
        _folders, names = storage.listdir(settings.ERASURE_LEDGER)
    except FileNotFoundError:
        return
    for name in sorted(names):
        if not name.endswith(".json"):
            continue
        with storage.open(f"{settings.ERASURE_LEDGER}/{name}") as file:
            try:
                told = json.loads(file.read())
                yield Entry(
                    key=uuid.UUID(told["key"]),
                    address_hash=told["address"],
                    person_hash=told["person"],
                    erased_at=datetime.fromisoformat(told["erased_at"]),
                )
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"The ledger's file {name} cannot be read.") from error
