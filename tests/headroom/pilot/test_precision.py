"""The precision of schedules against published formulas and numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.headroom.pilot.closed_forms import hussey_hughes_variance, woertman_design_effect
from workbench.headroom.pilot.power import power_at, reach
from workbench.headroom.pilot.precision import (
    Variances,
    effect_variance,
    of_a_share,
    weighting,
)
from workbench.headroom.pilot.schedules import even_waves, parallel, stepped_wedge, switchback


def test_hussey_and_hughes_as_the_package_of_hughes_prints_it() -> None:
    """swCRTdesign, README: 24 clusters in four waves, n=120, 0.05 to 0.035, tau 0.01: 0.7861896."""
    mean = (0.05 + 0.035) / 2
    variance = hussey_hughes_variance(stepped_wedge((6,) * 4), mean * (1 - mean) / 120, 0.01**2)
    power = power_at(np.array(0.015), float(np.sqrt(variance)))
    assert float(power) == pytest.approx(0.7861896, abs=5e-8)


DESIGNS = st.one_of(
    st.builds(parallel, st.integers(2, 30), st.integers(0, 6), st.integers(1, 6)),
    st.integers(2, 8).flatmap(
        lambda waves: st.integers(waves, 40).map(lambda n: stepped_wedge(even_waves(n, waves)))
    ),
    st.builds(switchback, st.integers(2, 30), st.sampled_from([2, 4, 8, 14])),
)


@settings(deadline=None)
@given(DESIGNS, st.floats(0, 0.5), st.integers(1, 500), st.floats(0.1, 9))
def test_least_squares_is_hussey_and_hughes_when_teams_keep_their_level(
    schedule: np.ndarray, icc: float, answers: int, total: float
) -> None:
    variances = Variances(total, icc)
    closed = hussey_hughes_variance(schedule, variances.sampling(answers), variances.team)
    assert effect_variance(schedule, variances, answers) == pytest.approx(closed, rel=1e-8)


@settings(deadline=None)
@given(st.integers(2, 12), st.integers(1, 200), st.floats(0, 0.5))
def test_woertman_is_hussey_and_hughes_as_a_design_effect(
    waves: int, answers: int, icc: float
) -> None:
    """Against two individually randomised groups with the same number of answers in all."""
    each = 3
    variances = Variances(1.0, icc)
    variance = effect_variance(stepped_wedge((each,) * waves), variances, answers)
    in_all = each * waves * answers * (waves + 1)
    # Per period: Woertman's total is (b + k t) times this.
    effect = variance / (4 / in_all) / (waves + 1)
    assert woertman_design_effect(waves, answers, icc) == pytest.approx(effect, rel=1e-9)


def test_woertman_without_likeness_is_the_limit_in_the_paper() -> None:
    assert woertman_design_effect(4, 20, 0.0) == pytest.approx(3 / (2 * (4 - 1 / 4)))


@pytest.mark.parametrize(
    ("cac", "in_parallel", "in_waves", "switching"),
    [(1.0, 2.7, 2.4, 1.4), (0.8, 4.0, 3.6, 1.8), (0.6, 4.8, 4.4, 2.1)],
)
def test_what_24_teams_can_see(
    cac: float, in_parallel: float, in_waves: float, switching: float
) -> None:
    """Satisfaction of 70 %, 200 surveys a team in four weeks, ICC 0.03; in points."""
    variances = of_a_share(0.7, 0.03, cac)
    for schedule, answers, points in (
        (parallel(24, 3, 4), 200, in_parallel),
        (stepped_wedge((4,) * 6), 200, in_waves),
        (switchback(24, 14), 100, switching),
    ):
        seen = 100 * reach() * np.sqrt(effect_variance(schedule, variances, answers))
        assert seen == pytest.approx(points, abs=0.051)


@settings(deadline=None)
@given(DESIGNS, st.floats(0, 0.5), st.floats(0, 1), st.integers(1, 300))
def test_the_weights_of_the_estimate_have_the_precision_of_the_plan(
    schedule: np.ndarray, icc: float, cac: float, answers: int
) -> None:
    variances = Variances(1.0, icc, cac)
    weights = weighting(variances, np.full(schedule.shape, float(answers)))
    planned = effect_variance(schedule, variances, answers)
    assert 1 / weights.information(schedule) == pytest.approx(planned, rel=1e-6)


def test_what_was_not_measured_weighs_nothing() -> None:
    schedule, variances = parallel(6, 2, 2), Variances(1.0, 0.1, 0.7)
    answers = np.full(schedule.shape, 50.0)
    answers[0] = 0
    answers[3, 1] = 0
    weights = weighting(variances, answers)
    cleaned = weights.cleaned(np.arange(24.0).reshape(6, 4))
    assert (cleaned[answers == 0] == 0).all()
    rest = weighting(variances, answers[1:])
    assert weights.information(schedule) == pytest.approx(rest.information(schedule[1:]))


def test_teams_of_unequal_size_are_worth_less() -> None:
    even, uneven = (of_a_share(0.7, 0.03, 0.8, size_cv) for size_cv in (0.0, 0.5))
    schedule = parallel(24, 3, 4)
    assert effect_variance(schedule, uneven, 50) > effect_variance(schedule, even, 50)


@pytest.mark.parametrize("schedule", [np.zeros((4, 3)), np.ones((4, 3)), np.eye(3)[[1, 1, 1, 1]]])
def test_a_schedule_that_compares_nothing_is_refused(schedule: np.ndarray) -> None:
    with pytest.raises(ValueError, match="nothing can be compared"):
        effect_variance(schedule, Variances(1.0, 0.1), 10)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"total": 0.0}, "variance of an answer is 0; accepted: above 0"),
        ({"icc": 1.0}, "ICC is 1; accepted: from 0 to below 1"),
        ({"icc": float("nan")}, "ICC is nan"),
        ({"cac": 1.1}, "cluster autocorrelation is 1.1; accepted: 0 to 1"),
        ({"size_cv": -1.0}, "team sizes is -1; accepted: 0 to 3"),
    ],
)
def test_bad_variances_are_named(changes: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Variances(**({"total": 1.0, "icc": 0.1} | changes))


def test_a_share_is_between_0_and_1() -> None:
    with pytest.raises(ValueError, match="accepted: above 0, below 1"):
        of_a_share(1.0, 0.03)
