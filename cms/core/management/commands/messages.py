"""`manage.py messages`: keep the interface's translations up to date."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.core.catalogue import faults, gather, update

FOLDERS = ("theme", "cms", "courses", "campaigns")


class Command(BaseCommand):
    """Gather the words of the interface into the message files, and compile them."""

    help = (
        "Gathers the words of the interface into cms/locale/*/LC_MESSAGES/django.po and compiles them. "
        "With --check it changes nothing, and leaves with 1 when words are missing, unused or untranslated."
    )
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is wrong")

    def handle(self, *args, check: bool, **options) -> None:
        found = gather(Path(settings.BASE_DIR), FOLDERS)
        wrong: list[str] = []
        for path in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")):
            catalogue = polib.pofile(str(path), wrapwidth=110)
            compiled = path.with_suffix(".mo")
            if not check:
                update(catalogue, found)
                catalogue.save()
                catalogue.save_as_mofile(str(compiled))
            language = path.parts[-3]
            wrong += [f"{language}: {fault}" for fault in faults(catalogue, found)]
            if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
                wrong.append(f"{language}: {compiled.name} is not what {path.name} compiles to")
            self.stdout.write(
                f"{language}: {len(catalogue)} texts, {catalogue.percent_translated()} % translated"
            )
        if wrong and check:
            raise CommandError(
                "\n".join([*wrong, "Run `make messages`, translate what is new, run it again."])
            )
        for line in wrong:
            self.stdout.write(line)
