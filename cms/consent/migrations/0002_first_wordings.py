"""The first words under which people agree to the newsletter."""

from django.db import migrations

WORDINGS = {
    "en": (
        "Yes, send me the newsletter. It has news of guides, training and events, about once a month. "
        "You can stop it at any time with the link in every newsletter."
    ),
    "cy": (
        "Iawn, anfonwch y cylchlythyr ataf. Mae ynddo newyddion am ganllawiau, hyfforddiant a digwyddiadau, "
        "ryw unwaith y mis. Cewch roi’r gorau iddo unrhyw bryd drwy’r ddolen ym mhob cylchlythyr."
    ),
}


def write(apps, schema_editor):
    """Add version 1 in both languages."""
    wording = apps.get_model("consent", "Wording")
    for language, text in WORDINGS.items():
        wording.objects.get_or_create(
            purpose="newsletter", version=1, language=language, defaults={"text": text}
        )


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
