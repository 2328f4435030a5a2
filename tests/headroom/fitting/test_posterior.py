from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.integrate import quad

from tests.headroom.made import DEFAULTS, LAW
from workbench.evidence.assumptions import Assumption
from workbench.headroom.day_estimates import CannotMeasure
from workbench.headroom.fitting.posterior import likelihood_of, update
from workbench.headroom.links import links


def figure(p10: float, p50: float, p90: float, lowest: float, highest: float) -> Assumption:
    made = DEFAULTS["overload_quality"].model_dump()
    ends = {"p10": p10, "p50": p50, "p90": p90, "lowest": lowest, "highest": highest}
    return Assumption.model_validate(made | ends)


# Without a bound in reach and without skew the metalog is a logistic distribution (Keelin 2016).
STANDARD = figure(-np.log(9), 0, np.log(9), -400, 400)


def same(values: np.ndarray) -> np.ndarray:
    return values


@pytest.mark.parametrize(("estimate", "error"), [(1.0, 1.0), (-2.0, 0.3), (3.0, 5.0), (9.0, 2.0)])
def test_the_posterior_is_bayes_rule(estimate: float, error: float) -> None:
    """Against scipy's own distributions and numerical integration."""
    found = update(STANDARD, likelihood_of(estimate, error, same))

    def joint(value: float) -> float:
        return float(stats.logistic.pdf(value) * stats.norm.pdf(estimate, value, error))

    whole = quad(joint, -40, 40, points=[0, estimate], limit=200)[0]
    for name, level in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9), ("low", 0.025), ("high", 0.975)):
        end = getattr(found.after, name)
        share = quad(joint, -40, end, points=[0, min(estimate, end)], limit=200)[0] / whole
        assert share == pytest.approx(level, abs=2e-3), name
    assert found.before.p10 == pytest.approx(-np.log(9), abs=5e-3)


def test_data_that_say_nothing_move_nothing() -> None:
    found = update(STANDARD, likelihood_of(100.0, 1e6, same))
    assert found.shift < 1e-3
    assert not found.speaks


def test_data_that_the_figure_does_not_touch_move_nothing() -> None:
    found = update(STANDARD, likelihood_of(2.0, 0.1, lambda values: 0 * values))
    assert found.shift == pytest.approx(0, abs=1e-12)


def test_a_shift_counts_from_a_tenth_of_the_range() -> None:
    spread = 2 * np.log(9)
    small = update(STANDARD, likelihood_of(0.08 * spread, 0.01, same))
    assert small.speaks  # it hardly moves the middle, but it says far more than was known
    wide = update(STANDARD, likelihood_of(0.0, 12.0, same))
    assert not wide.speaks


def test_an_uncertain_error_lets_the_prior_weigh_more() -> None:
    far = 8.0
    sure = update(STANDARD, likelihood_of(far, 1.0, same)).after.p50
    unsure = update(STANDARD, likelihood_of(far, 1.0, same, 3.0)).after.p50
    # A logistic prior pulls by one error squared far out: 8 becomes 7.
    assert unsure < sure == pytest.approx(far - 1, abs=0.02)
    many = update(STANDARD, likelihood_of(far, 1.0, same, 1e7)).after.p50
    assert many == pytest.approx(sure, abs=1e-3)


@given(
    estimate=st.floats(-50, 50),
    error=st.floats(1e-3, 50),
    degrees=st.sampled_from([1.0, 20.0, np.inf]),
    figure_id=st.sampled_from(
        sorted(
            {
                key
                for link in links()
                for key in link.parameters
                if DEFAULTS[key].p10 != DEFAULTS[key].p90
            }
        )
    ),
)
@LAW
def test_whatever_the_data_the_figure_stays_within_what_is_accepted(
    estimate: float, error: float, degrees: float, figure_id: str
) -> None:
    prior = DEFAULTS[figure_id]
    found = update(prior, likelihood_of(estimate, error, same, degrees))
    after = found.after
    in_order = (after.low, after.p10, after.p50, after.p90, after.high)
    assert all(a <= b + 1e-9 for a, b in pairwise(in_order))
    assert prior.lowest <= after.low
    assert after.high <= prior.highest
    for density in (found.prior, found.data, found.posterior):
        assert np.trapezoid(density, found.values) == pytest.approx(1)


@pytest.mark.parametrize("ends", [(-3.0, 4.0), (0.0, 4.0), (0.0, 0.6)])
def test_a_prior_within_its_bounds_has_the_quantiles_of_the_register(
    ends: tuple[float, float],
) -> None:
    prior = figure(0.1, 0.2, 0.5, *ends)
    before = update(prior, likelihood_of(0, 1, lambda values: 0 * values)).before
    assert (before.p10, before.p50, before.p90) == pytest.approx((0.1, 0.2, 0.5), abs=2e-3)


@pytest.mark.parametrize("middle", [0.1, 0.5])
def test_a_middle_at_an_end_of_the_range_is_moved_off_it(middle: float) -> None:
    found = update(figure(0.1, middle, 0.5, -300, 300), likelihood_of(0.3, 0.05, same))
    assert 0.1 < found.after.p10 < found.after.p50 < found.after.p90 < 0.5


def test_a_figure_without_a_range_has_nothing_to_learn() -> None:
    with pytest.raises(CannotMeasure, match="holds it at 1 per squared share without a range"):
        update(figure(1, 1, 1, 0, 20), likelihood_of(2, 1, same))
