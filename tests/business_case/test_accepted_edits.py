import math

import pytest

from tests.evidence.made import edit
from workbench.business_case.accepted_edits import edited
from workbench.evidence.assumptions import Register, resolve
from workbench.evidence.defaults import default_assumptions, retired_assumptions
from workbench.headroom.policy import tried
from workbench.headroom.scorecard import Metric
from workbench.headroom.shipped import shipped_scenarios


def register() -> Register:
    return resolve(default_assumptions())


def test_an_accepted_edit_gives_the_figure_as_it_will_be() -> None:
    after = edited(register(), edit(assumption_id="absence"))
    assert (after.p10, after.p50, after.p90, after.source) == (0.1, 0.2, 0.3, "Payroll of 2025")


@pytest.mark.parametrize(
    ("key", "values", "told"),
    [
        ("absence", (0.1, 0.9, 0.95), "must lie within 0 and 0.8"),
        ("absence", (0.3, 0.2, 0.1), "must not fall"),
        ("absence", (math.nan, math.nan, math.nan), "Absence"),
        ("horizon_years", (2.5, 2.5, 2.5), "whole number of years"),
        ("off_phone_time", (10, 20, 470), "accepted: less than the shift"),
    ],
)
def test_an_edit_that_would_stop_a_page_is_refused(
    key: str, values: tuple[float, float, float], told: str
) -> None:
    p10, p50, p90 = values
    with pytest.raises(ValueError, match=told):
        edited(register(), edit(assumption_id=key, p10=p10, p50=p50, p90=p90))


def test_the_last_weight_of_the_scorecard_cannot_become_nothing() -> None:
    zeros = [
        edit(assumption_id=f"weight_{metric}", p10=0, p50=0, p90=0)
        for metric in Metric
        if metric != "csat"
    ]
    held = resolve(default_assumptions(), edits=zeros)
    with pytest.raises(ValueError, match="weight"):
        edited(held, edit(assumption_id="weight_csat", p10=0, p50=0, p90=0))
    edited(register(), edit(assumption_id="weight_csat", p10=0, p50=0, p90=0))


def test_what_was_said_of_a_retired_assumption_is_passed_over() -> None:
    old = edit(assumption_id="adoption_year_1")
    found = resolve(default_assumptions(), edits=[old], retired=retired_assumptions())
    assert dict(found) == dict(resolve(default_assumptions()))
    with pytest.raises(KeyError):
        resolve(default_assumptions(), edits=[old])
    (first, *_) = shipped_scenarios(found)
    tries = first.model_copy(update={"overrides": {"adoption_year_1": 0.4, "wage": 41_000.0}})
    assert tried(found, tries).value("wage") == 41_000.0
