"""How often a guide may be asked for by one person, and a new link for one guide."""

from cms.core.limits import FROM_ONE_ADDRESS, Limit, client_address, over_limit

__all__ = ["FOR_ONE_PERSON", "FOR_ONE_RENEWAL", "FROM_ONE_ADDRESS", "Limit", "client_address", "over_limit"]

# What one person could want in an hour: every guide in every format. Stops floods of letters to one address.
FOR_ONE_PERSON = (Limit("person", 20, 3_600), Limit("person-day", 40, 86_400))
# A new link is wanted once; pressed again when the letter is slow.
FOR_ONE_RENEWAL = (Limit("renewal", 3, 3_600), Limit("renewal-day", 6, 86_400))
