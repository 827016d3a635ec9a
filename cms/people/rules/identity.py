"""What makes two spellings the same address, and what of typed words can be kept."""

import re
import unicodedata
from urllib.parse import unquote

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

LONGEST_ADDRESS = 254
_SPACE = re.compile(r"\s+")
_ANGLED = re.compile(r"<\s*([^<>]+?)\s*>")
# What comes along when an address is copied out of a sentence, a list or a program.
_BEFORE, _AFTER = '<(["“‘„«;,: ', '>)]"”’»;,.: '


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
    characters made plain; so are `mailto:`, a name before the address in angle brackets, and a full stop
    or comma behind it. A domain with other letters than a to z stands as its machines know it
    (`xn--…`). Dots and plus-parts stay: they tell addresses apart at some providers.

    Raises `ValueError` with a sentence for the person who typed it.
    """
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text)
        plain = "".join(character for character in plain if unicodedata.category(character) != "Cf")
        plain = plain.replace("。", ".")
    address = _bare(plain.strip()).lower()
    if not address:
        raise ValueError(_("Enter an email address."))
    if not address.isascii():
        address = _with_plain_domain(address)
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValueError(_("Enter an email address like name@school.org.uk.")) from error
    if len(address) > LONGEST_ADDRESS:
        raise ValueError(_("The email address is too long."))
    return address


def _bare(text: str) -> str:
    """The address without what stands around it."""
    if text[-1:].isalpha() and ("<" not in text) and (":" not in text) and text[:1] not in _BEFORE:
        return text
    if len(angled := _ANGLED.findall(text)) == 1:
        text = angled[0]
    text = text.lstrip(_BEFORE).rstrip(_AFTER)
    if text[:7].lower() == "mailto:":
        text = unquote(text[7:].partition("?")[0]).strip().rstrip(_AFTER)
    if text[:1] == text[-1:] == "'":
        text = text.strip("'").rstrip(_AFTER)
    return text.strip()


def _with_plain_domain(address: str) -> str:
    """An address whose domain is written in the letters that machines use (RFC 5891, UTS 46)."""
    name, at, domain = address.rpartition("@")
    try:
        return f"{name}{at}{idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError:
        return address
