"""Moving weight between the families of a scorecard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.headroom.made import LAW
from workbench.headroom.rebalance import family_share, rebalanced
from workbench.headroom.scorecard import Family, Metric, Weights, enforcement, monitoring, scorecard

points = st.floats(0, 100)
weights = (
    st.fixed_dictionaries({metric.value: points for metric in Metric})
    .filter(lambda given: sum(given.values()) > 1)
    .map(Weights.model_validate)
)
shares = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(
    lambda two: (two[0], (1 - two[0]) * two[1])
)


@LAW
@given(weights, shares, weights)
def test_shares_come_out_as_asked_in_a_hundred_points(
    held: Weights, asked: tuple[float, float], usual: Weights
) -> None:
    pace, watched = asked
    found = rebalanced(held, pace, watched, usual)
    assert sum(found.points().values()) == pytest.approx(100)
    assert family_share(found, Family.PACE) == pytest.approx(pace, abs=1e-12)
    assert family_share(found, Family.MONITORING) == pytest.approx(watched, abs=1e-12)
    assert enforcement(found.points(), 0.5) == pytest.approx(0.5 * pace, abs=1e-12)
    assert monitoring(found.points()) == pytest.approx(watched, abs=1e-12)


@LAW
@given(weights, weights)
def test_the_same_shares_change_no_proportion(held: Weights, usual: Weights) -> None:
    same = rebalanced(
        held, family_share(held, Family.PACE), family_share(held, Family.MONITORING), usual
    )
    total = sum(held.points().values())
    for metric, value in same.points().items():
        assert value == pytest.approx(100 * held.points()[metric] / total, abs=1e-9)


def test_a_family_without_points_takes_the_usual_proportions() -> None:
    held = Weights(csat=50, quality=50)
    found = rebalanced(held, 0.4, 0.0, Weights(handle_time=30, contacts_per_hour=10))
    assert (found.handle_time, found.contacts_per_hour) == pytest.approx((30, 10))
    nobody = rebalanced(held, 0.4, 0.0, held)
    assert (nobody.handle_time, nobody.contacts_per_hour) == pytest.approx((20, 20))


def test_all_weight_on_outcomes_enforces_nothing() -> None:
    held = Weights.model_validate(dict.fromkeys(Metric, 1))
    found = rebalanced(held, 0.0, 0.0, held)
    assert enforcement(found.points(), 1.0) == 0
    assert monitoring(found.points()) == 0
    outcome = scorecard().family(Family.OUTCOME)
    assert all(found.points()[metric] == pytest.approx(20) for metric in outcome)


@pytest.mark.parametrize(("pace", "watched"), [(-0.1, 0.2), (0.2, -0.1), (0.7, 0.4)])
def test_impossible_shares_are_refused(pace: float, watched: float) -> None:
    held = Weights(csat=1)
    with pytest.raises(ValueError, match=r"accepted: 0 or more, at most 1 together"):
        rebalanced(held, pace, watched, held)
