"""What the doctor asks about consent: is the key of the suppression list the one it was made with?"""

from collections.abc import Iterator

from cms.core.doctor import OK, WRONG, Finding, register

from .models import Suppression
from .services import key_mark


@register("suppression")
def suppression() -> Iterator[Finding]:
    """Count the rows that were made with another key: nobody in them would be recognised."""
    every = Suppression.objects.count()
    strange = Suppression.objects.exclude(key_mark=key_mark()).count()
    if strange:
        yield Finding(
            WRONG,
            "suppression",
            f"{strange} of {every} addresses never to be mailed were hashed with another SUPPRESSION_KEY and "
            "are not recognised.",
            "Put the key back that was set before, and send nothing until then.",
        )
    else:
        yield Finding(OK, "suppression", f"{every} addresses that must not be mailed are recognised.")
