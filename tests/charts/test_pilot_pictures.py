"""The pictures of a pilot draw what the plan says, in light and dark."""

import numpy as np
import pytest

from tests.charts.test_case_pictures import check
from tests.headroom.pilot.made import a_lot, a_plan
from workbench.charts.pilot_schedule import CELLS, NEW, OLD, pilot_schedule, schedule_cells
from workbench.charts.power_curve import power_curve, power_figures
from workbench.headroom.pilot.assignment import assigned_schedule
from workbench.headroom.pilot.schedules import Design


@pytest.mark.parametrize("teams", [2, 24, 500])
@pytest.mark.parametrize("design", Design)
def test_the_schedule_is_that_of_the_lot(design: Design, teams: int) -> None:
    plan = a_plan(design=design, teams=teams, waves=2)
    lot = a_lot(plan)
    schedule = assigned_schedule(plan, lot)
    cells = schedule_cells(lot.teams, schedule)
    check(
        lambda look: pilot_schedule(look, teams, plan.periods, plan.weeks_per_period),
        {CELLS: cells},
    )
    drawn = {
        (team, period): rules
        for team, period, rules in zip(cells["team"], cells["period"], cells["rules"], strict=True)
    }
    for place, team in enumerate(lot.teams):
        for period in range(plan.periods):
            assert drawn[team, period + 1] == (NEW if schedule[place, period] else OLD)


def test_who_changes_first_stands_on_top() -> None:
    schedule = np.array([[0, 0, 1], [0, 1, 1], [0, 0, 0]])
    cells = schedule_cells(("late", "early", "never"), schedule)
    assert list(dict.fromkeys(cells["team"])) == ["early", "late", "never"]
    assert cells["row"] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize("seen", [1.0, 3.0, np.inf])
@pytest.mark.parametrize("wanted", [None, 0.2, 4.0])
def test_the_curve_marks_what_is_seen_and_what_would_matter(
    seen: float, wanted: float | None
) -> None:
    effects, power = np.linspace(0, 6, 7), np.linspace(0.05, 1, 7)
    figures = power_figures(effects, power, (seen, "some points"), wanted, 0.8)
    check(lambda look: power_curve(look, "points"), figures)
    assert figures["mark"]["effect"] == ([] if np.isinf(seen) else [seen])
    assert figures["matters"]["effect"] == ([] if wanted is None else [wanted])
    assert figures["curve"]["power"] == pytest.approx(power.tolist())
    aside = wanted == 4.0 and seen == 3.0
    assert figures["mark"]["aside"] == ([] if np.isinf(seen) else [aside])
