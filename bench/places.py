"""Every postcode: a made-up release of full size, against the database's own bulk load; and looking one up.

Run with the settings of the site that is measured, as `inside` does; prints one line of JSON.
PLACES_ROWS is how many postcodes the release has: 2.7 million unless told otherwise, as the real one.
"""

import csv
import itertools
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.inside import set_up

ROWS = int(os.environ.get("PLACES_ROWS", "2700000"))
LOOKUPS = 2000
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
# As wide as ONSPD of November 2025: most of a row is passed over.
WIDE = 53
HEADER = ["pcd7", "pcds", "doterm", "cty25cd", "lad25cd", "ctry25cd", "rgn25cd", "lat", "long"]


def postcodes():
    """Postcodes that could be, in England, with their district and what the tables say of it."""
    from cms.places.data import tables

    units = [f"{n}{a}{b}" for n in range(10) for a in LETTERS for b in LETTERS]
    english = [(code, row) for code, row in tables().outcodes.items() if row.authority]
    each = -(-ROWS // len(english))
    districts = {one.authority: one.code for one in tables().districts.values() if not one.became}
    for outcode, row in english:
        for unit in units[:each]:
            yield outcode, unit, districts[row.authority], row


def write_release(path: Path) -> None:
    """A release as the ONS publishes it, and beside it only what is kept, as a database would load it."""
    filler = [f"E{number:08}" for number in range(WIDE - len(HEADER))]
    kept = path.with_suffix(".kept.csv")
    with (
        path.open("w", encoding="utf-8", newline="") as wide,
        kept.open("w", encoding="utf-8", newline="") as narrow,
    ):
        writer, lines = csv.writer(wide, quoting=csv.QUOTE_NONNUMERIC), csv.writer(narrow)
        writer.writerow([*HEADER, *(f"col{number}" for number in range(len(filler)))])
        for number, (outcode, unit, district, row) in enumerate(itertools.islice(postcodes(), ROWS)):
            ended = "201806" if number % 3 == 0 else ""
            said = [f"{outcode:4}{unit}", f"{outcode} {unit}", ended, "E99999999", district]
            writer.writerow([*said, "E92000001", row.region, row.latitude, row.longitude, *filler])
            lines.writerow([int(outcode + unit, 36), district, row.latitude, row.longitude, bool(ended)])


def bulk_seconds(kept: Path) -> float:
    """Seconds the database takes to load the same rows by its own means into a bare table with that key."""
    from django.db import connection, transaction

    columns = (
        "number bigint, district varchar(9), latitude double precision, longitude double precision, ended {}"
    )
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE TEMP TABLE bare ({columns.format('boolean')})")
            with kept.open("rb") as file, cursor.copy("COPY bare FROM STDIN (FORMAT csv)") as copy:
                while block := file.read(1 << 20):
                    copy.write(block)
            cursor.execute("ALTER TABLE bare ADD PRIMARY KEY (number)")
        else:
            # What `.import` of its shell does: a statement for each row, in one transaction.
            cursor.execute(
                f"CREATE TABLE bare ({columns.format('bool')}, PRIMARY KEY (number)) WITHOUT ROWID"
            )
            with kept.open(encoding="utf-8", newline="") as file:
                cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s, %s)", csv.reader(file))
        cursor.execute("DROP TABLE bare")
    return time.perf_counter() - began


def import_in_a_process_of_its_own(path: Path) -> tuple[float, float]:
    """Seconds on the clock and megabytes at most."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "manage.py", "import_postcodes", "--force", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - began
    # The largest child of this process: the only one so far.
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    return seconds, megabytes


def lookup_milliseconds(sample: list[str]) -> dict[str, float]:
    """How long one whole postcode takes to look up, as a form does it, on the clock."""
    from cms.places.services import locate

    locate(postcode=sample[0])
    times = []
    for postcode in sample:
        begun = time.perf_counter()
        place = locate(postcode=postcode)
        times.append((time.perf_counter() - begun) * 1000)
        assert place.method == "full", postcode
    times.sort()
    return {
        "lookup_p50_ms": round(statistics.median(times), 3),
        "lookup_p95_ms": round(times[int(0.95 * len(times))], 3),
    }


def main() -> None:
    """Write, import, load in bulk, look up; print the figures."""
    set_up()
    with tempfile.TemporaryDirectory(prefix="bench-places-") as folder:
        path = Path(folder) / "ONSPD_NOV_2025_UK.csv"
        write_release(path)
        # The same in every run.
        everything = ((outcode, unit) for outcode, unit, *_rest in itertools.islice(postcodes(), ROWS))
        chosen = random.Random(1)
        some = [f"{a} {b}" for a, b in everything if chosen.random() < LOOKUPS / ROWS]
        seconds, megabytes = import_in_a_process_of_its_own(path)
        bulk = bulk_seconds(path.with_suffix(".kept.csv"))
        size = path.stat().st_size / 1e6
    chosen.shuffle(some)
    print(
        json.dumps(
            {
                "rows": ROWS,
                "file_megabytes": round(size),
                "seconds": round(seconds, 1),
                "megabytes": round(megabytes),
                "rows_per_second": round(ROWS / seconds),
                "bulk_seconds": round(bulk, 1),
                "bulk_rows_per_second": round(ROWS / bulk),
                "bulk_ratio": round(seconds / bulk, 1),
                **lookup_milliseconds(some),
            }
        )
    )


if __name__ == "__main__":
    main()
