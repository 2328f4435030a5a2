import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.headroom.made import LAW
from workbench.evidence.grades import Grade
from workbench.headroom.scorecard import (
    Family,
    Metric,
    Number,
    Weights,
    enforcement,
    monitoring,
    scorecard,
)

points = st.dictionaries(st.sampled_from(Metric), st.floats(0, 100)).filter(
    lambda held: sum(held.values()) > 1e-3
)
outcomes = st.dictionaries(
    st.sampled_from(scorecard().family(Family.OUTCOME)), st.floats(1, 100), min_size=1
)


def test_the_record_of_the_effect_is_a_judgement_with_its_reason() -> None:
    assert scorecard().effect.grade is Grade.J
    assert len(scorecard().effect.reason) > 50
    assert [len(scorecard().family(family)) for family in Family] == [2, 2, 5]


@LAW
@given(outcomes, st.floats(0, 1))
def test_all_weight_on_outcomes_enforces_and_monitors_nothing(
    held: dict[Metric, float], strictness: float
) -> None:
    assert enforcement(held, strictness) == 0
    assert monitoring(held) == 0


@LAW
@given(points, st.floats(0, 1), st.floats(0.01, 10))
def test_only_proportions_count(
    held: dict[Metric, float], strictness: float, factor: float
) -> None:
    scaled = {metric: value * factor for metric, value in held.items()}
    kappa = float(enforcement(held, strictness))
    assert 0 <= kappa <= strictness + 1e-12
    assert enforcement(scaled, strictness) == pytest.approx(kappa, abs=1e-9)
    assert monitoring(scaled) == pytest.approx(monitoring(held), abs=1e-9)


@LAW
@given(points)
def test_outcome_points_act_only_by_taking_weight_away(held: dict[Metric, float]) -> None:
    more = held | {Metric.NPS: held.get(Metric.NPS, 0) + 50}
    assert enforcement(more, 1) <= enforcement(held, 1)
    assert monitoring(more) <= monitoring(held)


def test_half_pace_at_half_strictness_is_a_quarter() -> None:
    held = {Metric.HANDLE_TIME: 30.0, Metric.CONTACTS_PER_HOUR: 20.0, Metric.CSAT: 50.0}
    assert enforcement(held, 0.5) == pytest.approx(0.25)
    assert monitoring(held | {Metric.CSAT: 0, Metric.ADHERENCE: 50.0}) == pytest.approx(0.5)


def test_weights_may_be_arrays() -> None:
    held: dict[Metric, Number] = {
        Metric.HANDLE_TIME: np.array([0.0, 50.0]),
        Metric.QUALITY: 50.0,
    }
    assert np.asarray(enforcement(held, 1.0)).tolist() == [0.0, 0.5]


@pytest.mark.parametrize("wrong", [-1.0, float("nan"), float("inf")])
def test_a_weight_that_is_none_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match=r"weight of csat is .*; accepted: 0 or more"):
        monitoring({Metric.CSAT: wrong, Metric.FCR: 10.0})
    with pytest.raises(ValidationError, match="csat"):
        Weights(csat=wrong, fcr=10)


def test_an_empty_scorecard_is_refused() -> None:
    with pytest.raises(ValueError, match="all 0; accepted: at least one"):
        monitoring({Metric.CSAT: 0.0})
    with pytest.raises(ValidationError, match="all 0; accepted: at least one"):
        Weights()


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_strictness_is_from_0_to_1(wrong: float) -> None:
    with pytest.raises(ValueError, match=r"strictness is .*; accepted: from 0 to 1"):
        enforcement({Metric.CSAT: 1.0}, wrong)


@LAW
@given(points)
def test_moving_points_keeps_their_sum(held: dict[Metric, float]) -> None:
    before = Weights.model_validate({metric.value: value for metric, value in held.items()})
    after = before.moved(Family.PACE, Family.OUTCOME)
    assert sum(after.points().values()) == pytest.approx(sum(held.values()))
    assert enforcement({**after.points()}, 1) == 0
    assert monitoring({**after.points()}) == pytest.approx(monitoring(held), abs=1e-9)


def test_points_moved_to_an_empty_family_are_shared_equally() -> None:
    after = Weights(handle_time=60, adherence=40).moved(Family.PACE, Family.OUTCOME)
    assert (after.csat, after.complaints, after.adherence) == (12, 12, 40)
