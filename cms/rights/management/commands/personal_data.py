"""All that is kept of somebody: taken out for them, or erased."""

import logging
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.people.rules import normalise_email

from ...choices import How
from ...services.erasing import Report, erase, rehearse
from ...services.identity import find_identity
from ...services.packaging import write_package

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Two verbs: `export` writes a zip, `erase` says what it would do until `--yes` makes it do so."""

    help = (
        "`export EMAIL` writes one zip with all that the site keeps of somebody: to read, as JSON, CSV and "
        "files. `erase EMAIL` says what an erasure would remove; with --yes it does so: figures stay as "
        "they were, the address is never written to again, and a restored backup does not bring them back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The verb, the address, and what belongs to each verb."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="write a zip of all that is kept")
        export.add_argument("email")
        export.add_argument("--output", metavar="FILE", help="where to (default: personal-data.zip)")
        export.add_argument("--language", choices=["en", "cy"], help="instead of the person's own")
        erasing = verbs.add_parser("erase", help="say what would be removed, or remove it")
        erasing.add_argument("email")
        erasing.add_argument("--yes", action="store_true", help="really erase; there is no way back")
        erasing.add_argument("--letter", action="store_true", help="tell the person, as the last letter")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says. Exit code 1 when the address is none, or nobody is known by it to export."""
        try:
            address = normalise_email(options["email"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["verb"] == "export":
            self._export(address, options)
        else:
            self._erase(address, options)

    def _export(self, address: str, options: dict[str, Any]) -> None:
        identity = find_identity(address)
        if not identity:
            raise CommandError("Nobody is known by that address, so there is nothing to export.")
        path = Path(options["output"] or "personal-data.zip")
        try:
            # It is about one person: nobody else on this machine reads it. A file that is there stays.
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError as error:
            raise CommandError(f"{path} is there already. Name another file with --output.") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        try:
            with path.open("wb") as file:
                write_package(identity[-1], file, now=timezone.now(), language=options["language"] or "")
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        logger.info("A copy of one person's data was written by the command")
        self.stdout.write(f"Written to {path}. It holds personal data: hand it over safely, then remove it.")

    def _erase(self, address: str, options: dict[str, Any]) -> None:
        now = timezone.now()
        if not options["yes"]:
            report = rehearse(email=address, now=now)
            self.stdout.write("This is what would be done. Nothing has been changed; --yes does it.")
            self._tell(report)
            return
        try:
            report = erase(email=address, how=How.COMMAND, now=now, letter=options["letter"], look=True)
        except OSError as error:
            raise CommandError(
                f"The ledger of erasures cannot be written ({error.strerror}), so nothing was erased."
            ) from error
        self.stdout.write("Erased." if report.known else "Nobody was known by that address.")
        self._tell(report)
        for mention in report.left:
            self.stdout.write(
                f"Still mentioned in {mention.rows} × {mention.model}, {mention.column}: somebody wrote it "
                "there by hand. Look, and decide."
            )
        if not report.left:
            self.stdout.write("The whole database has been searched: the address stands nowhere any more.")

    def _tell(self, report: Report) -> None:
        for line in report.lines or ["nothing"]:
            self.stdout.write(f"  {line}")
        if report.staff:
            self.stdout.write(
                "A staff account has this address. It is no part of this and stays: remove it under "
                "Settings, Users."
            )
