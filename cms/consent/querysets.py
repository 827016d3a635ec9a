"""A ledger is added to: its rows are neither changed nor deleted through the ORM."""

from __future__ import annotations

from typing import Any

from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete what is only ever added to."""


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses `delete`, and `update` of anything but the fields that the model names as `MAY_CHANGE`."""

    def delete(self) -> Any:
        """Refuse."""
        raise AppendOnlyError(f"{self.model._meta.verbose_name}: rows are added and never deleted.")

    def update(self, **values: Any) -> int:
        """Refuse, unless only what may change is changed (whose a row is, when identities are merged)."""
        if values.keys() - self.model.MAY_CHANGE:
            raise AppendOnlyError(f"{self.model._meta.verbose_name}: rows are added and never changed.")
        return super().update(**values)

    def anonymise(self) -> int:
        """Take the people out of the rows, with what was written about them: the one change there is."""
        return super().update(person=None, note="", recorded_by=None)

    def bulk_update(self, *args: Any, **options: Any) -> int:
        """Refuse."""
        raise AppendOnlyError(f"{self.model._meta.verbose_name}: rows are added and never changed.")
