"""Memory of one web worker after two thousand requests over many kinds of page."""

import urllib.request
from pathlib import Path

from tests.live_site import Site

REQUESTS = 2000
PATHS = (
    "/",
    "/cy/",
    "/guides/",
    "/guides/send-review-guide/",
    "/guides/ta-deployment-review-guide/",
    "/get/send-review-guide/",
    "/search/?q=review",
    "/about/how-we-count/",
)


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process, in megabytes of a million bytes (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise LookupError(f"no process {pid}")


def children(pid: int) -> list[int]:
    """The processes a process has started (Linux)."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def measure(site: Site) -> dict:
    """Ask the running site two thousand times, every page in turn; memory before and after."""

    def ask(number: int) -> int:
        address = site.url + PATHS[number % len(PATHS)]
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                answer.read()
                return answer.status
        except urllib.error.HTTPError as answer:
            return answer.code

    first = [ask(number) for number in range(len(PATHS))]
    (worker,) = children(site.processes[0].pid)
    before = resident_megabytes(worker)
    answers = [ask(number) for number in range(REQUESTS)]
    return {
        "requests": REQUESTS,
        "not_ok": sum(status != 200 for status in answers) + sum(status != 200 for status in first),
        "before": round(before, 1),
        "megabytes": round(resident_megabytes(worker), 1),
    }
