"""Says what is wrong with this installation and how to mend it."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.core.doctor import NOTE, OK, WRONG, examine

SIGNS = {OK: "ok   ", NOTE: "note ", WRONG: "WRONG"}


class Command(BaseCommand):
    """Asks every question the doctor knows, and changes nothing."""

    help = (
        "Say what is wrong with this installation and how to mend it. Changes nothing. "
        "Leaves with 0 when all is well, with 1 when something is wrong."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--format", choices=["text", "json"], default="text", help="text for people, or JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, print, and leave with a telling code."""
        findings = examine()
        wrong = sum(finding.state == WRONG for finding in findings)
        if options["format"] == "json":
            answer = {"well": not wrong, "findings": [asdict(finding) for finding in findings]}
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            for finding in findings:
                self.stdout.write(f"{SIGNS[finding.state]}  {finding.what}: {finding.found}")
                if finding.mend and finding.state != OK:
                    self.stdout.write(f"       {finding.mend}")
            self.stdout.write("All is well." if not wrong else f"{wrong} to mend.")
        if wrong:
            sys.exit(1)
