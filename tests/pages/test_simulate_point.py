"""Simulate this point: the formula beside the simulation, in words, with what only dice can do."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from workbench.storage import Store
from workbench.ui.simulate_point import CONTACTS, KEPT
from workbench.workshop.creation import new_workshop

OpenPage = Callable[..., AppTest]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def page(open_page: OpenPage, own_store: Store) -> AppTest:
    workshop = own_store.workshops.create(new_workshop("Spring", "Orla Energy", NOON))
    app = open_page("headroom", workshop=workshop.code)
    app.session_state["simulate_point"] = True
    return choose(app.run(), "simulate_calls", CONTACTS[0])


def choose(app: AppTest, key: str, value: Any) -> AppTest:
    kind = app.selectbox if key in {"simulate_calls", "simulate_today"} else app.number_input
    kind(key=key).set_value(value).run()
    assert not app.exception
    return app


def simulated(app: AppTest) -> AppTest:
    app.button(key="simulate").click().run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    shown = [app.markdown, app.caption, app.info, app.error, app.html]
    told = "\n".join(str(element.value) for kind in shown for element in kind)
    return told.replace("\\", "")


def test_nothing_is_simulated_until_somebody_asks(page: AppTest) -> None:
    assert KEPT not in page.session_state
    assert "The formula lies" not in words(page)


def test_the_point_agrees_and_the_words_say_so(page: AppTest) -> None:
    choose(page, "simulate_today", True)
    simulated(page)
    found = page.session_state[KEPT].found
    inside = sum(figure.agrees for figure in found.compared)
    assert len(found.compared) == 9
    assert f"The formula lies inside the interval for {inside} of 9 figures (Today)" in words(page)
    assert f"{found.calls:,} contacts, seed 1" in words(page)
    for name in ("Mean wait, all contacts", "Interval, 95%", "inside"):
        assert name in words(page)


def test_another_seed_gives_other_digits_and_the_old_result_says_that_it_is_old(
    page: AppTest,
) -> None:
    first = simulated(page).session_state[KEPT].found
    assert "have changed since" not in words(page)
    choose(page, "simulate_seed", 2)
    assert "have changed since" in words(page)
    second = simulated(page).session_state[KEPT].found
    assert "have changed since" not in words(page)
    assert first.figures["p_wait"].value != second.figures["p_wait"].value


def test_what_the_formula_cannot_do_is_marked(page: AppTest) -> None:
    choose(page, "simulate_goes_first", 20.0)
    choose(page, "simulate_patience_cv", 1.5)
    simulated(page)
    kept = page.session_state[KEPT]
    assert kept.asked.only.goes_first == 0.2
    assert kept.asked.only.patience_cv == 1.5
    told = words(page)
    assert "Simulation only: " in told
    assert "Formula, without options" in told
    assert "Mean wait of those who go first" in told
    assert "The formula lies" not in told


def test_a_lever_that_moves_makes_the_result_old(page: AppTest) -> None:
    simulated(page)
    page.slider(key="off_phone_time").set_value(60).run()
    assert not page.exception
    assert "have changed since" in words(page)
