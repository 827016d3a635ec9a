"""What the data folder of this machine remembers: a restore under way, and the last backup made."""

import datetime as dt
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from django.conf import settings

from . import BackupError

CUT_SHORT = (
    "A restore is under way, or was cut short. If none is running, put the site back as it was before: "
    "python manage.py restore --undo"
)


def _folder() -> Path:
    return Path(settings.DATA_DIR)


@dataclass
class Mark:
    """A restore under way: whether the database was empty before, and whether only tidying up is left."""

    was_empty: bool
    done: bool = False

    @staticmethod
    def path() -> Path:
        """The file that says a restore is under way; that it is there keeps a second one out."""
        return _folder() / "restore-under-way.json"

    @classmethod
    def found(cls) -> Self | None:
        """The restore that is under way or was cut short, or nothing."""
        try:
            return cls(**json.loads(cls.path().read_text()))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            # An empty file: cut short before anything else was done.
            if not cls.path().stat().st_size:
                return cls(was_empty=False)
            raise BackupError(f"{cls.path()} cannot be read. {CUT_SHORT}") from error

    def begin(self) -> None:
        """Keep every other restore out. Raises BackupError when there is one."""
        _folder().mkdir(parents=True, exist_ok=True)
        try:
            os.close(os.open(self.path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise BackupError(CUT_SHORT) from None
        self._write()

    def point_of_no_return(self) -> None:
        """Write down that the restored site counts from now on."""
        self.done = True
        self._write()

    def end(self) -> None:
        """Let the next one in."""
        self.path().unlink(missing_ok=True)

    def _write(self) -> None:
        write_private(self.path(), json.dumps(asdict(self)))


@dataclass(frozen=True)
class LastBackup:
    """When this machine last made a backup (ISO 8601, UTC), where it was put, and its length in bytes."""

    made_at: str
    file: str
    size: int

    @staticmethod
    def path() -> Path:
        """The file that remembers it."""
        return _folder() / "last-backup.json"

    @classmethod
    def found(cls) -> Self | None:
        """The last backup made on this machine, if one is remembered."""
        with suppress(OSError, ValueError, TypeError):
            return cls(**json.loads(cls.path().read_text()))
        return None

    @property
    def moment(self) -> dt.datetime:
        """When it was made, as an aware moment."""
        return dt.datetime.fromisoformat(self.made_at)

    def remember(self) -> None:
        """Write it down for the doctor."""
        _folder().mkdir(parents=True, exist_ok=True)
        write_private(self.path(), json.dumps(asdict(self)))


def write_private(path: Path, text: str) -> None:
    """Write a small file that its owner alone reads: the whole of it, or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
