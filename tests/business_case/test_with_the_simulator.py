"""The case over the real simulator: the names fit, and no change brings nothing."""

import pytest

from tests.business_case.made import Values, register, rows
from workbench.business_case.arithmetic import Value
from workbench.business_case.case import Case, build_case
from workbench.business_case.rows import RowKind
from workbench.evidence.assumptions import Register
from workbench.headroom.centre import figures
from workbench.headroom.outcome import evaluate
from workbench.headroom.policy import Policy, today_policy


def case_of(held: Register, **levers: float) -> Case:
    def simulate(values: Values) -> dict[str, Value]:
        now = figures(held, values)
        today = today_policy(now)
        changed = {name: getattr(today, name) for name in Policy.__dataclass_fields__} | levers
        return rows().results_of(evaluate(now), evaluate(now, Policy(**changed)))

    return build_case(held, simulate)


def test_the_payroll_of_the_rows_is_the_simulators() -> None:
    """The rows take heads times wage, so that the workbook moves with the wage."""
    held = register()
    results = case_of(held, off_phone_time=20.0).results
    for end in ("today", "with"):
        payroll = results[f"heads_{end}"] * held.value("wage")
        assert results[f"payroll_per_year_{end}"] == pytest.approx(payroll)


def test_todays_policy_as_the_scenario_brings_nothing() -> None:
    case = case_of(register(value_per_unresolved=50.0))
    for line in case.of_kind(RowKind.BENEFIT):
        assert line.yearly == pytest.approx([0.0] * 4, abs=1e-3), line.row.id


def test_releasing_the_clock_is_a_case_with_a_range() -> None:
    case = case_of(register(), enforcement=0.0, monitoring=0.0)
    assert case.results["fcr_with"] > case.results["fcr_today"]
    band = case.headline.npv_range
    assert band.low < band.base < band.high
    assert {"attrition", "wage"} <= {swing.assumption_id for swing in case.headline.swings}
