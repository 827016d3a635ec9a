"""The parts a page's body is built from. Each has a template under `core/blocks/`."""

from .bodies import BodyBlocks, MenuItems
from .links import LinkBlock, LinkValue
from .words import HeadingBlock, MomentBlock
from .writing import RICH_TEXT_FEATURES

__all__ = [
    "RICH_TEXT_FEATURES",
    "BodyBlocks",
    "HeadingBlock",
    "LinkBlock",
    "LinkValue",
    "MenuItems",
    "MomentBlock",
]
