"""The suite and its downloads."""

from .downloads import DailyTally, Download
from .heard import HeardPhrase, HeardSource
from .letters import Letter
from .pages import ResourceIndexPage, ResourcePage
from .reach import ReachedSchool
from .suite import Edition, File, Resource

__all__ = [
    "DailyTally",
    "Download",
    "Edition",
    "File",
    "HeardPhrase",
    "HeardSource",
    "Letter",
    "ReachedSchool",
    "Resource",
    "ResourceIndexPage",
    "ResourcePage",
]
