"""How often a guide may be asked for by one person, and a new link for one guide."""

from cms.core.limits import (
    FROM_ONE_ADDRESS,
    Limit,
    client_address,
    over_limit,
    seconds_left,
    wait_in_words,
)

__all__ = [
    "FOR_ONE_PERSON",
    "FOR_ONE_RENEWAL",
    "FROM_ONE_ADDRESS",
    "Limit",
    "client_address",
    "over_limit",
    "seconds_to_wait",
    "wait_in_words",
]

# What one person could want in an hour: every guide in every format. Stops floods of letters to one address.
FOR_ONE_PERSON = (Limit("person", 20, 3_600), Limit("person-day", 40, 86_400))
# A new link is wanted once; pressed again when the letter is slow.
FOR_ONE_RENEWAL = (Limit("renewal", 3, 3_600), Limit("renewal-day", 6, 86_400))


def seconds_to_wait(address: str, email: str) -> int:
    """Count one more guide for a network address and for a person; how long to wait, 0 if not at all."""
    for limits, who in ((FROM_ONE_ADDRESS, address), (FOR_ONE_PERSON, email)):
        if passed := over_limit(limits, who):
            return seconds_left(passed, who)
    return 0
