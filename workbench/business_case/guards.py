"""Nothing counts twice, too much or too early: pools of causes, savings within what is spent."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.business_case.monthly import Runs
from workbench.business_case.rows import RowKind, Rows

FloatArray = NDArray[np.float64]

_ROUNDING = 1e-9


def combined(effects: Iterable[float]) -> float:
    """What several reductions of one pool come to together: each acts on what the others left.

    1 − (1 − e1)(1 − e2)..., so 10, 6 and 4% make 18.78%, not 20%. Raises ValueError for an effect
    that is not from 0 to 1.
    """
    left = 1.0
    for effect in effects:
        if not 0 <= effect <= 1:
            raise ValueError(f"an effect is {effect:g}; accepted: 0 to 1")
        left *= 1.0 - effect
    return 1.0 - left


def check_pools(rows: Rows, runs: Runs) -> None:
    """Raises ValueError when two lines that act claim one pool of causes."""
    claimed: dict[str, str] = {}
    for row in (*rows.of_kind(RowKind.DRIVER), *rows.of_kind(RowKind.BENEFIT)):
        if not np.any(runs.change[row.id]):
            continue
        for pool in row.pools:
            if pool in claimed:
                raise ValueError(
                    f"“{claimed[pool]}” and “{row.label}” both claim {pool}, so it would count "
                    "twice; accepted: one of the two at zero"
                )
            claimed[pool] = row.label


def check_within(rows: Rows, runs: Runs) -> None:
    """Raises ValueError when the benefits from a pool save more than it costs without the change.

    A share of one pool that is above 1 would save more than the whole line.
    """
    saved: dict[str, FloatArray] = {}
    for row in rows.of_kind(RowKind.BENEFIT):
        if row.pool:
            saved[row.pool] = saved.get(row.pool, 0.0) + np.asarray(runs.change[row.id])
    for pool, amounts in saved.items():
        spent = np.asarray(runs.without[pool])
        over = np.broadcast_arrays(amounts > spent * (1 + _ROUNDING) + _ROUNDING)[0]
        if over.any():
            month = int(np.argwhere(np.atleast_2d(over))[0, 0])
            label = next(row.label for row in rows.rows if row.id == pool)
            raise ValueError(
                f"in month {month} more is saved from “{label}” than it costs without the change; "
                "accepted: savings up to what is spent today"
            )


def check_go_live(rows: Rows, runs: Runs, live: float) -> None:
    """Raises ValueError when a benefit counts in a month that ends before the change is live."""
    for row in rows.of_kind(RowKind.BENEFIT):
        amounts = np.atleast_2d(np.asarray(runs.change[row.id]))
        if len(amounts) == 1:
            amounts = np.broadcast_to(amounts, (runs.months + 1, amounts.shape[1]))
        early = np.flatnonzero(np.any(amounts[: int(np.floor(live)) + 1] > 0, axis=1))
        if len(early):
            raise ValueError(
                f"{row.label} brings a benefit in month {early[0]}, before go-live in month "
                f"{live:g}; accepted: benefits after go-live"
            )


def effects_of(rows: Rows, attribution: Mapping[str, float]) -> dict[str, float]:
    """The factor of each driver: the share of its effect that the case claims."""
    return {row.id: attribution.get(row.id, 1.0) for row in rows.of_kind(RowKind.DRIVER)}
