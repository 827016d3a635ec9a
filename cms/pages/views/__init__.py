"""Views of the site that are no pages of the tree."""

from .machines import robots, sitemap
from .search import search, suggest
from .sources import data_sources

__all__ = ["data_sources", "robots", "search", "sitemap", "suggest"]
