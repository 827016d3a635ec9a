"""A table in a page's body that can be read aloud and translated."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail_localize.segments import StringSegmentValue


class TableBlock(TypedTableBlock):
    """Columns with headings under a caption; the first cell of a row says what the row is about.

    wagtail-localize knows nothing of typed tables, so the block hands over its words itself, under
    paths that tell the place: `caption`, `heading-0`, `cell-2-1` (row, column).
    """

    text = blocks.CharBlock(label=_("Words"), required=False)
    number = blocks.CharBlock(label=_("Numbers"), required=False)

    def clean(self, table: TypedTable) -> TypedTable:
        """Refuse a table without a caption, without rows, or with an unnamed column."""
        cleaned = super().clean(table)
        problems = []
        if not (cleaned.caption or "").strip():
            problems.append(ValidationError(_("Give the table a caption that says what it shows.")))
        if not cleaned.row_data:
            problems.append(ValidationError(_("Add at least one row.")))
        if not all((column["heading"] or "").strip() for column in cleaned.columns):
            problems.append(ValidationError(_("Give each column a heading.")))
        if problems:
            raise TypedTableBlockValidationError(non_block_errors=problems)
        return cleaned

    def get_translatable_segments(self, table: TypedTable) -> list[StringSegmentValue]:
        """Return every word of the table, with its place."""
        words = {"caption": table.caption}
        for index, column in enumerate(table.columns):
            words[f"heading-{index}"] = column["heading"]
        for row_index, row in enumerate(table.row_data):
            for index, value in enumerate(row["values"]):
                words[f"cell-{row_index}-{index}"] = value
        return [StringSegmentValue(place, text) for place, text in words.items() if text]

    def restore_translated_segments(self, table: TypedTable, segments: list[Any]) -> TypedTable:
        """Put translated words where the original ones stood."""
        words = {segment.path: segment.render_text() for segment in segments}
        return TypedTable(
            columns=[
                {**column, "heading": words.get(f"heading-{index}", column["heading"])}
                for index, column in enumerate(table.columns)
            ],
            row_data=[
                {
                    "values": [
                        words.get(f"cell-{row_index}-{index}", value)
                        for index, value in enumerate(row["values"])
                    ]
                }
                for row_index, row in enumerate(table.row_data)
            ],
            caption=words.get("caption", table.caption),
        )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "core/blocks/table.html"
