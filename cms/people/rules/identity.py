"""What makes two spellings the same address, and what of typed words can be kept."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

LONGEST_ADDRESS = 254
_SPACE = re.compile(r"\s+")


def clean_words(text: str, limit: int = 200) -> str:
    """Return one line of at most `limit` characters that every database can keep.

    Control and invisible characters and halves of surrogate pairs go (PostgreSQL refuses NUL, UTF-8
    the halves); runs of space become one. Everything else stays as typed.
    """
    if text.isascii() and text.isprintable():
        return _SPACE.sub(" ", text).strip()[:limit].rstrip()
    line = "".join(" " if character.isspace() else character for character in text)
    kept = "".join(
        character for character in line if unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"}
    )
    return _SPACE.sub(" ", kept).strip()[:limit].rstrip()


def normalise_email(text: str) -> str:
    """Return the one spelling of an e-mail address: no space around it, small letters.

    Invisible characters, as come along when an address is copied, are dropped, and full-width
    characters made plain. Dots and plus-parts stay: they tell addresses apart at some providers.

    Raises `ValueError` with a sentence for the person who typed it.
    """
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text)
        plain = "".join(character for character in plain if unicodedata.category(character) != "Cf")
    address = plain.strip().lower()
    if not address:
        raise ValueError(_("Enter an email address."))
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValueError(_("Enter an email address like name@school.org.uk.")) from error
    if len(address) > LONGEST_ADDRESS:
        raise ValueError(_("The email address is too long."))
    return address
