"""What the suite shows elsewhere in the admin."""

from .home import WeekPanel
from .people import OrganisationDownloadsPanel, OrganisationReachPanel, PersonDownloadsPanel

__all__ = ["OrganisationDownloadsPanel", "OrganisationReachPanel", "PersonDownloadsPanel", "WeekPanel"]
