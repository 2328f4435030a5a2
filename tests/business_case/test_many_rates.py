"""Rates of return of many series: each as the exact search and another library find it."""

import numpy as np
import pytest
import pyxirr

from tests.business_case.public import Case, of_kind
from workbench.business_case.many_rates import LONGEST, irr_many
from workbench.business_case.valuation import irr, irr_roots, npv


def conventional(count: int, periods: int, seed: int) -> np.ndarray:
    """Money out for some periods, then in: one change of sign."""
    rng = np.random.default_rng(seed)
    flows = rng.lognormal(3, 1, (count, periods))
    outlays = rng.integers(1, max(2, periods // 4), count)
    flows[np.arange(periods) < outlays[:, np.newaxis]] *= -3
    return flows


def test_ten_thousand_conventional_series_as_another_library_finds_them() -> None:
    flows = conventional(10_000, 13, 7)
    found = irr_many(flows)
    values = npv(0.1, flows)
    for row, series in enumerate(flows):
        other = pyxirr.irr(series)
        assert values[row] == pytest.approx(pyxirr.npv(0.1, series), rel=1e-9, abs=1e-9)
        if other is None or not -0.99 < other < 10:
            assert found.counts[row] == 0
        else:
            assert found.counts[row] == 1
            assert found.rates[row] == pytest.approx(other, rel=1e-9, abs=1e-9)


def test_every_kind_of_series_is_answered_as_the_exact_search_answers() -> None:
    rng = np.random.default_rng(3)
    flows = rng.normal(0, 100, (400, 6)) * (rng.random((400, 6)) > 0.2)
    flows[:6] = [
        [-100, 230, -132, 0, 0, 0],
        [-100, 220, -121, 0, 0, 0],
        [-100, 200, -150, 0, 0, 0],
        [0, 0, -100, 0, 110, 0],
        [-1, -1, -1, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
    ]
    found = irr_many(flows)
    for row, series in enumerate(flows):
        roots = irr_roots(series)
        assert found.counts[row] == len(roots), series
        if len(roots) == 1:
            assert found.rates[row] == pytest.approx(roots[0], rel=1e-9, abs=1e-10)
        else:
            assert np.isnan(found.rates[row])
    assert found.counts[:6].tolist() == [2, 1, 0, 1, 0, 0]


@pytest.mark.parametrize("case", of_kind("irr_all_roots"))
def test_published_series(case: Case) -> None:
    flows = case["inputs"]["cashflows"]
    found = irr_many(np.array([flows, flows], dtype=float))
    assert found.counts.tolist() == [len(case["expected"]["irr_roots"])] * 2


def test_long_series_and_rates_outside_the_range() -> None:
    long = np.full(LONGEST + 30, 1.0)
    long[0] = -60.0
    assert irr_many(long[np.newaxis]).rates[0] == pytest.approx(irr(long), rel=1e-9)
    steep = irr_many(np.array([[-1.0, 20.0], [-1.0, 0.001], [-1.0, 1.0]]))
    assert steep.counts.tolist() == [0, 0, 1]
    assert steep.rates[2] == pytest.approx(0.0, abs=1e-12)


def test_what_is_no_table_of_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="series x periods"):
        irr_many(np.array([-1.0, 2.0]))
    with pytest.raises(ValueError, match="flow 1 of series 0 is nan"):
        irr_many(np.array([[-1.0, np.nan]]))
