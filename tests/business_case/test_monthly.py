"""Rows worked out month by month, without and with the change."""

from typing import Any

import numpy as np
import pytest

from tests.business_case.made import Centre, register, rows
from workbench.business_case.arithmetic import Value
from workbench.business_case.conventions import Conventions
from workbench.business_case.monthly import Changes, by_year, work_out
from workbench.business_case.rows import Row, RowKind, Rows, Tier


def row(key: str, formula: str, kind: str = "memo", tier: str | None = None) -> Row:
    counted = kind in ("benefit", "cost")
    money = {"owner": "Finance", "ledger": "Any", "source": "A test"} if counted else {}
    return Row.model_validate(
        {"id": key, "label": f"Row {key}", "kind": kind, "tier": tier}
        | {"unit": "{currency}" if counted else "1", "formula": formula}
        | money
    )


def made(*each: Row) -> Rows:
    return Rows(results=(), rows=each)


def test_the_month_and_the_month_before() -> None:
    some = made(
        row("running", "min(month, 1)"),
        row("first", "running - prev(running)"),
        row("second", "prev(first)"),
        row("compound", "max(1, prev(compound) * (1 + rate))"),
        row("ahead", "prev(last)"),
        row("last", "month"),
    )
    found = work_out(some, {"rate": 0.1}, 3)
    assert found.series("running").tolist() == [0, 1, 1, 1]
    assert found.series("first").tolist() == [0, 1, 0, 0]
    assert found.series("second").tolist() == [0, 0, 1, 0]
    assert found.series("compound") == pytest.approx([1, 1.1, 1.21, 1.331])
    assert found.series("ahead").tolist() == [0, 0, 1, 2]


def test_many_cases_at_once() -> None:
    some = made(row("grown", "start * (1 + rate) ** month"), row("fixed", "start"))
    found = work_out(some, {"start": 100.0, "rate": np.array([0.0, 0.1, -0.5])}, 2)
    assert found.series("grown", 3) == pytest.approx(
        np.array([[100, 100, 100], [100, 110, 121], [100, 50, 25]])
    )
    assert found.series("fixed").tolist() == [100, 100, 100]


def test_a_driver_acts_in_one_run_only() -> None:
    some = made(
        row("less", "cut", "driver"),
        row("stock", "(1 - min(month, 1)) * 12 + prev(stock) * (1 - less)", "state"),
        row("apart", "without(stock) - stock"),
        row("kept", "saved(stock)", "benefit", "capacity"),
        row("won", "gained(stock)", "cost"),
    )
    found = work_out(some, {"cut": 0.5}, 2)
    assert found.series("stock").tolist() == [12, 6, 3]
    assert found.series("stock", without=True).tolist() == [12, 12, 12]
    assert found.series("kept").tolist() == found.series("apart").tolist() == [0, 6, 9]
    assert found.series("won").tolist() == [0, -6, -9]
    half = work_out(some, {"cut": 0.5}, 2, Changes({"less": np.array([0.0, 1.0])}))
    assert half.series("kept", 2).tolist() == [[0, 0, 0], [0, 6, 9]]


@pytest.mark.parametrize("months", [1, 12, 40])
def test_the_products_rows_in_one_go_and_step_by_step(months: int) -> None:
    """All rows in one block that looks back: the same figures, month by month."""
    held = register(churn_reduction=0.1, margin_per_customer=40.0, deflected_share=0.2)
    values: dict[str, Value] = {key: held.value(key) for key in held}
    values["wage"] = np.array([held.value("wage"), 20_000.0, 40_000.0])
    values |= Centre()(values) | Conventions().values(months)
    once = work_out(rows(), values, months)
    states = [each for each in rows().rows if each.kind in (RowKind.DRIVER, RowKind.STATE)]
    memos = [each for each in rows().of_kind(RowKind.MEMO) if each.id not in rows().driven]
    chained = [
        row("chain", "0 * prev(chained)", "state"),
        *memos,
        *states,
        row("chained", "month + 0 * chain", "state"),
    ]
    slowly = work_out(Rows(results=rows().results, rows=tuple(chained)), values, months)
    assert len(slowly.rows.blocks) == 1
    for each in states:
        for without in (False, True):
            one, other = (run.series(each.id, 3, without=without) for run in (once, slowly))
            assert one == pytest.approx(other, rel=1e-12), each.id


def test_years_are_sums_of_their_months() -> None:
    assert by_year(np.arange(25.0)).tolist() == [0, sum(range(1, 13)), sum(range(13, 25))]


def test_tiers_are_added_up_apart() -> None:
    some = made(
        row("cash", "1", "benefit", "cash-releasing"),
        row("time", "1 + 1", "benefit", "capacity"),
        row("spend", "month", "cost"),
        row("note", "1"),
    )
    runs = work_out(some, {}, 1)

    def summed(kind: RowKind, *tiers: Tier) -> list[float]:
        return [float(amount) for amount in np.ravel(runs.summed(kind, tiers))]

    assert summed(RowKind.BENEFIT, Tier.CASH) == [1, 1]
    assert summed(RowKind.BENEFIT, *Tier) == [3, 3]
    assert summed(RowKind.COST) == [0, 1]
    assert summed(RowKind.BENEFIT, Tier.STRATEGIC) == [0, 0]


bad: list[tuple[dict[str, Any], Any, str]] = [
    ({"a": 1.0}, 0, "horizon is 0 months; accepted: a whole number from 1"),
    ({"a": 1.0}, -3, "horizon is -3"),
    ({"a": 1.0}, 2.5, "horizon is 2.5"),
    ({"a": 1.0}, True, "horizon is True"),
    ({}, 3, "a: no value given"),
    ({"a": float("nan")}, 3, "a is not a finite number"),
    ({"a": np.array([1.0, np.inf])}, 3, "a is not a finite number"),
    ({"a": 0.0}, 3, r"row ratio in month 0: no finite amount \(1 / a\)"),
    ({"a": np.array([1.0, 0.0])}, 3, "row ratio in month 0"),
]


@pytest.mark.parametrize(("values", "months", "message"), bad)
def test_bad_input_is_named(values: dict[str, Any], months: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        work_out(made(row("ratio", "1 / a")), values, months)
