"""The database refuses to change what was said, and no longer to write the same once more.

Django writes a row as it stands when a fixture is loaded a second time.
"""

from django.db import migrations

LEDGER = ("purpose", "subject", "act", "wording_id", "source", "at", "asked_at", "proof", "note")
WORDS = ("purpose", "version", "language", "text")


def changed(columns, differs):
    """The condition that one of the columns is to become another."""
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)


def drop(schema_editor):
    """Take the triggers away; the function on PostgreSQL stays."""
    on = schema_editor.connection.vendor == "postgresql"
    for name, table in (
        ("consent_ledger_stands", "consent_consentevent"),
        ("consent_words_stand", "consent_wording"),
    ):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on else ""))


def guard(apps, schema_editor):
    """Make them anew."""
    drop(schema_editor)
    postgresql = schema_editor.connection.vendor == "postgresql"
    differs = "IS DISTINCT FROM" if postgresql else "IS NOT"
    ledger = f"NEW.person_id IS NOT NULL AND ({changed(LEDGER, differs)})"
    words = changed(WORDS, differs)
    if postgresql:
        end = "EXECUTE FUNCTION consent_stands()"
        schema_editor.execute(
            "CREATE TRIGGER consent_ledger_stands BEFORE UPDATE ON consent_consentevent "
            f"FOR EACH ROW WHEN ({ledger}) {end}"
        )
        schema_editor.execute(
            f"CREATE TRIGGER consent_words_stand BEFORE UPDATE ON consent_wording FOR EACH ROW WHEN ({words}) {end}"
        )
        return
    schema_editor.execute(
        f"CREATE TRIGGER consent_ledger_stands BEFORE UPDATE ON consent_consentevent WHEN {ledger} "
        "BEGIN SELECT RAISE(ABORT, 'the ledger of consent is only added to'); END"
    )
    schema_editor.execute(
        f"CREATE TRIGGER consent_words_stand BEFORE UPDATE ON consent_wording WHEN {words} "
        "BEGIN SELECT RAISE(ABORT, 'the words of a version never change'); END"
    )


class Migration(migrations.Migration):
    dependencies = [("consent", "0004_words_and_a_ledger_that_stands")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
