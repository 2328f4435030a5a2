"""Rows over all years in one go are what they are year by year."""

import numpy as np
import pytest

from tests.business_case.made import Centre, register, rows
from workbench.business_case import cash_flows
from workbench.business_case.cash_flows import Value
from workbench.business_case.rows import Row, Rows


@pytest.mark.parametrize("horizon", [1, 2, 3, 10])
def test_the_products_rows(horizon: int) -> None:
    held = register()
    wages = np.array([held.value("wage"), 20_000.0, 40_000.0])
    values: dict[str, Value] = {key: held.value(key) for key in held}
    values["wage"] = wages
    known = {**values, **Centre()(values)}
    both = (cash_flows._at_once, cash_flows._year_by_year)
    once, slowly = (work(rows(), known, horizon) for work in both)
    assert cash_flows._looks_up_only(rows())
    for row in rows().rows:
        shown = np.broadcast_to(once[row.id], (3, horizon + 1))
        assert shown == pytest.approx(np.broadcast_to(slowly[row.id], (3, horizon + 1))), row.id


def test_a_row_that_uses_its_own_past_is_worked_out_year_by_year() -> None:
    compound = Row.model_validate(
        {"id": "grown", "label": "Grown", "kind": "memo", "unit": "1"}
        | {"formula": "1 + prev(grown)"}
    )
    made = Rows(results=(), rows=(compound,))
    assert not cash_flows._looks_up_only(made)
    assert cash_flows.yearly(made, {}, 3)["grown"].tolist() == [1, 2, 3, 4]
