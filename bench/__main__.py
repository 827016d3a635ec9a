"""`python -m bench`: every measurement in one run, a table, JSON, and how each stands against its aim.

Leaves with 1 when a promise is broken (an error or a lost row in a rush) or a part could not run, with 0
otherwise, missed aims included: a busy machine is no reason to stop a build.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import memory, rush
from bench.aims import AIMS
from bench.postgresql import database
from tests.live_site import ROOT, Site

PARTS = (
    "pages",
    "posts",
    "rush_sqlite",
    "rush_postgresql",
    "memory",
    "growth",
    "selection",
    "person",
    "schools_sqlite",
    "schools_postgresql",
    "places_sqlite",
    "places_postgresql",
)


def inside(module: str, site: Site) -> dict:
    """Run one part in a process of its own with the site's settings; its last line is its result."""
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{module}"],
        cwd=ROOT,
        env=site.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.strip().splitlines()[-1])


def served(site: Site, measure: Callable[[Site], dict]) -> dict:
    """Measure a site while it is running."""
    try:
        site.start()
        return measure(site)
    finally:
        site.stop()


def fresh(folder: Path, part: str) -> Path:
    """A site on SQLite for one part: the demo as it is loaded, copied, so that none meets another's rows."""
    demo = folder / "demo"
    demo.mkdir(exist_ok=True)
    Site(demo).prepare()
    shutil.rmtree(folder / part, ignore_errors=True)
    shutil.copytree(demo, folder / part)
    return folder / part


def run(part: str, folder: Path) -> dict:
    """One part by name, on a site of its own in this folder."""
    if part.endswith("_postgresql"):
        with database() as url:
            if not url:
                return {"not_measured": "no PostgreSQL was found; TEST_POSTGRES_URL names one"}
            shutil.rmtree(folder / part, ignore_errors=True)
            (folder / part).mkdir()
            site = Site(folder / part, database_url=url, workers=2)
            site.prepare()
            if part == "rush_postgresql":
                return served(site, rush.measure)
            return inside(part.removesuffix("_postgresql"), site)
    site = Site(fresh(folder, part), workers=2 if part == "rush_sqlite" else 1)
    if part == "rush_sqlite":
        return served(site, rush.measure)
    if part == "memory":
        return served(site, memory.measure)
    return inside(part.removesuffix("_sqlite"), site)


def table(results: dict) -> str:
    """The aims and what was measured, as text."""
    lines = [f"{'':68} {'measured':>10}  {'aim':>8}"]
    for aim in AIMS:
        met = aim.met(results)
        value = "–" if met is None else f"{results[aim.part][aim.value]}{aim.unit}"
        verdict = {True: "kept", False: "BROKEN" if aim.hard else "MISSED", None: "not measured"}[met]
        lines.append(f"{aim.words:68} {value:>10}  {f'≤ {aim.most:g}{aim.unit}':>8}  {verdict}")
    if "after_an_edit_ms" in (pages := results.get("pages", {})):
        lines.append(
            f"pages: {pages['cached_ms']} ms from the cache, {pages['cold_ms']} ms made anew,"
            f" {pages['after_an_edit_ms']} ms the first time after an edit; bare {pages['bare_ms']} ms"
        )
    lines += [
        f"{part}: half within {result['p50_s']} s, 95 of 100 within {result['p95_s']} s,"
        f" {result['posts_per_second']} a second"
        for part, result in results.items()
        if "p95_s" in result
    ]
    for number, costs in results.get("growth", {}).get("at", {}).items():
        lines.append(
            f"{int(number):,} downloads: "
            + ", ".join(f"{name} {cost['wall_ms']:.0f} ms" for name, cost in costs.items())
        )
    return "\n".join(lines)


def main() -> int:
    """Measure what was asked for and print it."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all without any")
    options.add_argument("--json", type=Path, help="also write the results to this file")
    options.add_argument(
        "--keep", type=Path, help="make the sites in this folder, and keep the demo for the next run"
    )
    given = options.parse_args()
    results: dict[str, dict] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = given.keep or Path(temporary)
        for part in given.parts or PARTS:
            folder.mkdir(parents=True, exist_ok=True)
            begun = time.perf_counter()
            print(f"{part} …", end=" ", file=sys.stderr, flush=True)
            try:
                results[part] = run(part, folder)
            except Exception as error:  # noqa: BLE001 - one part that fails must not hide the others
                results[part] = {"failed": str(error)}
            print(f"{time.perf_counter() - begun:.0f} s", file=sys.stderr)
    failed = {part: result["failed"] for part, result in results.items() if "failed" in result}
    text = json.dumps({"cores": os.cpu_count(), "results": results}, indent=2)
    print(text)
    print(table(results))
    if given.json:
        given.json.write_text(text + "\n")
    for part, why in failed.items():
        print(f"{part} could not be measured: {why}", file=sys.stderr)
    broken = [aim for aim in AIMS if aim.hard and aim.met(results) is False]
    return 1 if broken or failed else 0


if __name__ == "__main__":
    sys.exit(main())
