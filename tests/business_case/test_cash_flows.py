"""Rows worked out year by year."""

from typing import Any

import numpy as np
import pytest

from workbench.business_case.cash_flows import summed, yearly
from workbench.business_case.rows import Row, RowKind, Rows, Tier


def row(key: str, formula: str, kind: str = "memo", tier: str | None = None) -> Row:
    money = {"owner": "Finance", "ledger": "Any", "source": "A test"} if kind != "memo" else {}
    unit = "{currency}" if kind != "memo" else "1"
    return Row.model_validate(
        {"id": key, "label": f"Row {key}", "kind": kind, "tier": tier, "unit": unit}
        | {"formula": formula}
        | money
    )


def made(*each: Row) -> Rows:
    return Rows(results=(), rows=each)


def test_the_year_and_the_year_before() -> None:
    rows = made(
        row("running", "min(year, 1)"),
        row("first", "running - prev(running)"),
        row("second", "prev(first)"),
        row("compound", "max(1, prev(compound) * (1 + rate))"),
        row("ahead", "prev(last)"),
        row("last", "year"),
    )
    found = yearly(rows, {"rate": 0.1}, 3)
    assert found["running"].tolist() == [0, 1, 1, 1]
    assert found["first"].tolist() == [0, 1, 0, 0]
    assert found["second"].tolist() == [0, 0, 1, 0]
    assert found["compound"] == pytest.approx([1, 1.1, 1.21, 1.331])
    assert found["ahead"].tolist() == [0, 0, 1, 2]


def test_many_cases_at_once() -> None:
    rows = made(row("grown", "start * (1 + rate) ** year"), row("fixed", "start"))
    found = yearly(rows, {"start": 100.0, "rate": np.array([0.0, 0.1, -0.5])}, 2)
    assert found["grown"] == pytest.approx(
        np.array([[100, 100, 100], [100, 110, 121], [100, 50, 25]])
    )
    assert found["fixed"].tolist() == [100, 100, 100]


def test_tiers_are_added_up_apart() -> None:
    rows = made(
        row("cash", "1", "benefit", "cash-releasing"),
        row("time", "1 + 1", "benefit", "capacity"),
        row("spend", "year", "cost"),
        row("note", "1"),
    )
    amounts = yearly(rows, {}, 1)
    assert summed(rows, amounts, RowKind.BENEFIT, (Tier.CASH,)).tolist() == [1, 1]
    assert summed(rows, amounts, RowKind.BENEFIT, tuple(Tier)).tolist() == [3, 3]
    assert summed(rows, amounts, RowKind.COST, ()).tolist() == [0, 1]
    assert summed(rows, amounts, RowKind.BENEFIT, (Tier.STRATEGIC,)).tolist() == [0, 0]


bad: list[tuple[dict[str, Any], Any, str]] = [
    ({"a": 1.0}, 0, "horizon is 0; accepted: a whole number of years from 1"),
    ({"a": 1.0}, -3, "horizon is -3"),
    ({"a": 1.0}, 2.5, "horizon is 2.5"),
    ({"a": 1.0}, True, "horizon is True"),
    ({}, 3, "a: no value given"),
    ({"a": float("nan")}, 3, "a is not a finite number"),
    ({"a": np.array([1.0, np.inf])}, 3, "a is not a finite number"),
    ({"a": 0.0}, 3, r"row ratio in year 0: no finite amount \(1 / a\)"),
    ({"a": np.array([1.0, 0.0])}, 3, "row ratio in year 0"),
]


@pytest.mark.parametrize(("values", "horizon", "message"), bad)
def test_bad_input_is_named(values: dict[str, Any], horizon: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        yearly(made(row("ratio", "1 / a")), values, horizon)
