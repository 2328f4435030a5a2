from typing import Any

import numpy as np
import pytest

from tests.headroom.fitting.made import Truth, days_of
from tests.headroom.made import DEFAULTS
from workbench.charts.look import Look
from workbench.charts.prior_and_posterior import DATA, POSTERIOR, PRIOR, prior_and_posterior
from workbench.charts.seen_and_predicted import FITTED, HELD_OUT, seen_and_predicted
from workbench.headroom.fitting.back_test import back_test
from workbench.headroom.fitting.posterior import Update, likelihood_of, update

LOOKS = pytest.mark.parametrize("look", list(Look))


def drawn_rows(chart: Any) -> list[dict[str, Any]]:
    drawn = chart.to_dict()
    return [row for rows in drawn["datasets"].values() for row in rows]


def learnt(figure: str, estimate: float, error: float) -> Update:
    return update(DEFAULTS[figure], likelihood_of(estimate, error, lambda values: values))


@LOOKS
def test_prior_data_and_posterior_are_drawn_together(look: Look) -> None:
    rows = drawn_rows(prior_and_posterior(look, learnt("abandon_satisfaction", 0.3, 0.1)))
    curves = {name: [row for row in rows if row.get("curve") == name] for name in (PRIOR, DATA)}
    for curve in curves.values():
        assert max(row["height"] for row in curve if "top" not in row) == pytest.approx(1, abs=1e-3)
    after = [row for row in rows if row.get("curve") == POSTERIOR and "top" not in row]
    peak = max(after, key=lambda row: row["height"])["value"]
    # A share is drawn in per cent, between what was believed (50%) and what the rows say (30%).
    assert 30 < peak < 40


def test_a_narrow_posterior_keeps_its_shape() -> None:
    found = learnt("pressure_elasticity", -0.3, 0.002)
    rows = drawn_rows(prior_and_posterior(Look.LIGHT, found))
    high = {
        row["value"] for row in rows if row.get("curve") == POSTERIOR and row.get("height", 0) > 0.5
    }
    assert len(high) > 10


def test_what_lies_outside_what_is_accepted_is_not_drawn() -> None:
    found = learnt("pressure_elasticity", 0.5, 0.3)
    values = [row["value"] for row in drawn_rows(prior_and_posterior(Look.DARK, found))]
    assert max(values) == 0


@LOOKS
def test_every_day_is_drawn_once_and_where_it_was(look: Look) -> None:
    picture = back_test(days_of(Truth(), 40)).picture
    assert picture is not None
    rows = [row for row in drawn_rows(seen_and_predicted(look, picture)) if "kind" in row]
    assert len(rows) == 40
    assert sum(row["kind"] == HELD_OUT for row in rows) == 12
    assert sum(row["kind"] == FITTED for row in rows) == 28
    assert sorted(row["seen"] for row in rows) == pytest.approx(sorted(100 * picture.seen))
    assert np.isfinite([row["predicted"] for row in rows]).all()
