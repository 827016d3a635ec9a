"""Make the daily tallies anew from the downloads."""

import time

from django.core.management.base import BaseCommand

from cms.resources.services import rebuild_tallies


class Command(BaseCommand):
    """`rebuild_tallies`, for after a restore or when `doctor` says that they disagree."""

    help = (
        "Make every daily tally anew from the downloads, in one transaction. The tallies are kept up with "
        "each download, so this changes nothing unless something went wrong. Exit code: 0."
    )
    requires_system_checks = ()

    def handle(self, **options):
        """Count everything again."""
        self.stderr.write("Counting every download again …")
        began = time.monotonic()
        made = rebuild_tallies()
        self.stdout.write(f"{made:,} daily tallies made in {time.monotonic() - began:.1f} s.")
