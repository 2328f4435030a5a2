"""The pictures of the futures: what they name is there, and every mark stands where it belongs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tests.charts.test_case_pictures import check
from workbench.charts.amounts import scale_of
from workbench.charts.futures_dots import (
    DOTS,
    LOSES,
    PAYS,
    dots_figures,
    dots_height,
    dots_scale,
    futures_dots,
)
from workbench.charts.gate_tree import Stage, gate_tree, tree_figures
from workbench.charts.named_bars import ROWS, bar_figures, named_bars

AMOUNTS = arrays.arrays(float, st.integers(20, 200), elements=st.floats(-1e9, 1e9, width=32))


@given(AMOUNTS)
def test_every_dot_is_a_future_in_twenty_and_stands_on_its_side_of_nothing(
    npv: np.ndarray,
) -> None:
    figures = dots_figures(npv, "EUR", dots_scale(npv))
    dots = figures["dots"]
    assert len(dots["npv"]) == DOTS
    for place, verdict in zip(dots["npv"], dots["verdict"], strict=True):
        assert (place > 0) == (verdict == PAYS)
    pays = sum(verdict == PAYS for verdict in dots["verdict"])
    assert pays / DOTS == pytest.approx((npv > 0).mean(), abs=1 / DOTS + 1 / len(npv))
    assert max(dots["height"]) < dots_height(npv) + 0.5
    stood = list(zip(dots["npv"], dots["height"], strict=True))
    assert len(set(stood)) == DOTS


def test_losing_dots_stand_left_of_nothing() -> None:
    npv = np.linspace(-3e6, 1e6, 4001)
    dots = dots_figures(npv, "EUR", dots_scale(npv))["dots"]
    for place, verdict in zip(dots["npv"], dots["verdict"], strict=True):
        assert (place < 0) == (verdict == LOSES)
    check(lambda look: futures_dots(look, "EUR", 3), dots_figures(npv, "EUR", dots_scale(npv)))


def test_bars_leave_room_for_their_figures() -> None:
    figures = bar_figures([("First", 4.0, "4"), ("Second", 1.0, "1")])
    check(lambda look: named_bars(look, 2), figures)
    assert min(figures[ROWS]["room"]) > 1.3 * max(figures[ROWS]["amount"])


def test_the_tree_leads_from_gate_to_gate_and_loses_what_stops() -> None:
    stages = (
        Stage("Pilot", "reached in all", 1.0, "stops in 4 in 10", "avoids EUR 5"),
        Stage("Roll-out", "reached in 6 in 10", 0.6, "stops in 1 in 10"),
        Stage("Goes on", "in half", 0.5),
    )
    figures = tree_figures(stages)
    check(lambda look: gate_tree(look, 3), figures)
    assert figures["way"]["share"] == [0.6, 0.5]
    assert figures["branches"]["share"] == pytest.approx([0.4, 0.1])
    assert figures["nodes"]["name"] == ["Pilot", "Roll-out", "Goes on"]


def test_amounts_of_the_dots_share_one_scale() -> None:
    assert dots_scale(np.array([-2e6, 3e6])) is scale_of([3e6])
