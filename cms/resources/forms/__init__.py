"""The questions on the way to a guide."""

from .again import AgainForm
from .download import DownloadForm
from .offered import newsletter_wording

__all__ = ["AgainForm", "DownloadForm", "newsletter_wording"]
