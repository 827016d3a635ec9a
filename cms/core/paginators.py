"""Pages of long lists that cost the same however long the list is."""

from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator

# Counting a million rows to number the pages costs more than all else on the screen. Nobody turns to page
# 201: who needs a row from there narrows the period, and the export holds them all.
COUNT_AT_MOST = 10_000


class CappedPaginator(WagtailPaginator):
    """Counts no further than it has pages for, so that a page costs the same however many rows there are."""

    @cached_property
    def count(self) -> int:
        """How many rows there are, or `COUNT_AT_MOST` if there are more."""
        return min(self.counted, COUNT_AT_MOST)

    @cached_property
    def counted(self) -> int:
        """How many rows were seen: one more than the pages hold means there are more."""
        return self.object_list.order_by()[: COUNT_AT_MOST + 1].count()

    @property
    def has_more(self) -> bool:
        """Whether there are rows beyond the last page."""
        return self.counted > COUNT_AT_MOST
