"""What a visitor meets on the way to a guide."""

from .asking import again, get
from .device import forget
from .from_letter import email_link, renew
from .pages import edition, how_we_count
from .serving import file, ready

__all__ = ["again", "edition", "email_link", "file", "forget", "get", "how_we_count", "ready", "renew"]
