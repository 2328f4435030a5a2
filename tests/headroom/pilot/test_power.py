"""Sample sizes and power against published values."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.evidence.defaults import ASSETS
from workbench.headroom.pilot.power import (
    baseline_factor,
    design_effect,
    persons_for_shares,
    persons_for_t_test,
    power_at,
    reach,
    t_test_power,
)
from workbench.headroom.pilot.precision import Variances, effect_variance
from workbench.headroom.pilot.schedules import stepped_wedge


def case(key: str) -> dict[str, Any]:
    cases = json.loads((ASSETS / "validation/queueing.json").read_text())["cases"]
    (found,) = [each for each in cases if each["id"] == key]
    checked: dict[str, Any] = found
    return checked


def test_p02_a_stepped_wedge_of_nine_teams() -> None:
    found = case("P02_steppedpower_vignette")
    put, expected = found["inputs"], found["expected"]
    schedule = stepped_wedge(tuple(put["clusters_per_wave"]))
    variances = Variances(put["sigma"] ** 2, icc=put["tau"])

    def power(answers: int) -> float:
        error = float(np.sqrt(effect_variance(schedule, variances, answers)))
        return float(power_at(np.array(put["effect"]), error))

    assert power(50) == pytest.approx(expected["power_at_50"], abs=5e-5)
    assert power(49) == pytest.approx(expected["power_at_49"], abs=5e-5)
    enough = next(answers for answers in range(2, 200) if power(answers) >= put["power"])
    assert enough == expected["n_per_cluster_period"]


def test_p03_two_groups_by_the_normal_distribution() -> None:
    found = case("P03_ztest")
    each, effect, sigma = (found["inputs"][key] for key in ("n_per_group", "effect", "sigma"))
    power = power_at(np.array(effect), sigma * np.sqrt(2 / each))
    assert float(power) == pytest.approx(found["expected"]["power"], abs=1e-10)


def test_p04_two_groups_by_student() -> None:
    found = case("P04_ttest_d05")
    needed = persons_for_t_test(*(found["inputs"][key] for key in ("d", "alpha", "power")))
    assert needed == pytest.approx(found["expected"]["n_per_group"], abs=1e-6)
    assert np.ceil(needed) == found["published"]["n_per_group"]


@pytest.mark.parametrize(
    ("before", "after", "needed"),
    [(0.70, 0.73, 3551), (0.18, 0.15, 2400), (0.18, 0.12, 553), (0.18, 0.09, 223)],
)
def test_two_shares(before: float, after: float, needed: int) -> None:
    """Rounded up, the sizes that Fleiss's formula gives by hand."""
    assert np.ceil(persons_for_shares(before, after)) == needed


def test_teams_and_baselines_buy_power() -> None:
    """124 teams a group without a baseline, 32 with one; ten times the surveys leave 108."""
    alone = persons_for_shares(0.70, 0.73)
    together = alone * design_effect(200, 0.03)
    assert round(together / 200) == 124
    assert round(together * baseline_factor(200, 0.03) / 200) == 32
    assert round(alone * design_effect(2000, 0.03) / 2000) == 108
    assert design_effect(12, 0.1) == pytest.approx(2.1)
    assert design_effect(12, 0.1, size_cv=0.5) == pytest.approx(1 + (1.25 * 12 - 1) * 0.1)


def test_a_baseline_that_is_forgotten_helps_nothing() -> None:
    assert baseline_factor(200, 0.03, cac=0.0) == 1.0


@settings(deadline=None)
@given(st.floats(3, 200), st.floats(0.6, 0.99), st.floats(0.001, 0.2))
def test_power_at_the_reach_is_the_power(degrees: float, power: float, alpha: float) -> None:
    away = reach(alpha, power, degrees)
    # The other side adds a little, most with few degrees of freedom.
    assert 0 <= float(power_at(np.array(away), 1.0, alpha, degrees)) - power < alpha / 2 + 1e-9
    assert float(power_at(np.array(0.0), 1.0, alpha, degrees)) == pytest.approx(alpha)
    assert reach(alpha, power, degrees) > reach(alpha, power)


def test_student_turns_into_the_normal_distribution() -> None:
    assert reach(0.05, 0.8, 1e7) == pytest.approx(reach(0.05, 0.8), abs=1e-6)
    assert reach() == pytest.approx(1.959964 + 0.841621, abs=1e-6)


@settings(deadline=None)
@given(st.floats(0.05, 3))
def test_so_many_persons_have_the_power(effect: float) -> None:
    assert t_test_power(persons_for_t_test(effect), effect) == pytest.approx(0.8, abs=1e-6)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: persons_for_shares(0.7, 0.7), "accepted: two that differ"),
        (lambda: persons_for_shares(0.0, 0.7), "a share is 0; accepted: above 0"),
        (lambda: persons_for_shares(0.7, 1.2), "a share is 1.2"),
        (lambda: persons_for_t_test(0.0), "the effect is 0 standard deviations"),
        (lambda: persons_for_t_test(1e-9), "accepted: a larger one"),
    ],
)
def test_bad_input_is_named(wrong: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        wrong()
