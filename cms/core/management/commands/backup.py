"""Make a backup of the database and the files in one file."""

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.core.backups import BackupError
from cms.core.backups.making import expire, in_words, make_backup, usual_place
from cms.core.backups.stopping import stopping_politely

EXPLAINED = """Write the database and all files of the site into one new file, which its owner alone may read.

The site may go on meanwhile. Without FILE the archive goes into the folder `backups` of the data folder,
named after the moment; with a folder as FILE, there. Nothing is overwritten. With --keep, backups in the same
folder that this command named by itself are deleted once they are older.

The archive holds personal data: keep it elsewhere, encrypted, and no longer than promised. SECRET_KEY and
other settings are not in it.

Exit code: 0, or 1 with a sentence when no backup was made."""


class Command(BaseCommand):
    """`backup`, `backup /elsewhere/`, `backup --keep 30`."""

    requires_system_checks = ()

    def create_parser(self, *args, **kwargs):
        """Keep the paragraphs of the help."""
        parser = super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)
        parser.description = EXPLAINED
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and how long."""
        parser.add_argument(
            "file", metavar="FILE", nargs="?", type=Path, help="the archive, or a folder for it"
        )
        parser.add_argument(
            "--keep", metavar="DAYS", type=int, help="delete older backups in the same folder"
        )

    def handle(self, *, file: Path | None, keep: int | None, **options: Any) -> None:
        """Make it; progress goes to stderr, what was made to stdout."""
        if keep is not None and keep < 1:
            raise CommandError("--keep wants a number of days, 1 or more.")
        now = timezone.now()
        say = self.stderr.write if options["verbosity"] else lambda _line: None
        self.stderr.style_func = None
        try:
            with stopping_politely():
                made = make_backup(target=file or usual_place(now), now=now, say=say)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if made.vanished:
            say(f"{made.vanished} files were deleted while the backup was made, and are not in it.")
        self.stdout.write(f"{made.path}: the database and {made.files:,} files, {in_words(made.size)}.")
        if keep is not None:
            gone = expire(folder=made.path.parent, keep_days=keep, now=now)
            self.stdout.write(f"{gone} older than {keep} days deleted.")
