"""Districts, the area schemes that are known, and the typical school year of England from 2016 to 2030."""

import csv
from pathlib import Path

from django.db import migrations
from django.utils.text import slugify

DATA = Path(__file__).parent.parent / "data"
FIRST_YEAR, LAST_YEAR = 2016, 2030
SCHEMES = {
    "regions": (
        "Regions of England",
        "Rhanbarthau Lloegr",
        "The nine regions of the Office for National Statistics.",
    ),
    "opportunity-areas": (
        "Opportunity Areas",
        "Ardaloedd Cyfle",
        (
            "Twelve areas of the Department for Education, 2016 to 2022: six authorities and six districts. "
            "Months are published; a month counts from its first day to its last."
        ),
    ),
    "rsc-regions": (
        "Regional Schools Commissioner regions",
        "Rhanbarthau'r Comisiynwyr Ysgolion Rhanbarthol",
        (
            "Eight regions of the Department for Education. Which authority lay in which is not part of the "
            "site: the team loads the list with import_areas."
        ),
    ),
    "priority-areas": (
        "Priority areas",
        "Ardaloedd blaenoriaeth",
        "For the areas a contract names. Empty until the team loads its list with import_areas.",
    ),
}


def _rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write_districts(apps, schema_editor):
    """Add each district of England."""
    district = apps.get_model("places", "District")
    district.objects.bulk_create(
        [
            district(
                code=row["code"],
                name=row["name"],
                country="GB-ENG",
                region=row["region"],
                authority=row["authority"],
            )
            for row in _rows("districts.csv")
        ],
        ignore_conflicts=True,
    )


def write_schemes(apps, schema_editor):
    """Add the schemes with their areas, in the form `import_areas` reads."""
    scheme_model, area_model, membership = (
        apps.get_model("places", name) for name in ("AreaScheme", "Area", "AreaMembership")
    )
    schemes = {
        code: scheme_model.objects.get_or_create(
            code=code, defaults={"name": name, "name_cy": welsh, "description": words}
        )[0]
        for code, (name, welsh, words) in SCHEMES.items()
    }
    for row in _rows("areas.csv"):
        area, _made = area_model.objects.get_or_create(
            scheme=schemes[row["scheme"]],
            code=slugify(row["area"]),
            defaults={"name": row["area"], "name_cy": row["area_cy"]},
        )
        if row["part"]:
            membership.objects.get_or_create(
                area=area,
                part=row["part"],
                code=row["code"],
                first_day=row["from"] or None,
                last_day=row["to"] or None,
            )


def write_typical_year(apps, schema_editor):
    """Add the typical calendar, worked out by rule."""
    from cms.places.rules import typical_holidays

    holiday = apps.get_model("places", "Holiday")
    for year in range(FIRST_YEAR - 1, LAST_YEAR + 1):
        for closing in typical_holidays(year):
            if closing.last_day.year >= FIRST_YEAR:
                holiday.objects.get_or_create(
                    authority=None,
                    first_day=closing.first_day,
                    defaults={
                        "kind": str(closing.kind),
                        "last_day": closing.last_day,
                        "source": "docs/decisions/holidays.md",
                    },
                )


def write(apps, schema_editor):
    """All of it; safe to run twice."""
    write_districts(apps, schema_editor)
    write_schemes(apps, schema_editor)
    write_typical_year(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("places", "0006_postcodes_areas_holidays")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
