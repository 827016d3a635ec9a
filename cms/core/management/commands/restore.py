"""Put a backup back."""

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.core.backups import BackupError
from cms.core.backups.archive import opened
from cms.core.backups.restoring import Restored, check, restore_backup, undo_cut_short
from cms.core.backups.stopping import stopping_politely

EXPLAINED = """Put the database and the files of a backup in the place of what is here: all of it, or nothing.

Stop the site first, web and worker. Every checksum is compared before anything changes. A database that
holds data is replaced only with --replace; then files that are not in the backup go too. Migrations that came
after the backup are applied, erasures that came after it are repeated, tasks that were waiting in it are held
back, and everybody has to sign in again. If anything fails, the site is put back as it was.

Restore only backups you trust: what is in one becomes the site.

Exit code: 0, or 1 with a sentence when nothing was restored."""


class Command(BaseCommand):
    """`restore FILE`, `restore FILE --replace`, `restore FILE --dry-run`, `restore --undo`."""

    requires_system_checks = ()

    def create_parser(self, *args, **kwargs):
        """Keep the paragraphs of the help."""
        parser = super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)
        parser.description = EXPLAINED
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one, and how."""
        parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="the archive")
        parser.add_argument(
            "--replace", action="store_true", help="lose what the database and the storages hold now"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="look whether the backup is whole and fits; change nothing"
        )
        parser.add_argument(
            "--other-keys", action="store_true", help="go on although SUPPRESSION_KEY is another one"
        )
        parser.add_argument(
            "--undo", action="store_true", help="put the site back after a restore that was cut short"
        )

    def handle(self, *, file: Path | None, dry_run: bool, undo: bool, **options: Any) -> None:
        """Do it; progress goes to stderr, what was done to stdout."""
        if undo == bool(file):
            raise CommandError("Name the backup to restore, or say --undo.")
        say = self.stderr.write if options["verbosity"] else lambda _line: None
        self.stderr.style_func = None
        other_keys = options["other_keys"]
        try:
            with stopping_politely():
                if undo:
                    if not undo_cut_short(self.stdout.write):
                        self.stdout.write("No restore was cut short; nothing was changed.")
                elif dry_run:
                    with opened(file) as archive:
                        self.tell(
                            check(archive, say, other_keys=other_keys),
                            "The backup is whole and fits this site.",
                        )
                else:
                    result = restore_backup(
                        source=file, replace=options["replace"], say=say, other_keys=other_keys
                    )
                    self.tell(result, "The backup is back.")
        except BackupError as error:
            raise CommandError(str(error)) from error

    def tell(self, result: Restored, what: str) -> None:
        """Say what was done, what it is worth, and what comes next."""
        manifest = result.manifest
        made = timezone.localtime(manifest.moment)
        self.stdout.write(
            f"{what} It was made on {made:%d %B %Y at %H:%M} with version {manifest.version}, from "
            f"{manifest.vendor} {manifest.server}: {sum(manifest.rows.values()):,} rows, "
            f"{len(manifest.members) - 1:,} files."
        )
        if result.migrated:
            self.stdout.write("Migrations that came since are applied.")
        if result.held:
            self.stdout.write(
                f"{result.held} tasks were waiting in it and are held back: they may have been done since."
            )
        for note in result.notes:
            self.stdout.write(f"Note: {note}")
        if what.endswith("back."):
            self.stdout.write("Now run: python manage.py doctor")
