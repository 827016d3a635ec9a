"""A made-up history of any size, written by the database itself: a million downloads in about a minute.

SQLite only: the embedded default is what we promise for. Everything is spread over the same two years,
however many rows there are, as it would be for a site that is simply better known.
"""

from datetime import UTC, datetime

from django.db import connection, models

DAYS = 730
WORDS_EVERY = 25  # every twenty-fifth person types their own words
SPELLINGS_EVERY = 500  # and the words people use grow with the number of people


def _filler(field: models.Field) -> str:
    """What stands in a column nobody gave a value for."""
    if field.null:
        return "NULL"
    if isinstance(field, models.BooleanField | models.IntegerField):
        return "0"
    if isinstance(field, models.DateTimeField):
        return "datetime('now')"
    if field.has_default() and not callable(field.default):
        return "'" + str(field.default).replace("'", "''") + "'"
    return "''"


def _insert(model: type[models.Model], number: int, columns: dict[str, str]) -> None:
    """Insert `number` rows; `columns` holds an SQL expression over `i`, counting from 0, for each column."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    unknown = set(columns) - {field.column for field in fields} - {"id"}
    assert not unknown, f"{model.__name__} has no {sorted(unknown)}"
    expressions = {field.column: columns.get(field.column, _filler(field)) for field in fields}
    if "id" in columns:
        expressions["id"] = columns["id"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {number}) "
            f"INSERT INTO {model._meta.db_table} ({', '.join(expressions)}) "
            f"SELECT {', '.join(expressions.values())} FROM n"
        )


def make_history(number: int) -> None:
    """Replace every person and download by `number` made-up downloads and the people behind them."""
    from cms.people.choices import OrganisationType, Role
    from cms.people.models import Person
    from cms.places.choices import Region
    from cms.resources.models import DailyTally, Download, HeardPhrase, HeardSource, Resource
    from cms.resources.services import rebuild_tallies

    about_downloads = {relation.related_model for relation in Download._meta.related_objects}
    for model in (*about_downloads, DailyTally, Download, HeardPhrase):
        model.objects.all()._raw_delete(using="default")
    Person.objects.all().delete()

    resources = list(Resource.objects.order_by("pk").values_list("pk", flat=True))
    sources = list(HeardSource.objects.order_by("pk").values_list("pk", flat=True))
    people = number * 2 // 3
    spellings = max(1, number // SPELLINGS_EVERY)
    now = int(datetime.now(tz=UTC).timestamp())
    # 7,919 is a prime: days, roles and regions are mixed, yet the same in every run.
    moment = f"datetime({now} - ((i * 7919 + i / 7) % {DAYS}) * 86400 - (i % 3600), 'unixepoch')"

    def pick(values: list, over: str) -> str:
        cases = " ".join(f"WHEN {n} THEN '{value}'" for n, value in enumerate(values))
        return f"CASE ({over}) % {len(values)} {cases} END"

    regions = [*Region.values, ""]
    _insert(
        Person,
        people,
        {
            "id": "i + 1",
            "key": "printf('%032x', i + 1)",
            "email": "'person' || i || '@example.org'",
            "role": pick(Role.values, "i / 3"),
            "organisation_type": pick(OrganisationType.values, "i / 5"),
            "created_at": moment,
            "language": "'en'",
        },
    )
    _insert(
        HeardPhrase,
        spellings,
        {"id": "i + 1", "folded": "'words ' || i", "example": "'Words ' || i"},
    )
    person, turn = f"(i % {people})", f"(i / {people})"
    counted = "(i % 20 <> 7)"
    typed = f"i % {WORDS_EVERY} = 3"
    _insert(
        Download,
        number,
        {
            "key": "printf('%032x', i + 1)",
            "person_id": f"{person} + 1",
            "downloader": f"printf('%032x', {person} + 1)",
            "resource_id": pick(resources, f"{person} + {turn}"),
            "language": "'en'",
            "format": "'pdf'",
            "asked_at": moment,
            "completed_at": moment,
            "day": f"date({moment})",
            "outcome": f"CASE WHEN {counted} THEN 'counted' ELSE 'repeat' END",
            "channel": "'form'",
            "first_ever": f"{turn} = 0 AND {counted}",
            "first_of_resource": counted,
            "role": pick(Role.values, "i / 3"),
            "organisation_type": pick(OrganisationType.values, "i / 5"),
            "heard_source_id": pick(sources, "i / 2"),
            "heard_phrase_id": f"CASE WHEN {typed} THEN (i / {WORDS_EVERY}) % {spellings} + 1 END",
            "heard_words": f"CASE WHEN {typed} THEN 'Words' ELSE '' END",
            "region": pick(regions, "i / 7"),
            "country": "'GB-ENG'",
            "place_method": "'outcode'",
        },
    )
    rebuild_tallies()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
