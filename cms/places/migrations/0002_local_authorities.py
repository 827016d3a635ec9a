"""The 153 authorities with duties for education in England."""

import csv
from pathlib import Path

from django.db import migrations

TABLE = Path(__file__).parent.parent / "data" / "dfe_local_authorities_153.csv"


def write(apps, schema_editor):
    """Add each authority; one that is there already takes the table's name and region."""
    authority = apps.get_model("places", "LocalAuthority")
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [
            authority(
                code=row["dfe_code"], gss_code=row["gss_code"], name=row["name"], region=row["region_code"]
            )
            for row in csv.DictReader(file)
        ]
    authority.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["gss_code", "name", "region"]
    )


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
