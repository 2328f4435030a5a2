"""How sure, what moves, what to test, where to stop: one story through the four tabs."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_business_case import opened, said, turned_to
from workbench.business_case.futures import on_the_page
from workbench.business_case.risk_plan import HIGHEST_SEED, Allowance, Level, RiskPlan
from workbench.storage import Store
from workbench.ui.case_gate_form import ABOVE, SIDE, VALUE
from workbench.ui.case_gate_form import FIGURE as DECIDED_BY
from workbench.ui.case_gates import ALLOWANCE, DELAY, MANAGED
from workbench.ui.case_head import VALUE as VALUED
from workbench.ui.case_next_test import COST
from workbench.ui.case_pilot import ERROR, FIGURE, FOUND, WHERE, WHO
from workbench.ui.case_sure import SEED
from workbench.ui.case_tabs import GATES, MOVES, SURE, TEST
from workbench.ui.current import register
from workbench.ui.demo import open_demo
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]


@pytest.fixture
def demo(own_store: Store) -> Workshop:  # noqa: ARG001 - the demo is put into it
    return open_demo()


def pressed(page: AppTest, label: str) -> AppTest:
    next(each for each in page.button if each.label.replace("\\", "") == label).click()
    page.run()
    assert not page.exception
    return page


def problem(page: AppTest) -> str:
    return str(page.error[0].value).replace("\\", "")


def opened_part(page: AppTest, key: str) -> AppTest:
    page.session_state[key] = True
    page.run()
    assert not page.exception
    return page


def test_a_board_goes_through_the_risks_of_the_case(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    page = opened(open_page, demo, SURE)
    words = said(page)
    assert f"{on_the_page().trials:,} futures" in words
    assert "of the outcomes instead of the 80% they were stated for" in words
    assert "Chance that it pays" in words

    # In cash nothing that could be learned changes the choice; with the value something does.
    assert "Decide now: more analysis has no value" in said(turned_to(page, TEST))
    next(each for each in page.segmented_control if each.key == "counted").set_value(VALUED).run()
    words = said(page)
    assert "Test this one assumption next" in words
    assert "(expected value of perfect information on one parameter, EVPPI)" in words
    page.number_input(key=COST).set_value(-5.0).run()
    assert "is empty or below 0" in problem(page)
    page.number_input(key=COST).set_value(1e9).run()
    assert "The pilot does not pay" in said(page)

    words = said(turned_to(page, MOVES))
    assert "of the spread between the futures" in words
    assert "Most likely to turn it alone" in words

    words = said(turned_to(page, GATES))
    assert "No gate is set, and none on a single figure would pay" in words
    opened_part(page, "gate_form")
    page.selectbox(key=DECIDED_BY).set_value("attrition").run()
    page.number_input(key=VALUE).set_value(40.0)
    page.radio(key=SIDE).set_value(ABOVE)
    pressed(page, "Set the gate")
    (gate,) = own_store.cases.file(demo.id).risk.gates
    assert (gate.assumption_id, gate.stops_beyond, gate.stops_above) == ("attrition", 0.4, True)
    words = said(page)
    assert "Best: " in words
    assert "above 40%" in words
    pressed(page, f"Take out “{gate.name}”")
    assert own_store.cases.file(demo.id).risk.gates == ()


def test_the_plan_is_kept_and_what_is_wrong_is_said(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    def plan() -> RiskPlan:
        return own_store.cases.file(demo.id).risk

    page = opened_part(opened(open_page, demo, SURE), "risk_settings")
    before = said(page)
    page.number_input(key=SEED).set_value(HIGHEST_SEED + 1)
    pressed(page, "Draw them so")
    assert f"accepted: 0 to {HIGHEST_SEED:,}" in problem(page)
    assert plan().seed == 20_261_122
    page.number_input(key=SEED).set_value(7)
    page.segmented_control(key="risk_level_customers").set_value(Level.STRONG)
    pressed(page, "Draw them so")
    assert (plan().seed, plan().levels["customers"]) == (7, Level.STRONG)
    assert said(page) != before

    opened_part(turned_to(page, GATES), "gate_form")
    pressed(page, "Set the gate")
    assert "there is no value to stop at" in problem(page)
    page.number_input(key=VALUE).set_value(1e15)
    pressed(page, "Set the gate")
    assert "accepted:" in problem(page)
    assert plan().gates == ()
    assert page.number_input(key=VALUE).value == 1e15
    page.number_input(key=DELAY).set_value(500).run()
    assert "accepted: 0 to 36" in problem(page)
    page.number_input(key=DELAY).set_value(6).run()

    page.radio(key=ALLOWANCE).set_value(Allowance.GREEN_BOOK)
    page.slider(key=MANAGED).set_value(50)
    pressed(page, "Count it so")
    assert (plan().allowance, plan().managed) == (Allowance.GREEN_BOOK, 0.5)

    opened_part(page, "update_form")
    page.selectbox(key=FIGURE).set_value("attrition").run()
    stated = register(demo)["attrition"]
    page.number_input(key=FOUND).set_value(20.0).run()
    page.number_input(key=ERROR).set_value(-1.0).run()
    assert "an error above 0" in problem(page)
    page.number_input(key=ERROR).set_value(2.0).run()
    assert "Believed after" in said(page)
    pressed(page, "Take it into the register")
    assert "say where it was measured" in problem(page)
    page.text_input(key=WHERE).set_value("Twelve teams, half a year")
    page.text_input(key=WHO).set_value("Operations")
    pressed(page, "Take it into the register")
    after = register(demo)["attrition"]
    assert min(stated.p50, 0.2) < after.p50 < max(stated.p50, 0.2)
    assert register(demo).replaced("attrition")[-1].p50 == stated.p50
    assert "Believed before" in said(page)
