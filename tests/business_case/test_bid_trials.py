import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.business_case.bids_made import a_bid, about, certain
from workbench.business_case.bid_trials import (
    Draws,
    FloatArray,
    amounts,
    bid_trials,
)
from workbench.business_case.bids import Range
from workbench.business_case.project import discount_factors, rates_of
from workbench.evidence.assumptions import Register

FACTORS = 1.1 ** -np.arange(4.0)


def factors_of(held: Register) -> FloatArray:
    return discount_factors(rates_of(held))


def test_the_same_name_and_seed_give_the_same_draws_whatever_else_is_asked() -> None:
    first, second = Draws(100, 10, 5), Draws(100, 10, 5)
    second.of("another")
    assert np.array_equal(first.of("costs"), second.of("costs"))
    assert not np.array_equal(first.of("costs"), Draws(100, 10, 6).of("costs"))
    assert not np.array_equal(first.of("costs"), first.of("benefits"))


def test_every_replicate_is_a_latin_hypercube() -> None:
    drawn = Draws(200, 4, 1).of("x").reshape(4, 50)
    assert np.array_equal(np.sort(np.floor(drawn * 50)), np.tile(np.arange(50.0), (4, 1)))


@pytest.mark.parametrize(("trials", "replicates"), [(10, 3), (10, 1), (0, 2)])
def test_trials_divide_into_replicates(trials: int, replicates: int) -> None:
    with pytest.raises(ValueError, match="divide into"):
        Draws(trials, replicates, 1)


AMOUNTS = st.floats(-1e6, 1e6).map(lambda amount: round(amount, 2))


@given(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS).map(sorted))
def test_the_three_percentiles_are_met_and_values_rise(ends: list[float]) -> None:
    given_range = Range(p10=ends[0], p50=ends[1], p90=ends[2])
    found = amounts(given_range, np.array([0.1, 0.5, 0.9]))
    assert found == pytest.approx(ends, rel=1e-6, abs=1e-6)
    spread = amounts(given_range, np.linspace(0.001, 0.999, 201))
    assert (np.diff(spread) >= -1e-6 * max(1.0, abs(ends[0]), abs(ends[2]))).all()
    if ends[0] >= 0:
        assert (spread >= 0).all()


def test_a_bid_without_ranges_is_worth_the_same_in_every_trial() -> None:
    worth = bid_trials(a_bid("A", 100, 121), FACTORS, Draws(20, 2, 1))
    assert worth == pytest.approx(np.full(20, 10.0))


def test_years_beyond_the_horizon_do_not_count() -> None:
    draws = Draws(20, 2, 1)
    short, long = (certain(5),) * 3, (certain(5),) * 5
    assert np.array_equal(
        bid_trials(a_bid("A", benefits=short), FACTORS, draws),
        bid_trials(a_bid("A", benefits=long), FACTORS, draws),
    )


def test_the_error_shrinks_with_the_trials_and_holds_the_truth() -> None:
    bid = a_bid("A", costs=(about(100),), benefits=(about(120),))
    few, many = (
        draws.chance(bid_trials(bid, FACTORS, draws))
        for draws in (Draws(200, 10, 3), Draws(20_000, 10, 3))
    )
    assert 0 < many.error < few.error < 0.05
    assert abs(few.positive - many.positive) <= 4 * (few.error + many.error)


def test_p10_and_p90_of_a_bid_with_one_range_are_those_of_the_range() -> None:
    bid = a_bid("A", costs=(certain(0),), benefits=(about(1100),))
    draws = Draws(20_000, 10, 1)
    chance = draws.chance(bid_trials(bid, FACTORS, draws))
    assert chance.low == pytest.approx(600, rel=0.01)
    assert chance.high == pytest.approx(1400, rel=0.01)
    assert chance.positive == 1


def test_a_wider_range_around_the_same_base_is_less_sure_to_pay() -> None:
    draws = Draws(2000, 10, 1)
    found = [
        draws.chance(bid_trials(a_bid("A", benefits=(about(150, by),)), FACTORS, draws)).positive
        for by in (0.1, 0.4, 0.8)
    ]
    assert found[0] > found[1] > found[2]
