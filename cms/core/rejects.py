"""The file of rows an import turned away, alike for every import: where it goes, and when it goes again."""

from pathlib import Path

STARTS = ("line,reason,", "list,line,reason,")


def rejects_path(named: str | None, beside: Path | str, *, dry_run: bool) -> Path | None:
    """Where rejected rows go: to the file that was named, else to FILE.rejected.csv beside the table.

    A dry run writes only what was named, hence None where nothing was.
    """
    if named:
        return Path(named)
    return None if dry_run else Path(f"{beside}.rejected.csv")


def drop_stale(path: Path | None, *, imported: Path) -> bool:
    """Take away the file an earlier run left, once a run has turned no row away; whether there was one.

    Only a file whose first line is that of ours goes, and never the table that was just brought in: a file
    of rejected rows is mended and imported like any other. Raises `OSError` where it cannot be removed.
    """
    if path is None or not path.is_file() or (imported.exists() and path.samefile(imported)):
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        first = file.readline(200)
    if not first.startswith(STARTS):
        return False
    path.unlink()
    return True
