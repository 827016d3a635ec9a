"""Content written in English and Welsh side by side, and the Welsh given to wagtail-localize."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from cms.core.demo import DemoError

NAMESPACE = uuid.UUID("6f1c5dd8-7b0f-4c8e-9f0e-2f8d6a3f4b11")


@dataclass(frozen=True)
class Two:
    """The same words in English and in Welsh."""

    en: str
    cy: str


Words = str | Two
"""A plain `str` is the same in both languages, or stands on a page that is only in English."""


@dataclass(frozen=True)
class Html:
    """Rich text: blocks of a tag and its words; `ul` and `ol` hold several."""

    blocks: tuple[tuple[str, tuple[Words, ...]], ...]


@dataclass(frozen=True)
class Ref:
    """A page of the demo, by its key, known once the page is made."""

    key: str


def text(*paragraphs: Words | tuple[Words, ...]) -> Html:
    """Rich text of paragraphs; a tuple among them is a bulleted list."""
    return Html(tuple(("ul", item) if isinstance(item, tuple) else ("p", (item,)) for item in paragraphs))


def _item(value: Any) -> dict:
    return {"type": "item", "value": value, "id": ""}


def block(kind: str, value: Any) -> dict:
    """One block of a StreamField, as it is stored. Ids come later: wagtail-localize needs them."""
    return {"type": kind, "value": value, "id": ""}


def paragraph(*paragraphs: Words | tuple[Words, ...]) -> dict:
    """Paragraphs and lists."""
    return block("paragraph", text(*paragraphs))


def heading(words: Words, level: str = "h2") -> dict:
    """A heading within the page."""
    return block("heading", {"text": words, "level": level})


def quote(words: Words, name: Words = "", role: Words = "") -> dict:
    """What somebody said."""
    return block("quote", {"text": words, "name": name, "role": role})


def steps(*pairs: tuple[Words, Words]) -> dict:
    """Steps in order: what each is called, and what to do."""
    return block("steps", {"steps": [_item({"title": title, "text": text(words)}) for title, words in pairs]})


def callout(title: Words, *words: Words, tone: str = "note") -> dict:
    """Something not to be missed."""
    return block("callout", {"tone": tone, "title": title, "text": text(*words)})


def statistics(*pairs: tuple[Words, Words], source: Words = "") -> dict:
    """Numbers with what they count."""
    items = [_item({"value": value, "label": label}) for value, label in pairs]
    return block("statistics", {"statistics": items, "source": source})


def button(words: Words, page: str, kind: str = "primary") -> dict:
    """The thing to do next: leads to a page of the demo."""
    return block("button", {"text": words, "page": Ref(page), "url": "", "kind": kind})


def child_cards(title: Words, page: str, *, order: str = "tree", limit: int = 6) -> dict:
    """Cards of the pages under a page."""
    return block("child_cards", {"title": title, "page": Ref(page), "order": order, "limit": limit})


def moment(when: Words, title: Words, *words: Words) -> dict:
    """Something that happened, in a case study's timeline."""
    return block("moment", {"when": when, "title": title, "text": text(*words)})


def english(value: Any, pages: dict[str, Page], path: str = "") -> Any:
    """The value in English, with pages looked up and every block given an id that stays the same."""
    if isinstance(value, Two):
        return value.en
    if isinstance(value, Ref):
        return pages[value.key].pk
    if isinstance(value, Html):
        return "".join(
            _tagged(tag, [english(words, pages) for words in items]) for tag, items in value.blocks
        )
    if isinstance(value, dict):
        return {
            key: str(uuid.uuid5(NAMESPACE, path)) if key == "id" else english(part, pages, f"{path}/{key}")
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [english(part, pages, f"{path}/{number}") for number, part in enumerate(value)]
    return value


def _tagged(tag: str, items: list[str]) -> str:
    if tag in ("ul", "ol"):
        return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
    return f"<{tag}>{items[0]}</{tag}>"


def welsh(value: Any) -> dict[str, str]:
    """English to Welsh, each as wagtail-localize keeps it."""
    return dict(_pairs(value))


def _pairs(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Html):
        for _tag, items in value.blocks:
            for words in items:
                yield tuple(StringValue.from_source_html(side)[0].data for side in _sides(words))
    elif isinstance(value, str | Two):
        yield tuple(StringValue.from_plaintext(side).data for side in _sides(value))
    elif isinstance(value, dict | list | tuple):
        parts: Iterable = value.values() if isinstance(value, dict) else value
        for part in parts:
            yield from _pairs(part)


def _sides(words: Words) -> tuple[str, str]:
    return (words.en, words.cy) if isinstance(words, Two) else (words, words)


def translate(instance: Model, words: dict[str, str], locale: Locale) -> Model:
    """Make the Welsh of a page or snippet, through wagtail-localize, and publish it.

    The Welsh page then opens in the admin's translation editor, stays where its source is in the
    tree, and can be synchronised when the English changes. A page's parent must have been translated.

    Raises `DemoError` where a string of the source has no Welsh among `words`.
    """
    source, _made = TranslationSource.update_or_create_from_instance(instance)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        said = words.get(segment.string.data)
        if said is None:
            raise DemoError(f"There is no Welsh for “{segment.string.data}” ({instance}).")
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={"data": said, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
        )
    if not isinstance(instance, Page):
        translation.save_target(publish=True)
        return instance.get_translation(locale)
    # Publishing through wagtail-localize would wait for the end of the transaction.
    translation.save_target(publish=False)
    page = instance.get_translation(locale).specific
    page.get_latest_revision().publish()
    page.refresh_from_db()
    return page
