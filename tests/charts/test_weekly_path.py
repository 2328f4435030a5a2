"""The weekly path and the ranking: drawings find their rows, and rows say what the path says."""

from typing import Any

import numpy as np
import pytest

from tests.charts.test_simulator_pictures import fields_of, records
from workbench.charts.driver_bars import LOWERS, RAISES, UNCLEAR, driver_bars, driver_rows
from workbench.charts.layers import Columns
from workbench.charts.look import Look
from workbench.charts.weekly_path import (
    MARKS,
    MOST_WEEKS,
    PATHS,
    SCENARIO,
    SURGE,
    TODAY,
    Path,
    weekly_path,
    weekly_rows,
)
from workbench.headroom.drivers import Driver
from workbench.headroom.plan import Plan, Shock

FLAT = Path(np.full(156, 0.6), np.full(156, 0.7), np.full(156, 0.8))
MOVING = Path(*(np.linspace(0.5, 0.9, 156) + step for step in (-0.1, 0.0, 0.1)))
SURGING = Plan(weeks=156, shock=Shock(size=0.25, start_week=8, weeks=12))


def rows(plan: Plan = SURGING) -> dict[str, Columns]:
    return weekly_rows(FLAT, MOVING, plan, 100.0, (0, "20.0 points lower in week 1"))


@pytest.mark.parametrize("look", Look)
def test_a_drawing_names_its_rows_and_holds_none(look: Look) -> None:
    drawn: dict[str, Any] = weekly_path(look, "Satisfied customers, %", ".1~f").to_dict()
    found = rows()
    assert not drawn.get("datasets")
    names = {layer["data"]["name"] for layer in drawn["layer"]}
    assert names == {PATHS, SURGE, MARKS}
    for name, columns in found.items():
        layers = [layer for layer in drawn["layer"] if layer["data"]["name"] == name]
        assert set(fields_of(layers)) <= set(columns), name
    bars: dict[str, Any] = driver_bars(look, 3).to_dict()
    given = driver_rows([Driver("a", 0.5, 0.25, clear=True)], {"a": "Handle time"})
    assert set(fields_of(bars)) <= set(given)


def test_the_rows_hold_the_path_from_its_first_week_to_its_last() -> None:
    paths = records(rows()[PATHS])
    for which, path in ((TODAY, FLAT), (SCENARIO, MOVING)):
        own = [row for row in paths if row["which"] == which]
        assert len(own) <= MOST_WEEKS
        assert [own[0]["week"], own[-1]["week"]] == [1, 156]
        for row in own:
            week = row["week"] - 1
            assert row["middle"] == pytest.approx(100 * path.middle[week])
            assert row["low"] == pytest.approx(100 * path.low[week])
            assert row["high"] == pytest.approx(100 * path.high[week])


def test_the_surge_and_the_worst_week_are_marked() -> None:
    found = rows()
    assert records(found[SURGE]) == [{"start": 9, "end": 21, "told": "Demand +25%"}]
    (mark,) = records(found[MARKS])
    assert (mark["week"], mark["name"]) == (1, "20.0 points lower in week 1")
    assert mark["middle"] == pytest.approx(50.0)
    assert mark["dy"] > 0, "below the line where it is lower"


def test_without_a_surge_or_a_dip_there_are_columns_without_rows() -> None:
    found = weekly_rows(FLAT, MOVING, Plan(weeks=156), 1.0, None)
    for name in (SURGE, MARKS):
        assert found[name]
        assert all(column == [] for column in found[name].values())


def test_the_ranking_keeps_its_order_and_says_what_is_too_little_to_tell() -> None:
    drivers = [
        Driver("a", -0.5, 0.25, clear=True),
        Driver("b", 0.4, 0.16, clear=True),
        Driver("c", 0.1, 0.01, clear=False),
    ]
    found = records(driver_rows(drivers, {"a": "A", "b": "B", "c": "C"}))
    assert [row["label"] for row in found] == ["A", "B", "C"]
    assert [row["effect"] for row in found] == [LOWERS, RAISES, UNCLEAR]
    assert [row["share"] for row in found] == pytest.approx([25.0, 16.0, 1.0])
