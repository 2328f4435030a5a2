import math

import pytest

from tests.evidence.made import assumption
from workbench.evidence.edit_problems import problems_of_edit

GOOD = {"p10": 0.1, "p50": 0.2, "p90": 0.3}


def problems(
    values: dict[str, float | None] | None = None, source: str = "Payroll", owner: str = "Finance"
) -> dict[str, str]:
    return problems_of_edit(assumption(), {**GOOD, **(values or {})}, source, owner, "EUR")


def test_a_good_edit_has_no_problem() -> None:
    assert problems() == {}
    assert problems({"p10": 0.2, "p90": 0.2}) == {}


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        ({"p50": None}, "p50", "It is empty; accepted: a number."),
        ({"p50": math.nan}, "p50", "It is empty; accepted: a number."),
        ({"p90": math.inf}, "p90", "It is empty; accepted: a number."),
        ({"p90": 1.2}, "p90", "It is 120%; accepted: 0% to 80%."),
        ({"p10": -0.1}, "p10", "It is −10%; accepted: 0% to 80%."),
        ({"p50": 0.05}, "p50", "It is 5%, below P10 (10%)"),
        ({"p90": 0.1}, "p90", "It is 10%, below P50 (20%)"),
    ],
)
def test_a_wrong_number_is_named_with_what_is_accepted(
    values: dict[str, float | None], field: str, told: str
) -> None:
    found = problems(values)
    assert list(found) == [field]
    assert found[field].startswith(told)


def test_a_source_and_an_owner_are_needed() -> None:
    assert set(problems(source="  ", owner="")) == {"source", "owner"}
    assert problems(source="x" * 501)["source"] == "It has 501 letters; accepted: 3 to 500 letters."
    assert set(problems({"p10": 0.5}, source="")) == {"p50", "source"}
