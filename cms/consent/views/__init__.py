"""The pages on which people say yes and no."""

from .leaving import leave
from .preferences import ask, preferences, sent
from .signing_up import confirmation, newsletter, newsletter_sent

__all__ = ["ask", "confirmation", "leave", "newsletter", "newsletter_sent", "preferences", "sent"]
