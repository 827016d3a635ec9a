"""The register: loading 50,000 schools against the database's own bulk load, and the type-ahead over them.

Nobody and no school in the register is real (`bench.register`). Loading is the command as it is called, in
a process of its own, whose peak of memory is told; the bulk load is the same rows, ready-made, into a bare
table of the same columns: `executemany` on SQLite, `COPY` on PostgreSQL. Type-ahead is asked the beginnings
that people type, letter by letter, by name, town, postcode and URN.
"""

import io
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.inside import set_up
from bench.register import rows, write_register

NUMBER = 50_000
ASKED = 2_000


def typed() -> list[str]:
    """What people type on the way to a school, the same in every run."""
    chance = random.Random(7)
    asked = []
    for row in chance.sample(list(rows(NUMBER)), ASKED // 8):
        name, town, postcode = row["EstablishmentName"], row["Town"], row["Postcode"]
        words = name.split()
        asked += [name[:length] for length in (3, 5, 8, 13)]
        asked += [
            f"{words[-2][:4]} {words[0][:5]}",
            f"{town} {words[0][:6]}",
            postcode[: chance.randint(3, 8)],
        ]
        asked.append(row["URN"][: chance.randint(3, 6)])
    chance.shuffle(asked)
    return asked


def bulk_load() -> float:
    """Seconds for the rows of `School`, ready-made, into a bare table."""
    from django.db import connection

    from cms.places.models import School

    table = connection.ops.quote_name(School._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_schools")
        cursor.execute(f"CREATE TABLE bench_schools AS SELECT * FROM {table} WHERE 1 = 0")
        cursor.execute(f"SELECT * FROM {table}")
        made = cursor.fetchall()
        begun = time.perf_counter()
        if connection.vendor == "postgresql":
            cursor.execute("BEGIN")
            with cursor.copy("COPY bench_schools FROM STDIN") as copy:
                for row in made:
                    copy.write_row(row)
            cursor.execute("COMMIT")
        else:
            places = ", ".join(["%s"] * len(made[0]))
            cursor.execute("BEGIN")
            cursor.executemany(f"INSERT INTO bench_schools VALUES ({places})", made)
            cursor.execute("COMMIT")
        seconds = time.perf_counter() - begun
        cursor.execute("DROP TABLE bench_schools")
    return seconds


def load(file: Path) -> tuple[float, float, float]:
    """Seconds of the command and of its CPU, and its most memory in megabytes of a million bytes (Linux)."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "manage.py", "import_schools", str(file), "--verbosity", "0", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    (told,) = json.load(io.StringIO(done.stdout))["files"]
    assert told["added"] == NUMBER, told
    seconds, used = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6


def main() -> dict:
    """Measure, and say what was measured."""
    set_up()
    from cms.places.reports import search_schools

    with tempfile.TemporaryDirectory(prefix="bench-schools-") as folder:
        seconds, cpu, megabytes = load(write_register(Path(folder) / "edubasealldata20250701.csv", NUMBER))
    bulk = bulk_load()
    asked = typed()
    for text in asked[:50]:
        search_schools(text, 8)
    took, cost = [], []
    for text in asked:
        begun, begun_cpu = time.perf_counter(), time.process_time()
        search_schools(text, 8)
        took.append((time.perf_counter() - begun) * 1000)
        cost.append((time.process_time() - begun_cpu) * 1000)
    return {
        "schools": NUMBER,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "rows_per_second": round(NUMBER / seconds),
        "megabytes": round(megabytes, 1),
        "bulk_rows_per_second": round(NUMBER / bulk),
        "ratio": round(seconds / bulk, 1),
        "asked": len(asked),
        "typed_p50_ms": round(statistics.median(took), 1),
        "typed_p95_ms": round(statistics.quantiles(took, n=20)[-1], 1),
        "typed_cpu_p95_ms": round(statistics.quantiles(cost, n=20)[-1], 1),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
