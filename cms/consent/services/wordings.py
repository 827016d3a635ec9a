"""New words for a purpose: the old ones stay for ever, because people agreed to them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..models import Wording


class NotNew(ValueError):  # noqa: N818 - reads as a sentence where it is caught
    """The words are those that stand already, or somebody else has just written others."""


def write_wording(*, purpose: str, texts: dict[str, str], after: int, user=None) -> list[Wording]:
    """Add the next version of a purpose's words, in every language at once.

    `after` is the version that whoever writes has seen; 0 where there was none.

    Raises `NotNew` with a sentence when another version has been written meanwhile, or nothing differs.
    """
    with transaction.atomic():
        newest = Wording.objects.filter(purpose=purpose).aggregate(version=Max("version"))["version"] or 0
        if newest != after:
            raise NotNew(_("Somebody else has written version %(version)s meanwhile. Look at it first.")
                         % {"version": newest})  # fmt: skip
        standing = dict(
            Wording.objects.filter(purpose=purpose, version=newest).values_list("language", "text")
        )
        if standing == texts:
            raise NotNew(_("These are the words that stand already."))
        made = [
            Wording.objects.create(purpose=purpose, version=newest + 1, language=language, text=text)
            for language, text in texts.items()
        ]
        log(instance=made[0], action="wagtail.create", user=user)
    return made
