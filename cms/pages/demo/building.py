"""Makes pages from what the demo says of them, in English and, where it is written, in Welsh."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from cms.core.demo import Context

from ..models import StoryAuthor
from .bilingual import Ref, Two, Words, english, translate, welsh

LONDON = ZoneInfo("Europe/London")


@dataclass
class Spec:
    """One page: its type, place, and fields. Welsh is made when the title is in both languages."""

    key: str
    model: type[Page]
    parent: str
    slug: Words
    title: Words
    summary: Words = ""
    published: date = date(2018, 3, 1)
    in_menus: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    authors: tuple[str, ...] = ()

    @property
    def is_bilingual(self) -> bool:
        """Whether there is a Welsh page too."""
        return isinstance(self.title, Two)


def _prepared(spec: Spec, pages: dict[str, Page]) -> dict[str, Any]:
    found = {}
    for name, value in spec.fields.items():
        ready = english(value, pages, f"{spec.key}/{name}")
        model_field = spec.model._meta.get_field(name)
        if isinstance(model_field, StreamField):
            ready = json.dumps(ready)
        found[model_field.attname if isinstance(value, Ref) else name] = ready
    return found


def build(context: Context, specs: Iterable[Spec]) -> None:
    """Make each page under its parent and publish it with the date it has in the story.

    `context.found["pages"]` holds the English pages by key; parents must stand there before. A page
    that leads to one made after it gets its fields when all are made.
    """
    pages: dict[str, Page] = context.found.setdefault("pages", {})
    unfinished = []
    for spec in specs:
        try:
            fields = _prepared(spec, pages)
        except KeyError:
            unfinished.append(spec)
            fields = {}
        page = spec.model(
            title=english(spec.title, pages),
            slug=english(spec.slug, pages),
            summary=english(spec.summary, pages),
            show_in_menus=spec.in_menus,
            locale=Locale.get_default(),
            first_published_at=datetime.combine(spec.published, time(9), LONDON),
            **fields,
        )
        if spec.authors:
            page.authors = [StoryAuthor(profile=context.found["profiles"][name]) for name in spec.authors]
        pages[spec.key] = pages[spec.parent].add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
    for spec in unfinished:
        fill(context, spec)


def fill(context: Context, spec: Spec) -> None:
    """Write the fields of a page that was made bare, now that what it leads to is there."""
    pages = context.found["pages"]
    page = pages[spec.key]
    page.title, page.summary = english(spec.title, pages), english(spec.summary, pages)
    for name, value in _prepared(spec, pages).items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()


def build_welsh(context: Context, specs: Iterable[Spec], locale: Locale) -> None:
    """Make the Welsh of every page that is written in both, parents first."""
    pages = context.found["pages"]
    for spec in specs:
        if spec.is_bilingual:
            words = welsh([spec.title, spec.slug, spec.summary, spec.fields])
            page = translate(pages[spec.key], words, locale)
            page.first_published_at = pages[spec.key].first_published_at
            page.show_in_menus = spec.in_menus
            page.save()
