"""Stories as feeds, in the language of the address."""

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core import locales
from cms.core.layout import frame
from cms.core.page_cache import keep
from cms.core.querysets import public

from .areas import area_links
from .models import StoryPage

NEWEST = 20


class StoriesRss(Feed):
    """The newest public stories, as RSS."""

    feed_type = Rss201rev2Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the feed, the same for everybody."""
        return keep(super().__call__(request, *args, **kwargs))

    def get_object(self, request: HttpRequest) -> HttpRequest:
        """Remember the request, which tells addresses and the name of the site."""
        return request

    def title(self, request: HttpRequest) -> str:
        """Return the name of the feed."""
        return _("Stories from %(site)s") % {"site": frame(request).site_name}

    def description(self) -> str:
        """Return what the feed is about."""
        return _("What schools do for children and young people with SEND, told by those who do it.")

    subtitle = description

    def link(self, request: HttpRequest) -> str:
        """Return the address of the list of stories, or the home page where there is none."""
        story = public(StoryPage.objects.live().filter(locale=locales.active())).first()
        return (story.get_parent().get_url(request) if story else None) or reverse("wagtail_serve", args=[""])

    @property
    def language(self) -> str:
        """Return the language of the feed."""
        return get_language() or "en"

    def items(self, request: HttpRequest) -> list[StoryPage]:
        """Return the newest public stories in this language."""
        stories = public(StoryPage.objects.live().filter(locale=locales.active()))
        return list(stories.order_by("-date", "-pk").prefetch_related("authors__profile")[:NEWEST])

    def item_title(self, story: StoryPage) -> str:
        """Return the title."""
        return story.title

    def item_description(self, story: StoryPage) -> str:
        """Return the summary."""
        return story.summary

    def item_link(self, story: StoryPage) -> str:
        """Return the address."""
        return story.url or "/"

    def item_guid(self, story: StoryPage) -> str:
        """Return a name that stays when the story moves."""
        return f"urn:uuid:{story.translation_key}:{story.locale_id}"

    item_guid_is_permalink = False

    def item_pubdate(self, story: StoryPage) -> datetime:
        """Return the date on the story, at nine in the morning in London."""
        return datetime.combine(story.date, time(9), timezone.get_default_timezone())

    def item_updateddate(self, story: StoryPage) -> datetime | None:
        """Return when it was last published."""
        return story.last_published_at

    def item_author_name(self, story: StoryPage) -> str:
        """Return the authors whose profile is public."""
        return ", ".join(author.profile.name for author in story.authors.all() if author.profile.live)

    def item_categories(self, story: StoryPage) -> list[str]:
        """Return the areas in words."""
        return [area.label for area in area_links(story.areas)]


class StoriesAtom(StoriesRss):
    """The newest public stories, as Atom."""

    feed_type = Atom1Feed
