"""CPU time of this process, compared fairly."""

import gc
import statistics
import time
from collections.abc import Callable


def cpu_of(call: Callable[[], object]) -> float:
    """Seconds of CPU one call costs this process, all its threads together."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


def compare(
    ours: Callable[[], object],
    bare: Callable[[], object],
    *,
    rounds: int,
    before: Callable[[], object] = lambda: None,
) -> dict[str, float]:
    """Median CPU milliseconds of two calls made in turns (A B A B), and their ratio.

    Turns share whatever else the machine does; medians forget the odd collection of garbage. `before`
    runs unmeasured ahead of each call of ours, to empty a cache for instance.
    """
    mine, theirs = [], []
    for _ in range(5):
        before()
        ours()
        bare()
    gc.collect()
    for _ in range(rounds):
        before()
        mine.append(cpu_of(ours))
        theirs.append(cpu_of(bare))
    ours_ms, bare_ms = statistics.median(mine) * 1000, statistics.median(theirs) * 1000
    return {"ours_ms": round(ours_ms, 3), "bare_ms": round(bare_ms, 3), "ratio": round(ours_ms / bare_ms, 2)}


def median_cost(call: Callable[[], object], *, rounds: int) -> dict[str, float]:
    """Median CPU and wall milliseconds of one call."""
    call()
    cpu, wall = [], []
    for _ in range(rounds):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        call()
        wall.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - begun_cpu)
    return {
        "cpu_ms": round(statistics.median(cpu) * 1000, 2),
        "wall_ms": round(statistics.median(wall) * 1000, 2),
    }
