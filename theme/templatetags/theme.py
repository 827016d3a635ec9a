"""The strict parts that draw every page.

Every tag takes keywords only. A wrong name fails when the template is compiled, a wrong value when it is
drawn: a page with a spelling mistake in it must not go out looking almost right.
"""

import datetime
from collections.abc import Iterable, Sequence
from hashlib import blake2s
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.defaultfilters import filesizeformat
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from theme import dates, drawing, forms, share

register = template.Library()

COVER_SIZES = {"small": (180, 240), "large": (360, 480)}


def _one_of(name: str, value: str, allowed: Iterable[str]) -> str:
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def _needed(**values: Any) -> None:
    for name, value in values.items():
        if value is None or value == "":
            raise ValueError(f"{name} must not be empty.")


def _draw(part: str, /, **context: Any) -> SafeString:
    return get_template(f"theme/components/{part}.html").render(context)


def _svg(markup: str) -> SafeString:
    """Markup from `theme.drawing`, which escapes every word it is given."""
    return mark_safe(markup)  # drawn by our own module out of numbers and escaped words


def _uid(context: template.Context, stem: str, *what: Any) -> str:
    """An id made of what is drawn, numbered where the same is drawn again on the page.

    Blocks are rendered apart and see each other's count only where a request carries it. Made of what is
    drawn, the ids of two drawings can meet only if they are the same drawing.
    """
    name = f"{stem}-{blake2s(repr(what).encode(), digest_size=4).hexdigest()}"
    holder = context.get("request")
    # The outermost layer outlives blocks and includes, so the count goes on through the whole page.
    page = context.render_context.dicts[0] if holder is None else vars(holder)
    seen = page.setdefault("_theme_ids", {})
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}x{seen[name]}"


@register.simple_tag
def button(
    *,
    text: str,
    href: str = "",
    kind: str = "primary",
    name: str = "",
    value: str = "",
    download: bool = False,
    formaction: str = "",
) -> SafeString:
    """A link that looks like a button where `href` is given, else a submit button.

    With `formaction` it takes the form, as far as it is filled in, to another address.
    """
    _needed(text=text)
    _one_of("kind", kind, ("primary", "secondary", "quiet"))
    return _draw(
        "button",
        text=text,
        href=href,
        kind=kind,
        name=name,
        value=value,
        download=download,
        formaction=formaction,
    )


@register.simple_block_tag
def callout(content: str, *, tone: str = "note", title: str = "") -> SafeString:
    """Something set apart: a note, a warning or good news."""
    _one_of("tone", tone, ("note", "warning", "success"))
    return _draw("callout", content=content, tone=tone, title=title)


@register.simple_tag(takes_context=True)
def card(
    context: template.Context,
    *,
    title: str,
    href: str = "",
    text: str = "",
    cover: str = "",
    meta: str = "",
    level: int = 3,
) -> SafeString:
    """A thing among its like. `cover` is the seed of its cover, `level` that of its heading."""
    _needed(title=title)
    _one_of("level", str(level), ("2", "3", "4"))
    drawn = _cover(context, seed=cover, title=title, size="small") if cover else ""
    return _draw("card", title=title, href=href, text=text, cover=drawn, meta=meta, level=level)


@register.simple_block_tag
def cards(content: str, *, columns: str = "auto") -> SafeString:
    """A grid of cards, as a list."""
    _one_of("columns", columns, ("auto", "rows"))
    return _draw("cards", content=content, columns=columns)


def _cover(context: template.Context, *, seed: str, title: str, size: str, label: str = "") -> SafeString:
    width, height = COVER_SIZES[size]
    uid = _uid(context, "cover", seed, title, size)
    return _svg(drawing.cover_svg(seed, title, width, height, label=label, uid=uid))


@register.simple_tag(takes_context=True)
def cover(
    context: template.Context, *, seed: str, title: str, size: str = "small", label: str = ""
) -> SafeString:
    """The cover of a guide. Decoration beside the guide's name, unless `label` names it."""
    _needed(seed=seed)
    _one_of("size", size, COVER_SIZES)
    return _draw("cover", drawing=_cover(context, seed=seed, title=title, size=size, label=label), size=size)


@register.simple_tag(takes_context=True)
def mark(
    context: template.Context, *, size: int = 40, label: str = "", missing: int | None = None
) -> SafeString:
    """The mark of the site; from 96 upwards it shows its eight patterns, and one part may be missing."""
    if size < 96:
        return _svg(drawing.mark_svg(size=size, label=label))
    return _svg(
        drawing.whole_svg(uid=_uid(context, "whole", missing), size=size, label=label, missing=missing)
    )


@register.simple_tag
def ring(*, value: int, total: int, label: str, size: int = 96) -> SafeString:
    """Progress: so many parts of a whole. The label says it in words and is shown."""
    _needed(label=label)
    return _draw(
        "ring", drawing=_svg(drawing.ring_svg(value=value, total=total, label="", size=size)), label=label
    )


@register.simple_tag(takes_context=True)
def area_tag(context: template.Context, *, area: str, label: str, href: str = "") -> SafeString:
    """One of the eight areas as a tag, told by its pattern as much as by its hue."""
    _needed(label=label)
    _one_of("area", area, drawing.AREAS)
    swatch = _svg(drawing.swatch_svg(area, uid=_uid(context, "area", area)))
    return _draw("area_tag", swatch=swatch, label=label, href=href)


@register.simple_tag
def breadcrumbs(*, items: Sequence[tuple[str, str]]) -> SafeString:
    """Where this page stands: (words, address) from the home page down to the parent."""
    return (
        _draw("breadcrumbs", items=[{"text": text, "href": href} for text, href in items])
        if items
        else SafeString("")
    )


@register.simple_tag
def error_summary(*, form: BaseForm) -> SafeString:
    """Everything wrong with a form, on top of it, each line leading to its field."""
    found = forms.problems(form)
    if not found:
        return SafeString("")
    return _draw("error_summary", problems=found, heading=forms.summary_heading(len(found)))


@register.simple_tag
def field(*, field: BoundField, hint: str = "", why: str = "") -> SafeString:
    """One question: label above, hint and reason under the label, error between them and the control."""
    if not isinstance(field, BoundField):
        raise TypeError(f"field must be a field of a form, not {field!r}.")
    if field.is_hidden:
        return field.as_widget()
    return _draw("field", field=forms.parts(field, hint=hint, why=why))


@register.simple_tag
def combobox(
    *,
    field: BoundField,
    into: BoundField,
    url: str,
    label: str,
    none: str,
    least: int = 3,
    find: str = "",
    find_text: str = "",
) -> SafeString:
    """A question answered in one's own words, with a list of suggestions while one types.

    A choice goes into the hidden field `into`, until the words are changed. `url` gives the suggestions
    (`combobox.js` says how), `label` names their list, `none` is told when there are none. Where there is no
    script, the button `find_text` takes the form to the address `find`, a page that lists them.
    """
    if not (isinstance(field, BoundField) and isinstance(into, BoundField) and into.is_hidden):
        raise TypeError("field must be a field of a form, and into a hidden one.")
    _needed(url=url, label=label, none=none)
    also = {
        "data-suggest-url": url,
        "data-suggest-label": label,
        "data-suggest-none": none,
        "data-suggest-least": str(least),
        "data-suggest-into": into.auto_id,
    }
    after = into.as_widget()
    if find:
        after += button(text=find_text, kind="quiet", formaction=find)
    return _draw("field", field=forms.parts(field, also=also, after=after))


@register.simple_tag
def summary_list(*, rows: Sequence[Sequence[str]]) -> SafeString:
    """Names and values: (name, value) or (name, value, address, words of the link)."""
    named = [dict(zip(("term", "value", "href", "link"), row, strict=False)) for row in rows]
    return _draw("summary_list", rows=named) if named else SafeString("")


@register.simple_block_tag(takes_context=True)
def figure_table(context: template.Context, content: str, *, caption: str, note: str = "") -> SafeString:
    """A table in its own scroll box. The body is `<thead>` and `<tbody>`, each row led by a `<th>`."""
    _needed(caption=caption)
    name = _uid(context, "table", caption)
    return _draw("figure_table", content=content, caption=caption, note=note, id=name)


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, *, page: Any, name: str = "page", label: str = "") -> SafeString:
    """Ways to the other pages of a list; keeps the rest of the query."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    request = context.get("request")
    query = request.GET.copy() if request else None

    def href(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    gap = page.paginator.ELLIPSIS
    numbers = [
        {"gap": True}
        if number == gap
        else {"number": number, "href": href(number), "current": number == page.number}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return _draw(
        "pagination",
        numbers=numbers,
        label=label or _("Pages"),
        previous=href(page.previous_page_number()) if page.has_previous() else "",
        next=href(page.next_page_number()) if page.has_next() else "",
    )


@register.simple_block_tag
def details(content: str, *, summary: str, opened: bool = False) -> SafeString:
    """More for those who want it."""
    _needed(summary=summary)
    return _draw("details", content=content, summary=summary, opened=opened)


@register.simple_tag
def empty(*, title: str, text: str = "", href: str = "", link: str = "") -> SafeString:
    """An empty place says what will stand there and how it begins."""
    _needed(title=title)
    return _draw("empty", title=title, text=text, href=href, link=link)


@register.simple_tag
def date(value: datetime.date | datetime.datetime | None, *, style: str = "long") -> SafeString:
    """A day in London, as `dates.day_words` says it, for people and for machines; nothing for no day."""
    _one_of("style", style, dates.STYLES)
    if not value:
        return SafeString("")
    return format_html(
        '<time datetime="{}">{}</time>', dates.machine_words(value), dates.day_words(value, style)
    )


@register.simple_tag
def file_link(
    *,
    text: str,
    href: str,
    kind: str = "",
    size: int | None = None,
    pages: int | None = None,
    language: str = "",
) -> SafeString:
    """A link to a file that says what it is: kind, weight in bytes, number of pages."""
    _needed(text=text, href=href)
    facts = [kind] if kind else []
    if pages:
        facts.append(ngettext("%(count)d page", "%(count)d pages", pages) % {"count": pages})
    if size:
        facts.append(filesizeformat(size))
    return _draw("file_link", text=text, href=href, facts=", ".join(facts), language=language)


@register.simple_tag(takes_context=True)
def menu(context: template.Context, *, items: Sequence[Sequence[Any]], label: str) -> SafeString:
    """A list of ways on: (words, address), or (words, address, whether it is the current one)."""
    _needed(label=label)
    if not items:
        return SafeString("")
    path = getattr(context.get("request"), "path", "")
    rows = []
    for text, href, *rest in items:
        current = "page" if path == href else ""
        if not current and (rest[0] if rest else len(href.strip("/")) > 2 and path.startswith(href)):
            current = "true"
        rows.append({"text": text, "href": href, "current": current})
    return _draw("menu", items=rows, label=label)


@register.simple_tag
def home_url() -> str:
    """The home page in the language of this page."""
    language = get_language() or settings.LANGUAGE_CODE
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


@register.simple_tag
def style_address() -> str:
    """Where the style sheet is, or nothing: a page about a failure must not fail for want of it."""
    try:
        return static("theme/css/site.css")
    except ValueError:
        return ""


@register.simple_tag
def share_address(*, seed: str, title: str, site: str = "") -> str:
    """The path of the picture that stands beside a shared link to this title."""
    _needed(seed=seed, title=title)
    return share.address(seed=seed, title=title, site=site)
