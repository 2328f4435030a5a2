from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.headroom.fitting.made import Truth, days_of, register_of
from tests.headroom.fitting.test_link_fits import seen_of
from workbench.headroom.fitting.attrition import fit_attrition
from workbench.headroom.fitting.link_fits import LinkFit, LinkVerdict
from workbench.headroom.operations import OperationsDay

ADVISORS = 500.0


def strained(n: int, response: float, seed: int, yearly: float = 0.6) -> list[OperationsDay]:
    """Days whose occupancy swings over a year, and whose leavers answer to the strain of it."""
    rng = np.random.default_rng(seed)
    days = days_of(Truth(), n, seed)
    swing = 0.85 + 0.13 * np.sin(2 * np.pi * np.arange(n) / 365)
    busy = [
        day.model_copy(update={"occupancy": float(np.clip(at, 0, 1)), "advisors": ADVISORS})
        for day, at in zip(days, swing, strict=True)
    ]
    # Weight 0.5 for five points above 80%, worn in over 13 weeks: the register's own figures.
    daily = 0.5 * np.maximum(0, swing - 0.8) / 0.05
    strain = np.empty(n)
    for day in range(n):
        back = np.arange(min(day, 273) + 1)
        weights = np.exp(-back / 91)
        strain[day] = (daily[day - back] * weights).sum() / weights.sum()
    hazard = ADVISORS * yearly / 365 * np.exp(response * (strain - strain.mean()))
    left = rng.poisson(hazard)
    return [day.model_copy(update={"leavers": int(k)}) for day, k in zip(busy, left, strict=True)]


def fit(days: list[OperationsDay]) -> LinkFit:
    return fit_attrition(seen_of(days), register_of(days))


@pytest.mark.parametrize("response", [0.1, 0.4])
def test_the_response_is_found_where_many_leave(response: float) -> None:
    runs, covered = 12, 0
    for seed in range(runs):
        found = fit(strained(728, response, seed)).update
        assert found is not None
        covered += found.after.low <= response <= found.after.high
    assert stats.binomtest(covered, runs, 0.95, "less").pvalue > 1e-3, covered


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (lambda: days_of(Truth(), 60), "do not hold leavers and advisors employed"),
        (lambda: strained(120, 0.2, 1, yearly=0.02), "leavers are counted and 30 are needed"),
        (
            lambda: strained(80, 0.2, 1, yearly=3.0),
            "2 whole periods of four weeks are fewer than 4",
        ),
    ],
)
def test_few_leavers_or_few_weeks_leave_the_figure_alone(days: Any, why: str) -> None:
    found = fit(days())
    assert found.verdict is LinkVerdict.CANNOT
    assert found.update is None
    assert why in found.sentence


def test_an_occupancy_that_never_strains_tells_nothing() -> None:
    calm = [day.model_copy(update={"occupancy": 0.7}) for day in strained(200, 0.2, 1)]
    assert "strain from occupancy is the same in all periods" in fit(calm).sentence


def test_leavers_that_vary_more_than_chance_say_less() -> None:
    days = strained(728, 0.3, 1)
    bursts = [
        day.model_copy(update={"leavers": 5 * (day.leavers or 0) * (at // 28 % 2)})
        for at, day in enumerate(days)
    ]
    calm, wild = fit(days).update, fit(bursts).update
    assert calm is not None
    assert wild is not None
    assert wild.after.high - wild.after.low > calm.after.high - calm.after.low
