"""Backups: one file that holds the database and the files of the site, and the way back from it.

`making` writes one, `restoring` puts one back, whole or not at all. `archive` knows the file, `sqlite` and
`postgresql` know a database each, `stored` knows the storages, `state` says how a database stands, `marks`
what is left on the disk of a machine. docs/deploy.md tells an administrator how to use them.
"""

from django.conf import settings

# A folder of each storage where a restore keeps what it replaces, until it is done.
BEFORE = ".before-restore"
CHUNK = 1024 * 1024  # bytes held in memory at once


class BackupError(Exception):
    """A backup cannot be made or put back; the words say why and what to do, to the person at the keys.

    Whoever reads this can rely on it that the site is as it was, unless the words say otherwise.
    """


def storages_kept() -> list[str]:
    """The names of the storages a backup holds: all but the styles, which are collected anew."""
    return sorted(set(settings.STORAGES) - {"staticfiles"})
