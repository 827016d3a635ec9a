"""What makes two spellings the same, what of typed words can be kept, and who may be the same person."""

from .duplicates import Facts, fold_name, likely_duplicates
from .identity import LONGEST_ADDRESS, clean_words, normalise_email
from .mailboxes import looks_shared, meant, without_tag

__all__ = [
    "LONGEST_ADDRESS",
    "Facts",
    "clean_words",
    "fold_name",
    "likely_duplicates",
    "looks_shared",
    "meant",
    "normalise_email",
    "without_tag",
]
