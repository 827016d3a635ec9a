"""Pages that tell: home, sections, stories, case studies, people and partners."""

from .case_studies import CaseStudyIndexPage, CaseStudyPage
from .general import HomePage, SectionPage, StandardPage
from .people import Partner, PeopleIndexPage, Profile
from .stories import StoryAuthor, StoryIndexPage, StoryPage

__all__ = [
    "CaseStudyIndexPage",
    "CaseStudyPage",
    "HomePage",
    "Partner",
    "PeopleIndexPage",
    "Profile",
    "SectionPage",
    "StandardPage",
    "StoryAuthor",
    "StoryIndexPage",
    "StoryPage",
]
