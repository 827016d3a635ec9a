"""The first words of the other purposes, and a database that refuses to change what was said."""

from django.db import migrations

WORDINGS = {
    "programme": {
        "en": (
            "Yes, write to me about this programme: dates, places and what to bring. "
            "This is not the newsletter, and it ends with the programme."
        ),
        "cy": (
            "Iawn, ysgrifennwch ataf am y rhaglen hon: dyddiadau, lleoliadau a beth i ddod gyda mi. "
            "Nid y cylchlythyr yw hwn, ac mae’n dod i ben gyda’r rhaglen."
        ),
    },
    "research": {
        "en": (
            "Yes, researchers may ask me a few questions later about what changed in my school. "
            "I can say no each time, and answering is never needed for anything else."
        ),
        "cy": (
            "Iawn, caiff ymchwilwyr ofyn ambell gwestiwn imi yn nes ymlaen am yr hyn a newidiodd yn fy ysgol. "
            "Caf wrthod bob tro, ac nid oes angen ateb er mwyn cael dim byd arall."
        ),
    },
    "example": {
        "en": (
            "Yes, you may pass my example of practice on to others, with the name of my school. "
            "Ask me before you change it."
        ),
        "cy": (
            "Iawn, cewch rannu fy enghraifft o arfer ag eraill, gydag enw fy ysgol. Gofynnwch imi cyn ei newid."
        ),
    },
}

# What a row says stays as it is for as long as it is somebody's; an erasure takes the person out of it. The same
# names on both databases, so that a test can look for them. SQLite forgets a trigger when a later migration makes
# the table anew: the test then asks for it to be made again.
LEDGER = "purpose, subject, act, wording_id, source, at, asked_at, proof, note"
WORDS = "purpose, version, language, text"
SQLITE = (
    f"""CREATE TRIGGER consent_ledger_stands BEFORE UPDATE OF {LEDGER} ON consent_consentevent
        WHEN NEW.person_id IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'the ledger of consent is only added to'); END""",
    f"""CREATE TRIGGER consent_words_stand BEFORE UPDATE OF {WORDS} ON consent_wording
        BEGIN SELECT RAISE(ABORT, 'the words of a version never change'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION consent_stands() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the ledger of consent is only added to' USING ERRCODE = '23000'; END $$""",
    f"""CREATE TRIGGER consent_ledger_stands BEFORE UPDATE OF {LEDGER} ON consent_consentevent
        FOR EACH ROW WHEN (NEW.person_id IS NOT NULL) EXECUTE FUNCTION consent_stands()""",
    f"""CREATE TRIGGER consent_words_stand BEFORE UPDATE OF {WORDS} ON consent_wording
        FOR EACH ROW EXECUTE FUNCTION consent_stands()""",
)


def write(apps, schema_editor):
    """Add version 1 in both languages."""
    wording = apps.get_model("consent", "Wording")
    for purpose, texts in WORDINGS.items():
        for language, text in texts.items():
            wording.objects.get_or_create(
                purpose=purpose, version=1, language=language, defaults={"text": text}
            )


def guard(apps, schema_editor):
    """Have the database refuse a change."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if postgresql else SQLITE:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    """Take the refusal back."""
    on = schema_editor.connection.vendor == "postgresql"
    for name, table in (
        ("consent_ledger_stands", "consent_consentevent"),
        ("consent_words_stand", "consent_wording"),
    ):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on else ""))
    if on:
        schema_editor.execute("DROP FUNCTION IF EXISTS consent_stands()")


class Migration(migrations.Migration):
    dependencies = [("consent", "0003_purposes_proof_and_suppression")]
    operations = [
        migrations.RunPython(write, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
