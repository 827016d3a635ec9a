"""What the doctor asks about the guides: is every private file where its record says, and unchanged?"""

import hashlib
from collections.abc import Iterator

from cms.core.doctor import OK, WRONG, Finding, register

from .models import File


@register("guides")
def guides() -> Iterator[Finding]:
    """Compare each file with the checksum that was taken when it came in."""
    missing, changed, sound = [], [], 0
    for record in File.objects.select_related("edition__resource").iterator():
        try:
            with record.file.open("rb") as stored:
                same = hashlib.file_digest(stored, "sha256").hexdigest() == record.sha256
        except FileNotFoundError:
            missing.append(record.download_name)
            continue
        if same:
            sound += 1
        else:
            changed.append(record.download_name)
    again = "Put it back from the backup, or upload it again on its edition."
    for name in missing:
        yield Finding(WRONG, "guides", f"The file of {name} is missing.", again)
    for name in changed:
        yield Finding(WRONG, "guides", f"The file of {name} is not the one that was uploaded.", again)
    if not missing and not changed:
        yield Finding(OK, "guides", f"{sound} files are in their place and unchanged.")
