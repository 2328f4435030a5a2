"""How a figure is printed: what was measured, the value, and the goal it is held against."""

import math
import time
from collections.abc import Callable, Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """Give the smallest value that at least this share of the values does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def best(work: Callable[[], object], runs: int = 5) -> float:
    """Give the seconds of the fastest of some runs."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def milliseconds(seconds: Sequence[float]) -> str:
    """Say how long the middle, the slow and the slowest of some runs took."""
    middle, slow, slowest = (1000 * percentile(seconds, share) for share in (0.5, 0.95, 1.0))
    return f"median {middle:.0f} ms, p95 {slow:.0f} ms, slowest {slowest:.0f} ms"


def show(what: str, value: str, goal: str = "") -> None:
    """Print one figure."""
    print(f"{what:<44} {value}{f'   (goal: {goal})' if goal else ''}", flush=True)
