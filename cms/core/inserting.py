"""Inserting many rows of one model with one statement, several times faster than `bulk_create`."""

from collections.abc import Sequence

from django.db import connection, models

# The types a driver may store differently from how Python has them; everything else is text or a number.
_ADAPTED = (models.UUIDField, models.DateField)


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model. They do not get to know their keys.

    Django builds a statement of thousands of placeholders for each `bulk_create`; this gives the driver one
    statement and the values, in the order of the model's columns. Constraints hold as ever.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join("%s" for _ in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    adapters = [(field.attname, _adapter(field)) for field in fields]
    values = [
        [adapt(getattr(row, name)) if adapt else getattr(row, name) for name, adapt in adapters]
        for row in rows
    ]
    with connection.cursor() as cursor:
        # Names of our own tables and columns, quoted by Django.
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)  # noqa: S608 - names of our own tables


def _adapter(field: models.Field):
    if isinstance(field, _ADAPTED):
        return lambda value: field.get_db_prep_save(value, connection)
    if field.choices:
        return lambda value: None if value is None else str(value)
    return None
