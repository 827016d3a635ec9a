"""Finding pages by words: what anybody may see, in one language."""

import difflib
import unicodedata
from dataclasses import dataclass, field

from django.http import HttpRequest
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from cms.core import locales, page_cache
from cms.core.querysets import public

LONGEST = 200
MOST_RESULTS = 200
MOST_SUGGESTIONS = 6
MOST_CONSIDERED = 60
"""Of so many pages the best are suggested."""

CLOSE_ENOUGH = 0.75
"""How alike two words are, of 1, for the one to be taken for a slip of the other (`difflib`)."""

MOST_MEANT_WORDS = 6
ENDINGS = ("ings", "ing", "ies", "es", "s")


@dataclass
class Results:
    """What was asked for, in order: pages the team puts first, then what was found."""

    query: str
    promoted: list[Page] = field(default_factory=list)
    found: list[int] = field(default_factory=list)
    links: list[SearchPromotion] = field(default_factory=list)
    meant: str = ""
    """The words that may have been meant, where those that were typed are on no page."""


def clean_query(text: str) -> str:
    """Return typed words as they can be searched for: one line, no control characters, at most 200 long."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode("utf-8")[: LONGEST * 4])
    kept = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") else sign for sign in text
    )
    return " ".join(kept.split())[:LONGEST].strip()


def searchable(request: HttpRequest) -> PageQuerySet:
    """Return the public pages of this site in the active language."""
    pages = public(Page.objects.live().filter(locale=locales.active(), depth__gte=2))
    site = Site.find_for_request(request)
    if site is not None:
        pages = pages.descendant_of(site.root_page.localized, inclusive=True)
    return pages


def _words(text: str) -> str:
    """Return the words alone: quotes, brackets and the like mean something else to each database."""
    kept = "".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in text)
    return " ".join(word for word in kept.split() if any(sign.isalnum() for sign in word))


def _stems(words: str) -> str:
    """Return the words without their commonest endings: SQLite does not know that `reviews` is `review`."""
    stems = []
    for word in words.split():
        ending = next((end for end in ENDINGS if word.lower().endswith(end) and len(word) > len(end) + 3), "")
        stems.append(word[: len(word) - len(ending)])
    return " ".join(stems)


def find(request: HttpRequest, query: str) -> Results:
    """Return what matches all the words; failing that what begins like them; failing that any of them."""
    results = Results(query)
    words = _words(query)
    if not words:
        return results
    pages = searchable(request)
    results.promoted, results.links = _promoted(query, pages)
    tries = (
        lambda: pages.search(words, operator="and"),
        lambda: pages.autocomplete(_stems(words), operator="and"),
        lambda: pages.search(words, operator="or"),
    )
    seen = {page.pk for page in results.promoted}
    found: list[Page] = []
    for number, attempt in enumerate(tries):
        if number == 2 and found:
            break
        if number == 2 and not results.promoted:
            results.meant = _meant(request, words, pages)
        for page in attempt()[:MOST_RESULTS]:
            if page.pk not in seen:
                seen.add(page.pk)
                found.append(page)
    results.found = [page.pk for page in _best_first(found, words)]
    return results


def _best_first(found: list[Page], words: str) -> list[Page]:
    """Return the pages of that very title, then guides with the words in theirs, then others, then the rest.

    Each database weighs words in its own way; among equals that order stays.
    """
    wanted = [word.casefold() for word in words.split()]
    stems = [word.casefold() for word in _stems(words).split()]

    def place(page: Page) -> int:
        title = _words(page.title).casefold().split()
        if title == wanted:
            return 0
        if not all(any(word.startswith(stem) for word in title) for stem in stems):
            return 3
        return 1 if getattr(page.specific_class, "first_in_search", False) else 2

    return sorted(found, key=place)


def _meant(request: HttpRequest, words: str, pages: PageQuerySet) -> str:
    """Return the words with slips mended by the words of titles; nothing where there is nothing to mend."""
    site = Site.find_for_request(request)
    known = page_cache.remember(
        f"title-words-{site.pk if site else 0}-{locales.active()}", lambda: _words_of_titles(pages)
    )
    typed = words.split()[:MOST_MEANT_WORDS]
    mended = []
    for word in typed:
        folded = word.casefold()
        close = (
            difflib.get_close_matches(folded, known, n=1, cutoff=CLOSE_ENOUGH)
            if 2 < len(word) < 40 and folded not in known
            else []
        )
        mended.append(close[0] if close else word)
    return " ".join(mended) if mended != typed else ""


def _words_of_titles(pages: PageQuerySet) -> list[str]:
    titles = pages.order_by().values_list("title", flat=True)
    return sorted({word.casefold() for title in titles for word in _words(title).split() if len(word) > 2})


def _promoted(query: str, pages: PageQuerySet) -> tuple[list[Page], list[SearchPromotion]]:
    """Return what the team puts first for these words: public pages, and links elsewhere."""
    chosen = list(SearchPromotion.objects.filter(query__query_string=query.lower()).order_by("sort_order"))
    wanted = [promotion.page_id for promotion in chosen if promotion.page_id]
    public = {page.pk: page for page in pages.filter(pk__in=wanted).specific()} if wanted else {}
    return (
        [public[pk] for pk in wanted if pk in public],
        [promotion for promotion in chosen if promotion.external_link_url],
    )


def suggestions(request: HttpRequest, query: str) -> list[Page]:
    """Return at most six public pages whose title or summary begins like the words."""
    words = _words(query)
    if len(words) < 2:
        return []
    found = list(searchable(request).autocomplete(words)[:MOST_CONSIDERED])
    return [page.specific for page in _best_first(found, words)[:MOST_SUGGESTIONS]]
