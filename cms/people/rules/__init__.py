"""What makes two spellings the same, and what of typed words can be kept."""

from .identity import LONGEST_ADDRESS, clean_words, normalise_email

__all__ = ["LONGEST_ADDRESS", "clean_words", "normalise_email"]
