"""Looking for words in the whole database: what an erasure left standing, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import TextField
from django.db.models.functions import Cast

if TYPE_CHECKING:
    from collections.abc import Iterator

# Tables of public facts: postcodes, schools, areas. Millions of rows, none of which came from a person.
PUBLIC_FACTS = frozenset({"places"})
HOLDS_TEXT = (models.CharField, models.TextField, models.JSONField, models.FileField)


@dataclass(frozen=True, slots=True)
class Mention:
    """How many rows of a model have the words in one of their columns."""

    model: str
    column: str
    rows: int


def mentions(words: str) -> Iterator[Mention]:
    """Every column of the site's own tables in which the words stand, upper and lower case alike.

    It reads each text in the database; on a large site that takes seconds. Sessions are packed, so they are
    not seen here.
    """
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in PUBLIC_FACTS or model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_concrete_fields:
            if not isinstance(field, HOLDS_TEXT):
                continue
            rows = (
                model._base_manager.annotate(words_here=Cast(field.attname, TextField()))
                .filter(words_here__icontains=words)
                .order_by()
                .count()
            )
            if rows:
                yield Mention(model=str(model._meta.verbose_name), column=str(field.verbose_name), rows=rows)
