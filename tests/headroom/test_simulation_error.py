"""The error of a ratio from many periods, against textbook formulas and known processes."""

import numpy as np
import pytest

from workbench.headroom.simulation_error import MOST_RELATED, ratio_of_sums


def unrelated(values: np.ndarray) -> np.ndarray:
    """The same values in an order in which neighbours differ by turns."""
    ordered = np.sort(values)
    return np.ravel(
        np.column_stack([ordered[: len(ordered) // 2], ordered[::-1][: len(ordered) // 2]])
    )


def test_a_mean_of_unrelated_values_has_the_textbook_error() -> None:
    values = unrelated(np.random.default_rng(1).normal(5, 2, 40))
    value, error, free = ratio_of_sums([values], [np.ones(40)])
    assert value == pytest.approx(values.mean())
    assert error == pytest.approx(values.std(ddof=1) / np.sqrt(40))
    assert free == pytest.approx(39)


def test_strata_add_their_variances() -> None:
    draw = np.random.default_rng(2)
    parts = [unrelated(draw.normal(3, 1, 20)), unrelated(draw.normal(1, 4, 30))]
    below = [np.full(20, 0.25), np.full(30, 0.75)]
    value, error, free = ratio_of_sums(parts, below)
    assert value == pytest.approx(parts[0].mean() + parts[1].mean())
    variances = [part.var(ddof=1) / len(part) for part in parts]
    assert error == pytest.approx(np.sqrt(sum(variances)))
    satterthwaite = sum(variances) ** 2 / (variances[0] ** 2 / 19 + variances[1] ** 2 / 29)
    assert free == pytest.approx(satterthwaite)


def test_a_constant_ratio_is_certain() -> None:
    below = np.arange(1.0, 9.0)
    assert ratio_of_sums([0.5 * below], [below])[:2] == (0.5, 0.0)


@pytest.mark.parametrize("related", [0.0, 0.3, 0.6])
@pytest.mark.parametrize(("length", "parts"), [(60, 1), (10, 12)], ids=["long", "short parts"])
def test_the_error_of_a_related_series_is_that_of_its_mean(
    related: float, length: int, parts: int
) -> None:
    """Over many series the estimated variance of the mean is the one that the means show."""
    draw = np.random.default_rng(7)
    means, errors = [], []
    for _ in range(800):
        steps = draw.normal(size=(length, parts))
        series = [steps[0]]
        for step in steps[1:]:
            series.append(related * series[-1] + np.sqrt(1 - related**2) * step)
        found = list(np.array(series).T)
        value, error, _ = ratio_of_sums(found, [np.ones(length)] * parts)
        means.append(value)
        errors.append(error)
    assert np.mean(np.square(errors)) == pytest.approx(np.var(means), rel=0.2)


def test_a_series_that_only_drifts_is_still_given_an_error() -> None:
    _, error, free = ratio_of_sums([np.arange(40.0)], [np.ones(40)])
    widest = (
        np.arange(40.0).std(ddof=1) / np.sqrt(40) * np.sqrt((1 + MOST_RELATED) / (1 - MOST_RELATED))
    )
    assert 0 < error <= widest
    assert free >= 1
