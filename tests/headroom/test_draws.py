"""Latin hypercube draws: one from each slice, through the percentiles, the same every time."""

import numpy as np
import pytest

from tests.headroom.made import DEFAULTS
from workbench.evidence.distributions import quantiles
from workbench.headroom.draws import FEWEST, MOST, draw

COUNT = 200
DRAWN = draw(DEFAULTS, COUNT, seed=7)


@pytest.mark.parametrize("key", DRAWN.ids)
def test_each_slice_of_a_range_is_drawn_from_once(key: str) -> None:
    known = DEFAULTS[key]
    ends = np.arange(1, COUNT) / COUNT
    edges = quantiles(known.p10, known.p50, known.p90, known.lowest, known.highest, ends)
    drawn = np.sort(DRAWN.values[key])
    small = 1e-9 * max(1.0, abs(known.p90))
    assert (drawn[:-1] <= edges + small).all()
    assert (drawn[1:] >= edges - small).all()
    assert known.lowest <= drawn[0] <= drawn[-1] <= known.highest


def test_what_is_decided_or_known_does_not_vary() -> None:
    assert not {"strictness", "off_phone_time"} & set(DRAWN.ids)
    for key in DRAWN.ids:
        assert DEFAULTS[key].p10 < DEFAULTS[key].p90
    assert "open_hours_per_week" not in DRAWN.ids


def test_the_same_seed_gives_the_same_draws_and_another_gives_others() -> None:
    again, other = draw(DEFAULTS, COUNT, seed=7), draw(DEFAULTS, COUNT, seed=8)
    for key in DRAWN.ids:
        assert again.values[key].tolist() == DRAWN.values[key].tolist()
        assert other.values[key].tolist() != DRAWN.values[key].tolist()


def test_what_becomes_known_leaves_the_others_as_they_were() -> None:
    known = DEFAULTS["patience"]
    fixed = known.model_copy(update={"p10": known.p50, "p90": known.p50})
    drawn = draw({**DEFAULTS, "patience": fixed}, COUNT, seed=7)
    assert set(DRAWN.ids) - set(drawn.ids) == {"patience"}
    for key in drawn.ids:
        assert drawn.values[key].tolist() == DRAWN.values[key].tolist()


def test_assumptions_are_drawn_independently() -> None:
    """Of a Latin hypercube of 200, a correlation beyond 5 standard errors would be a mistake."""
    table = np.array([DRAWN.values[key] for key in DRAWN.ids])
    ranks = table.argsort(axis=1).argsort(axis=1)
    correlations = np.asarray(np.corrcoef(ranks))[np.triu_indices(len(ranks), 1)]
    assert np.abs(correlations).max() < 5 / np.sqrt(COUNT)


@pytest.mark.parametrize("count", [FEWEST - 1, MOST + 1, 0, -5])
def test_too_few_and_too_many_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"number of draws is {count}"):
        draw(DEFAULTS, count)


def test_the_figures_hold_every_draw() -> None:
    figures = DRAWN.figures(DEFAULTS)
    assert np.array_equal(figures.centre.patience, DRAWN.values["patience"])
    assert np.array_equal(figures.pace.erosion_weeks, DRAWN.values["erosion_weeks"])
    assert figures.centre.open_hours_per_week == DEFAULTS.value("open_hours_per_week")
