"""What every page shares, and the settings of the site."""

from .letters import LetterFields
from .page import BasePage, Card
from .settings import Menu, SiteSettings

__all__ = ["BasePage", "Card", "LetterFields", "Menu", "SiteSettings"]
