"""The ledger of consent, who waits to confirm, and who is never mailed."""

from .ledger import ConsentEvent, Hold, SoftOptIn, Wording
from .suppression import Suppression
from .waiting import ConsentLetter, SignUp

__all__ = ["ConsentEvent", "ConsentLetter", "Hold", "SignUp", "SoftOptIn", "Suppression", "Wording"]
