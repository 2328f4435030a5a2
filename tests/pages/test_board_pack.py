"""Board pack: what it promises, what is in the file, and what is noted when it is taken."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from tests.board_pack.made import named_cell, opened
from tests.pages.test_business_case import case_of, first, noted, said
from workbench.business_case.sentences import verdict_headline
from workbench.business_case.terms import Terms
from workbench.storage import Store
from workbench.ui.case import Ground, built
from workbench.ui.current import register
from workbench.ui.demo import open_demo
from workbench.ui.pack import file_name, pack_of, written
from workbench.ui.page import page as file_of
from workbench.ui.scenarios import scenarios
from workbench.workshop.creation import new_workshop
from workbench.workshop.log import Event
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def spring(own_store: Store) -> Workshop:
    return own_store.workshops.create(new_workshop("Spring", "Orla Énergie & Söhne =1+1", NOON))


@pytest.fixture
def demo(own_store: Store) -> Workshop:  # noqa: ARG001 - the demo is put into it
    return open_demo()


def page_of(open_page: OpenPage, workshop: Workshop) -> AppTest:
    page = open_page("board_pack", workshop=workshop.code)
    assert not page.exception
    return page


def take(page: AppTest) -> None:
    (button,) = page.get("download_button")
    button.click().run()  # type: ignore[union-attr]
    assert not page.exception


def test_without_a_workshop_it_shows_the_way_home(open_page: OpenPage, own_store: Store) -> None:
    page = open_page("board_pack")
    assert not page.exception
    assert "No workshop is open" in page.info[0].value
    assert not page.get("download_button")
    assert own_store.workshops.all() == ()


def test_the_demo_shows_what_the_pack_holds(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    page = page_of(open_page, demo)
    words = said(page)
    assert verdict_headline(case_of(own_store, demo, first(demo), Terms()), "GBP") in words
    for sheet in ("Summary", "Cash flow", "Valuation", "Readiness and voices", "Sources"):
        assert sheet in words
    assert "Advisors rate" in words  # the readiness of the demo, as released
    today = datetime.now(UTC).date().isoformat()
    assert f"oswinbrook-home-energy-board-pack-{today}.xlsx" in words
    assert len(page.get("download_button")) == 1
    assert not noted(own_store, demo)


def test_a_workshop_without_a_reveal_has_a_pack_without_voices(
    open_page: OpenPage, spring: Workshop
) -> None:
    page = page_of(open_page, spring)
    assert "Nothing has been revealed in this workshop" in said(page)
    assert "The seven verdicts" not in said(page)


def test_taking_the_pack_is_noted_and_so_is_its_case(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    page = page_of(open_page, demo)
    take(page)
    name = first(demo).name
    both = [(Event.CASE_BUILT, name), (Event.PACK_TAKEN, name)]
    assert noted(own_store, demo) == both
    take(page)
    assert noted(own_store, demo) == [*both, (Event.PACK_TAKEN, name)]


def test_another_scenario_makes_another_pack(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    page = page_of(open_page, demo)
    other = list(scenarios(demo).values())[1]
    page.selectbox(key="pack_scenario").set_value(other.name).run()
    assert not page.exception
    assert f"for the scenario “{other.name}”" in said(page)
    take(page)
    assert own_store.workshops.log(demo.id)[-1].detail == other.name


def test_the_file_holds_the_case_of_the_page(own_store: Store, demo: Workshop) -> None:
    on = Ground(demo.id, own_store.workshops.revision(demo.id), register(demo), Terms())
    shown = built(on, first(demo))
    assert shown.case is not None
    book = opened(written(pack_of(demo, on, first(demo).name, shown)), values=True)
    for key in ("wage", "discount_rate", "heads_today", "heads_with"):
        held = {**shown.case.values, **shown.case.results}[key]
        assert named_cell(book, key).value == pytest.approx(held)
    summary = " ".join(str(cell.value) for row in book["Summary"].iter_rows() for cell in row)
    assert verdict_headline(shown.case, "GBP") in summary
    assert "Oswinbrook Home Energy" in summary
    assert "company and figures are invented" in summary


def test_a_tried_figure_is_in_the_pack_and_says_that_it_was_tried(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    page = open_page("business_case", workshop=demo.code)
    page.number_input(key="discount_rate").set_value(12.0).run()
    page.switch_page(file_of("board_pack")).run()
    assert not page.exception
    assert "This pack counts with figures that were tried and not kept" in said(page)
    assert "Discount rate 12% (register: 8%)" in said(page)
    terms = Terms(discount_rate=0.12)
    on = Ground(demo.id, own_store.workshops.revision(demo.id), register(demo), terms)
    book = opened(written(pack_of(demo, on, "Tried", built(on, first(demo)))))
    cell = named_cell(book, "discount_rate")
    assert cell.value == 0.12
    row = [other.value for other in book["Assumptions"][cell.row]]
    assert any(str(value).startswith("Tried for this case") for value in row)


def test_the_name_of_the_file_is_plain_and_the_sheets_hold_no_formula_of_a_name(
    own_store: Store, spring: Workshop
) -> None:
    on = Ground(spring.id, own_store.workshops.revision(spring.id), register(spring), Terms())
    pack = pack_of(spring, on, "=HYPERLINK(1)", built(on, first(spring)))
    assert file_name(pack) == f"orla-energie-sohne-1-1-board-pack-{pack.as_of.isoformat()}.xlsx"
    book = opened(written(pack))
    formulas = [
        cell.value for row in book["Summary"].iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert not any("HYPERLINK" in str(formula) for formula in formulas)
