"""Where people heard: typed words are sorted into sources, sources merged. What was typed or chosen never
changes.

Every act is logged, and says what it found before, so that it can be taken back. Two people may sort at once:
an act names what its person saw, and leaves alone what has changed since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.core import page_cache

from ..models import HeardPhrase, HeardSource

if TYPE_CHECKING:
    from collections.abc import Iterable

_AS_IT_IS = object()


def sort_phrase(*, phrase: HeardPhrase, source: HeardSource | None, user, seen=_AS_IT_IS) -> bool:
    """Say which source typed words mean, for every download with these words; None takes it back.

    Args:
        phrase: the words.
        source: what they mean. One that was merged stands for what it was merged into.
        user: who says so.
        seen: the key of the source the user saw beside the words (None for none); whatever stands there if
        left out.

    Returns:
        Whether it was done. False when somebody else has sorted the words since, or nothing would change.
    """
    before = phrase.source_id if seen is _AS_IT_IS else seen
    after = source and source.pk
    if before == after:
        return False
    with transaction.atomic():
        done = HeardPhrase.objects.filter(pk=phrase.pk, source=before).update(source=source)
        if done:
            phrase.source = source
            log(
                instance=phrase,
                action="resources.sort",
                user=user,
                title=_("Typed answer %(number)s") % {"number": phrase.pk},
                data={"from": before, "to": after},
            )
    return bool(done)


def sort_phrases(
    *, seen: Iterable[tuple[int, int | None]], source: HeardSource | None, user
) -> tuple[int, int]:
    """Sort many at once.

    Args:
        seen: the key of each phrase with the key of the source that was seen beside it.

    Returns:
        How many were sorted, and how many somebody else had changed meanwhile.
    """
    wanted = dict(seen)
    phrases = HeardPhrase.objects.in_bulk(list(wanted))
    done = sum(
        sort_phrase(phrase=phrase, source=source, user=user, seen=wanted[pk])
        for pk, phrase in phrases.items()
    )
    return done, len(wanted) - done


def add_source(*, name: str, user) -> HeardSource:
    """Make a source from words. It is not offered on the form until somebody decides so.

    Raises:
        ValidationError: the name says nothing, or there is one of that name.
    """
    name = " ".join(name.split())
    code = slugify(name)[:40]
    if not code:
        raise ValidationError(_("Write the name of the source in letters, such as “SENCO forum”."))
    last = HeardSource.objects.order_by("-sort_order").values_list("sort_order", flat=True).first() or 0
    try:
        with transaction.atomic():
            source = HeardSource(code=code, name=name, is_offered=False, sort_order=min(last + 10, 32_767))
            source.full_clean()
            source.save(force_insert=True)
            log(instance=source, action="wagtail.create", user=user)
    except IntegrityError as error:
        raise ValidationError(_("There is already a source of that name.")) from error
    except ValidationError as error:
        if "code" in error.error_dict:
            raise ValidationError(
                _("There is already a source of that name. Choose it in the list.")
            ) from error
        raise
    return source


def root_of(source: HeardSource) -> HeardSource:
    """What a source stands for now: itself, or the last in the chain of what it was merged into."""
    seen = set()
    while source.merged_into_id and source.pk not in seen:
        seen.add(source.pk)
        source = source.merged_into
    return source


def merge_sources(*, source: HeardSource, into: HeardSource, user) -> None:
    """Count one source under another from now on, for all time. No download is rewritten, so it can be
    undone.

    Raises:
        ValidationError: it would go round in a circle, or somebody else has merged one of them meanwhile.
    """
    with transaction.atomic():
        # All of them, in one order, so that two merges at once cannot make a circle or wait for each other.
        rows = {row.pk: row for row in HeardSource.objects.select_for_update().order_by("pk")}
        source, into = rows.get(source.pk), rows.get(into.pk)
        if source is None or into is None:
            raise ValidationError(_("One of these sources is no longer there."))
        if source.merged_into_id:
            raise ValidationError(_("Somebody has already merged this source. Take that back first."))
        target, seen = into, set()
        while target.merged_into_id and target.pk not in seen:
            seen.add(target.pk)
            target = rows[target.merged_into_id]
        if target.pk == source.pk:
            raise ValidationError(_("A source cannot be merged into itself."))
        HeardSource.objects.filter(pk=source.pk).update(merged_into=target)
        page_cache.forget()  # the form on kept pages still offers it
        log(
            instance=source,
            action="resources.merge",
            user=user,
            data={"into": target.pk, "name": target.name},
        )


def unmerge_source(*, source: HeardSource, user) -> bool:
    """Let a merged source stand for itself again. False when it already does."""
    with transaction.atomic():
        row = HeardSource.objects.select_for_update().get(pk=source.pk)
        if row.merged_into_id is None:
            return False
        HeardSource.objects.filter(pk=row.pk).update(merged_into=None)
        page_cache.forget()
        log(instance=row, action="resources.unmerge", user=user, data={"from": row.merged_into_id})
    return True
