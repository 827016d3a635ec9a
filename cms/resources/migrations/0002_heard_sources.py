"""The answers to “Where did you hear about this?” that the team starts with."""

from django.db import migrations

# The form offers one answer for events, to stay quick; the named ones keep the detail of imported history.
SOURCES = [
    ("newsletter", "Email or newsletter", "E-bost neu gylchlythyr"),
    ("colleague", "A colleague", "Cydweithiwr"),
    ("website", "Our website", "Ein gwefan"),
    ("search", "A search engine", "Peiriant chwilio"),
    ("twitter", "Twitter", "Twitter"),
    ("facebook", "Facebook", "Facebook"),
    ("senco-forum", "A SENCO forum", "Fforwm i SENCOs"),
    ("schools-week", "Schools Week", "Schools Week"),
    ("event", "An event, such as nasen Live", "Digwyddiad, fel nasen Live"),
    ("training-day", "A training day", "Diwrnod hyfforddi"),
    ("university-course", "A university course", "Cwrs prifysgol"),
    ("somewhere-else", "Somewhere else", "Rhywle arall"),
    ("nasen-live", "nasen Live", "nasen Live"),
    ("academies-show", "The Academies Show", "The Academies Show"),
    ("tes-sen-show", "The TES SEN Show", "The TES SEN Show"),
]
NOT_OFFERED = {"nasen-live", "academies-show", "tes-sen-show"}


def write(apps, schema_editor):
    """Add each source once."""
    source = apps.get_model("resources", "HeardSource")
    for place, (code, name, name_cy) in enumerate(SOURCES, start=1):
        source.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "name_cy": name_cy,
                "sort_order": place * 10,
                "is_offered": code not in NOT_OFFERED,
                "takes_words": code == "somewhere-else",
            },
        )


class Migration(migrations.Migration):
    dependencies = [("resources", "0001_initial")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
