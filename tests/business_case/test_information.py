"""What it is worth to know more, against closed forms: the sample must find what they say."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tests.business_case.public import of_kind
from workbench.business_case.information import (
    Learned,
    decide_now,
    learned,
    worth_of_a_normal,
    worth_of_a_sample,
    worth_of_knowing_all,
)

Columns = dict[str, np.ndarray]


def by_id(values: Columns, worth: np.ndarray) -> dict[str, Learned]:
    return {each.id: each for each in learned(values, worth)}


@pytest.mark.parametrize("case", of_kind("voi"))
def test_the_worth_of_knowing_is_that_of_the_linear_case(case) -> None:  # type: ignore[no-untyped-def]
    mean, betas = case["inputs"]["mu"], np.array(case["inputs"]["betas"])
    expected = case["expected"]
    drawn = np.random.default_rng(5).standard_normal((20_000, len(betas)))
    worth = mean + drawn @ betas
    found = by_id({str(place): column for place, column in enumerate(drawn.T)}, worth)
    assert [found[str(place)].worth for place in range(4)] == pytest.approx(
        expected["evppi"], abs=1.5
    )
    assert worth_of_knowing_all(worth) == pytest.approx(expected["evpi"], abs=1.5)


@pytest.mark.parametrize("case", of_kind("sobol"))
def test_the_shares_of_the_variance_are_those_of_ishigami(case) -> None:  # type: ignore[no-untyped-def]
    a, b = case["inputs"]["a"], case["inputs"]["b"]
    x, y, z = np.random.default_rng(5).uniform(-np.pi, np.pi, (3, 20_000))
    worth = np.sin(x) + a * np.sin(y) ** 2 + b * z**4 * np.sin(x)
    found = by_id({"x": x, "y": y, "z": z}, worth)
    assert [found[key].share for key in "xyz"] == pytest.approx(case["expected"]["S1"], abs=0.02)


def test_runs_that_serve_several_trials_are_one_observation_each() -> None:
    """Without averaging them first, chance looks like an effect twenty times as clear."""
    rng = np.random.default_rng(8)
    shared = np.repeat(rng.standard_normal((500, 8)), 20, axis=0)
    worth = 100 + shared[:, 0] * 150 + rng.standard_normal(10_000) * 40
    found = by_id({str(place): column for place, column in enumerate(shared.T)}, worth)
    assert found["0"].worth == pytest.approx(worth_of_a_normal(100, 150), abs=5)
    assert all(not found[str(place)].clear for place in range(1, 8))


def test_an_event_is_read_from_its_two_values() -> None:
    happens = np.random.default_rng(2).random(5000) < 1 / 6
    worth = np.where(happens, -300.0, 100.0)
    found = learned({"event": happens.astype(float)}, worth)[0]
    # Knowing that it happens saves 300, less what is lost by not knowing: nothing else is unknown.
    assert found.worth == pytest.approx(worth_of_knowing_all(worth))
    assert found.share == pytest.approx(1.0)


SAMPLES = arrays.arrays(
    float, st.tuples(st.just(3), st.integers(60, 300)), elements=st.floats(-1e6, 1e6, width=32)
)


@settings(max_examples=30)
@given(SAMPLES, st.randoms(use_true_random=False))
def test_worth_lies_between_nothing_and_knowing_all_whatever_the_order(
    columns: np.ndarray, random: Random
) -> None:
    first, second, worth = columns
    values = {"first": first, "second": second, "fixed": np.zeros_like(worth)}
    found = by_id(values, worth)
    everything = worth_of_knowing_all(worth)
    assert all(0 <= each.worth <= everything for each in found.values())
    assert found["fixed"] == Learned("fixed", 0.0, 0.0, 0.0, clear=False)
    order = list(range(len(worth)))
    random.shuffle(order)
    mixed = by_id({key: column[order] for key, column in values.items()}, worth[order])
    for key, each in found.items():
        assert mixed[key].share == pytest.approx(each.share, abs=1e-6)
        assert mixed[key].worth == pytest.approx(each.worth, abs=1e-6 * max(1, everything))


def test_a_larger_pilot_is_worth_more_and_never_more_than_knowing() -> None:
    # Each observation has twice the spread of the figure.
    found = [worth_of_a_sample(100, 150, 2 / np.sqrt(n)) for n in (1, 4, 16, 64)]
    assert found == pytest.approx([2.0, 9.8, 17.7, 21.2], abs=0.05)
    assert (
        worth_of_a_sample(100, 150, 0)
        == worth_of_a_normal(100, 150)
        == worth_of_a_normal(-100, 150)
    )
    assert worth_of_a_normal(100, 0) == 0
    with pytest.raises(ValueError, match="accepted"):
        worth_of_a_sample(1, 1, -1)


def test_when_nothing_can_change_the_choice_it_is_made_now() -> None:
    sure = np.full(100, 5.0)
    assert decide_now(worth_of_knowing_all(sure), 1000, 0.01)
    torn = np.tile([-100.0, 100.0], 50)
    assert not decide_now(worth_of_knowing_all(torn), 1000, 0.01)
    with pytest.raises(ValueError, match="finite"):
        learned({}, np.array([1.0, np.nan]))
