"""What is said about the suite and each of its six guides, in English and Welsh."""

from . import adulthood, assistants, governance, reflection, review, trust
from .index import INDEX

GUIDES = (review.PAGE, assistants.PAGE, reflection.PAGE, adulthood.PAGE, governance.PAGE, trust.PAGE)

__all__ = ["GUIDES", "INDEX"]
