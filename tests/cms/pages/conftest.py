"""A small site with one page of every type, in English, and the parts to make more."""

import datetime
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from wagtail.models import Locale, Page

from cms.pages.models import (
    CaseStudyIndexPage,
    CaseStudyPage,
    HomePage,
    Partner,
    PeopleIndexPage,
    Profile,
    SectionPage,
    StandardPage,
    StoryAuthor,
    StoryIndexPage,
    StoryPage,
)


def part(kind: str, value: Any) -> dict[str, Any]:
    """One block as it is stored, with the id that wagtail-localize needs."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def every_block(page: Page) -> list[dict[str, Any]]:
    """A body with one of each block that needs no picture."""
    return [
        part("heading", {"text": "A main heading", "level": "h2"}),
        part("paragraph", "<p>Words with <b>weight</b>.</p>"),
        part("heading", {"text": "A smaller heading", "level": "h3"}),
        part("quote", {"text": "It made us talk.", "name": "Ada", "role": "SENCO"}),
        part("steps", {"steps": [part("item", {"title": "First step", "text": "<p>Begin.</p>"})]}),
        part(
            "timeline",
            {"moments": [part("item", {"when": "May", "title": "We met", "text": "<p>Twice.</p>"})]},
        ),
        part("callout", {"tone": "warning", "title": "Mind this", "text": "<p>Really.</p>"}),
        part(
            "table",
            {
                "columns": [{"type": "text", "heading": "Stage"}, {"type": "number", "heading": "Share"}],
                "rows": [{"values": ["Reporting", "25"]}, {"values": ["Preparation", "19"]}],
                "caption": "Which stage was hardest",
            },
        ),
        part(
            "video",
            {
                "title": "A talk",
                "url": "https://video.example.org/1",
                "length": "4 minutes",
                "transcript": "<p>Hello.</p>",
            },
        ),
        part("button", {"text": "Read on", "page": page.pk, "url": "", "kind": "primary"}),
        part("cards", {"title": "Look here", "pages": [part("item", page.pk)]}),
        part("child_cards", {"title": "Below", "page": page.pk, "order": "newest", "limit": 3}),
        part(
            "statistics",
            {"statistics": [part("item", {"value": "87%", "label": "found it useful"})], "source": "Survey"},
        ),
    ]


def add(parent: Page, model: type[Page], title: str, **fields: Any) -> Page:
    """Make and publish a page."""
    page = parent.add_child(instance=model(title=title, locale=parent.locale, **fields))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def tree(db) -> SimpleNamespace:
    """One page of every type."""
    home = HomePage.objects.get(locale__language_code="en")
    about = add(home, SectionPage, "About us", slug="about", summary="Who we are.", show_in_menus=True)
    body = every_block(about)
    profile = Profile.objects.create(
        name="Ada Example",
        role="SENCO",
        bio="<p>Teaches.</p>",
        link="https://example.org/ada",
        locale=Locale.get_default(),
    )
    Partner.objects.create(name="Example Trust", link="https://example.org/", locale=Locale.get_default())
    stories = add(home, StoryIndexPage, "Stories", slug="stories", show_in_menus=True)
    story = StoryPage(
        title="Our first review",
        slug="our-first-review",
        summary="How it went.",
        date=datetime.date(2018, 3, 22),
        areas=["teaching", "leadership"],
        body=body,
        authors=[StoryAuthor(profile=profile)],
    )
    stories.add_child(instance=story)
    story.save_revision().publish()
    studies = add(home, CaseStudyIndexPage, "Case studies", slug="case-studies")
    study = add(
        studies,
        CaseStudyPage,
        "Hillside",
        slug="hillside",
        who="Hillside Primary School, Leeds",
        about_them="Two forms in each year.",
        how_they_heard="A colleague told us.",
        guide=about,
        areas=["outcomes"],
        timeline=[part("moment", {"when": "June", "title": "Began", "text": "<p>Slowly.</p>"})],
        challenges="<p>Time.</p>",
        outcomes="<p>Calm.</p>",
        next_steps="<p>Again.</p>",
        body=[part("quote", {"text": "Do it.", "name": "", "role": ""})],
    )
    home.heading, home.lead = "Help for every school", "Free guides."
    home.action_text, home.action_page = "See the stories", stories
    home.body = [part("child_cards", {"title": "Stories", "page": stories.pk, "order": "tree", "limit": 6})]
    home.save_revision().publish()
    return SimpleNamespace(
        home=home,
        about=about,
        standard=add(
            about, StandardPage, "Privacy", slug="privacy", body=body, reviewed_on=datetime.date(2018, 5, 25)
        ),
        stories=stories,
        story=story,
        studies=studies,
        study=study,
        people=add(about, PeopleIndexPage, "People", slug="people"),
        profile=profile,
    )


@pytest.fixture
def welsh_about(tree) -> Page:
    """The section about us, in Welsh."""
    welsh = Locale.objects.get(language_code="cy")
    page = tree.about.copy_for_translation(welsh, copy_parents=True)
    page.title = "Amdanom ni"
    page.save_revision().publish()
    page.refresh_from_db()
    return page
