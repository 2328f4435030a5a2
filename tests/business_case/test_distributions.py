"""The metalog against a published triplet and by its definition."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.business_case.public import Case, of_kind
from workbench.business_case.distributions import metalog


@pytest.mark.parametrize(
    "case", [c for c in of_kind("distribution") if c.values[0]["id"] == "METALOG-SPT"]
)
def test_published_quantiles(case: Case) -> None:
    inputs = case["inputs"]
    found = metalog(inputs["p10"], inputs["p50"], inputs["p90"]).quantile(inputs["u"])
    assert found == pytest.approx(case["expected"]["q"], abs=case["tolerance"])


shares = st.floats(0.17, 0.83)
bounds: list[dict[str, float]] = [
    {},
    {"lower": -1.0},
    {"upper": 3.0},
    {"lower": -1.0, "upper": 3.0},
]


def straight(x: float, lower: float | None = None, upper: float | None = None) -> float:
    """The scale on which the distribution is plain."""
    if lower is not None and upper is not None:
        return float(np.log((x - lower) / (upper - x)))
    if lower is not None:
        return float(np.log(x - lower))
    return float(-np.log(upper - x)) if upper is not None else x


@pytest.mark.parametrize("bound", bounds)
@given(shares)
def test_passes_through_its_percentiles_rises_and_keeps_its_bounds(
    bound: dict[str, float], middle: float
) -> None:
    low, high = 0.0, 2.0
    position = (straight(middle * 2, **bound) - straight(low, **bound)) / (
        straight(high, **bound) - straight(low, **bound)
    )
    assume(min(abs(position - 0.1666), abs(position - 0.8334)) > 1e-9)  # rounding decides there
    if not 0.1666 < position < 0.8334:
        with pytest.raises(ValueError, match="accepted for P50"):
            metalog(low, middle * 2, high, **bound)
        return
    distribution = metalog(low, middle * 2, high, **bound)
    assert distribution.quantile([0.1, 0.5, 0.9]) == pytest.approx(
        [low, middle * 2, high], abs=1e-9
    )
    values = distribution.quantile(np.linspace(1e-4, 1 - 1e-4, 999))
    assert np.all(np.diff(values) > 0)
    assert bound.get("lower", -np.inf) <= values[0]
    assert values[-1] <= bound.get("upper", np.inf)
    ends = distribution.quantile([0.0, 1.0])
    assert ends.tolist() == [bound.get("lower", -np.inf), bound.get("upper", np.inf)]


def test_a_symmetric_triplet_is_logistic() -> None:
    u = np.array([[0.02, 0.3], [0.6, 0.99]])
    expected = 50 + 10 * np.log(u / (1 - u)) / np.log(9)
    assert metalog(40, 50, 60).quantile(u) == pytest.approx(expected)


def test_the_range_that_the_message_gives_is_accepted() -> None:
    with pytest.raises(ValueError, match=r"0\.1666 <= .* accepted for P50: 28\.33 to 61\.67"):
        metalog(20, 21, 70)
    for middle in (28.33, 61.67):
        steps = np.diff(metalog(20, middle, 70).quantile(np.linspace(1e-5, 1 - 1e-5, 9999)))
        assert np.all(steps > 0)
    for middle in (28.32, 61.68):
        with pytest.raises(ValueError, match="accepted for P50"):
            metalog(20, middle, 70)


bad: list[tuple[tuple[float, ...], dict[str, float], str]] = [
    ((3, 2, 4), {}, "P10 3 is not below P50 2"),
    ((1, 2, 2), {}, "P50 2 is not below P90 2"),
    ((5, 5, 5), {}, "P10 5 is not below P50 5"),
    ((1, 2, float("nan")), {}, "P90 is nan"),
    ((1, 2, 3), {"lower": 1.0}, "lower bound 1 is not below P10 1"),
    ((1, 2, 3), {"upper": 2.5}, "P90 3 is not below upper bound 2.5"),
    ((1, 2, 3), {"lower": float("-inf")}, "lower bound is -inf"),
    ((0.1, 0.11, 0.9), {"lower": 0.0, "upper": 1.0}, "on the scale of its form"),
]


@pytest.mark.parametrize(("triplet", "limits", "message"), bad)
def test_impossible_triplets_are_named(
    triplet: tuple[float, float, float], limits: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        metalog(*triplet, **limits)


@pytest.mark.parametrize("u", [-0.1, 1.1, float("nan")])
def test_a_share_outside_is_refused(u: float) -> None:
    with pytest.raises(ValueError, match="accepted: 0 to 1"):
        metalog(1, 2, 3).quantile(u)
