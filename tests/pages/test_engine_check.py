"""Engine check: everything agrees, the tables hold every figure, another seed draws others."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from workbench.evidence.validation import cases
from workbench.headroom import queueing_cases, simulation_checks
from workbench.headroom.simulated_figures import Simulated
from workbench.ui.engine_checks import SEED, known_answers, simulated

OpenPage = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _worked_out_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer contacts than a visitor gets, and nothing left over from another test."""
    monkeypatch.setattr(simulation_checks, "CALLS_PER_AGENT", 100)
    known_answers.clear()
    simulated.clear()


def opened(open_page: OpenPage) -> AppTest:
    page = open_page("engine_check")
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    shown = [page.title, page.subheader, page.caption, page.html, page.markdown]
    return "\n".join(str(element.value) for kind in shown for element in kind)


def metric(page: AppTest, label: str) -> str:
    (found,) = [each.value for each in page.metric if each.label == label]
    return str(found)


def test_it_says_that_every_known_answer_is_given(open_page: OpenPage) -> None:
    page = opened(open_page)
    measures = sum(len(case.expected) for case in cases("queueing"))
    agreeing, of_all = metric(page, "Known answers given").split(" of ")
    assert agreeing == of_all
    assert int(of_all) > measures
    assert f"The engine gives all {of_all} known answers" in words(page)
    assert "33 of 33" in words(page)


def test_it_says_so_when_one_is_missed(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(queueing_cases.ANSWERS, "z_test_power", lambda _: {"power": 0.5})
    page = opened(open_page)
    assert "The engine misses 1 of " in words(page)


def test_every_case_stands_in_its_table(open_page: OpenPage) -> None:
    page = opened(open_page)
    for name in ("queueing", "finance", "measurement"):
        page.session_state[f"cases {name}"] = True
    page.run()
    shown = words(page)
    for case in cases("queueing"):
        assert case.id.replace("_", " ") in shown
    assert "differs" not in shown


def test_the_simulation_agrees_and_another_seed_draws_other_contacts(open_page: OpenPage) -> None:
    page = opened(open_page)
    agreeing, of_all = metric(page, "Simulated figures agree").split(" of ")
    assert int(agreeing) >= int(of_all) - 3
    before: tuple[Simulated, ...] = tuple(queue.found for queue in simulated(1))
    page.number_input(key=SEED).set_value(2).run()
    assert not page.exception
    after = tuple(queue.found for queue in simulated(2))
    assert before[0].figures["p_wait"].value != after[0].figures["p_wait"].value


def test_the_published_erosion_is_drawn_and_told(open_page: OpenPage) -> None:
    page = opened(open_page)
    assert metric(page, "Largest gap to the published erosion") == "0.1 points"
    assert "time alone does not bring them back" in words(page)
    assert "Oliva and Sterman" in words(page)
