"""What tells whether a file is the same as the one before."""

import hashlib
from pathlib import Path


def checksum_of(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal figures."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
