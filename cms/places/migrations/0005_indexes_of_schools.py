"""Two indexes by which schools are found, on columns compared byte by byte."""

from django.db import migrations, models

import cms.core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0004_how_schools_are_found"),
    ]

    operations = [
        migrations.AlterField(
            model_name="school",
            name="sort_name",
            field=cms.core.fields.BytewiseField(blank=True, editable=False, max_length=220),
        ),
        migrations.AlterField(
            model_name="schoolword",
            name="word",
            field=cms.core.fields.BytewiseField(max_length=40),
        ),
        migrations.AddIndex(
            model_name="school",
            index=models.Index(fields=["sort_name", "search_words"], name="schools_in_order"),
        ),
        migrations.AddIndex(
            model_name="schoolword",
            index=models.Index(fields=["word", "school"], name="schools_by_word"),
        ),
    ]
