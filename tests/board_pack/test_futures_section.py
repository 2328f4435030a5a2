"""The futures in the workbook: the figures that were drawn, with what they depend on."""

import numpy as np

from tests.business_case.made import Centre, register
from workbench.board_pack.futures_section import NAME, futures_section
from workbench.business_case.futures import Sizes, printed, run
from workbench.business_case.gates import gate_path
from workbench.business_case.risk_plan import Gate, RiskPlan
from workbench.business_case.spread import PERCENTILES
from workbench.business_case.work import work_of

GATE = Gate(
    name="Pilot", month=6, assumption_id="attrition", stops_beyond=0.4, stops_above=True,
    spent=50_000, kill_criterion="More than four in ten leave.",
)  # fmt: skip


def test_the_sheet_holds_the_futures_their_seed_and_the_gates() -> None:
    held, plan = register(value_per_unresolved=7.0), RiskPlan(seed=11, gates=(GATE,))
    found = run(held, plan, Sizes(1000, 100, 10), work_of(held, Centre()))
    path = gate_path(plan.gates, found, found.headline.npv, 0.08)
    section = futures_section(printed(found), plan, "abc123", held, plan.gates, path, "EUR")
    assert section.name == NAME
    values, percentiles, drawn, gates = section.tables
    assert [row[0] for row in values.rows][:4] == ["P10", "P50", "P90", "Mean"]
    for row in values.rows:
        assert all(isinstance(cell, float) for cell in row[1:])
    assert [row[1] for row in percentiles.rows] == list(
        np.quantile(found.headline.npv, PERCENTILES)
    )
    assert [row[2] for row in percentiles.rows] == list(
        np.quantile(found.with_value.npv, PERCENTILES)
    )
    told = {row[0]: row[1] for row in drawn.rows}
    assert told["Seed"] == "11"
    assert told["Hash of the case"] == "abc123"
    assert told["Futures"] == "1,000 in 10 independent parts"
    assert gates.rows[0][1] == "Advisors who leave per year above 40%"
    assert gates.rows[0][4] == GATE.kill_criterion


def test_without_gates_nothing_is_said_of_them() -> None:
    held, plan = register(), RiskPlan()
    found = run(held, plan, Sizes(1000, 100, 10), work_of(held, Centre()))
    section = futures_section(printed(found), plan, "", held, (), None, "EUR")
    assert len(section.tables) == 3
