"""Business case: the verdict, the figures behind it, and everything a CFO may change."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from workbench.business_case.case import Case
from workbench.business_case.money import money
from workbench.business_case.picture_titles import belief_title, swing_title
from workbench.business_case.sentences import one_sentence, verdict_headline
from workbench.business_case.terms import Pace, Terms
from workbench.charts.amounts import Scale
from workbench.evidence.grades import Grade, SourceKind
from workbench.evidence.history import entered_again
from workbench.evidence.units import figure_in_words
from workbench.headroom.scenario import Scenario
from workbench.storage import NotSaved, Store
from workbench.ui.belief import OWNER as VALUE_OWNER
from workbench.ui.belief import SOURCE as VALUE_SOURCE
from workbench.ui.case import Ground, built
from workbench.ui.case_futures import ranged
from workbench.ui.case_head import CASH, DISCOUNTED, VALUE
from workbench.ui.case_tabs import BELIEVE, LINES, MEASURES, MOVES, SCENARIOS, TAB
from workbench.ui.current import register
from workbench.ui.demo import open_demo
from workbench.ui.scenarios import scenarios
from workbench.ui.terms import OWNER, SOURCE
from workbench.workshop.creation import new_workshop
from workbench.workshop.log import Event
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def spring(own_store: Store) -> Workshop:
    return own_store.workshops.create(new_workshop("Spring", "Orla Energy", NOON))


@pytest.fixture
def demo(own_store: Store) -> Workshop:  # noqa: ARG001 - the demo is put into it
    return open_demo()


def opened(open_page: OpenPage, workshop: Workshop, tab: str = BELIEVE) -> AppTest:
    page = open_page("business_case", workshop=workshop.code)
    assert not page.exception
    return turned_to(page, tab) if tab != BELIEVE else page


def turned_to(page: AppTest, tab: str) -> AppTest:
    page.session_state[TAB] = tab
    page.run()
    assert not page.exception
    return page


def case_of(store: Store, workshop: Workshop, scenario: Scenario, terms: Terms) -> Case:
    on = Ground(workshop.id, store.workshops.revision(workshop.id), register(workshop), terms)
    case = ranged(built(on, scenario)).case
    assert case is not None
    return case


def first(workshop: Workshop) -> Scenario:
    return next(iter(scenarios(workshop).values()))


KINDS = ("header", "subheader", "markdown", "caption", "success", "error", "warning", "info")


def said(page: AppTest) -> str:
    """Every word on the page."""
    texts = [each.value for kind in KINDS for each in getattr(page, kind)]
    return " ".join([*texts, *(unescape(each.value) for each in page.html)]).replace("\\", "")


def noted(store: Store, workshop: Workshop) -> list[tuple[Event, str]]:
    """What these two pages wrote into the log."""
    ours = (Event.CASE_BUILT, Event.PACK_TAKEN)
    return [(e.what, e.detail) for e in store.workshops.log(workshop.id) if e.what in ours]


def metrics(page: AppTest) -> dict[str, str]:
    return {each.label.split(",")[0]: each.value for each in page.metric}


def test_without_a_workshop_it_shows_the_way_home(open_page: OpenPage, own_store: Store) -> None:
    page = open_page("business_case")
    assert not page.exception
    assert "No workshop is open" in page.info[0].value
    assert not page.metric
    assert own_store.workshops.all() == ()


def test_the_demo_has_its_case_at_once(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    page = opened(open_page, demo)
    case = case_of(own_store, demo, first(demo), Terms())
    words = said(page)
    assert verdict_headline(case, "GBP") in words
    assert one_sentence(case, "GBP") in words
    assert len(page.metric) == 4
    assert len(page.get("vega_lite_chart")) == 2
    assert belief_title(case, "GBP") in words
    parts = {
        LINES: "Total benefits",
        MOVES: swing_title(case.headline, "GBP"),
        MEASURES: "Worked out again with numpy-financial",
        SCENARIOS: f"{first(demo).name} (shown above)",
    }
    for tab, part in parts.items():
        assert part not in words
        assert part in said(turned_to(page, tab)), tab
    assert not noted(own_store, demo)  # looking notes nothing


def test_a_workshop_without_anything_has_a_case_on_the_defaults(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    page = opened(open_page, spring)
    case = case_of(own_store, spring, first(spring), Terms())
    assert one_sentence(case, "EUR") in said(page)
    # No value was put on a contact, so there is nothing to choose between and nothing invented.
    assert "counted" not in [each.key for each in page.segmented_control]
    assert "no value has been put on it yet" in said(page)
    assert "none entered" in said(turned_to(page, SCENARIOS))


def test_what_counts_moves_the_figures_and_is_named(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    page = opened(open_page, demo)
    case = case_of(own_store, demo, first(demo), Terms())
    assert page.segmented_control(key="counted").value == CASH
    cash = metrics(page)["Net present value"]
    page.segmented_control(key="counted").set_value(VALUE).run()
    assert not page.exception
    assert metrics(page)["Net present value"] != cash
    assert "also count GBP 5 for each avoided unresolved contact" in said(page)
    assert "With your value counted as money" in said(page)
    assert money(case.with_value.npv, "GBP") in said(page)


def test_the_picture_can_be_discounted(open_page: OpenPage, demo: Workshop) -> None:
    page = opened(open_page, demo)
    page.segmented_control(key="money").set_value(DISCOUNTED).run()
    assert not page.exception
    assert "is still out, discounted" in said(page)


def test_another_scenario_is_worked_out(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    page = opened(open_page, demo, SCENARIOS)
    other = list(scenarios(demo).values())[1]
    page.selectbox(key="case_scenario").set_value(other.name).run()
    assert not page.exception
    assert one_sentence(case_of(own_store, demo, other, Terms()), "GBP") in said(page)
    assert f"{other.name} (shown above)" in said(page)


def test_today_as_the_scenario_is_a_case_too(open_page: OpenPage, demo: Workshop) -> None:
    page = opened(open_page, demo)
    page.selectbox(key="case_scenario").set_value("Today").run()
    assert not page.exception
    assert "avoids no unresolved contacts" in said(page)


def test_terms_are_tried_for_every_scenario_and_put_back(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    edits = own_store.edits.all(demo.id)
    page = opened(open_page, demo, SCENARIOS)
    page.number_input(key="horizon_years").set_value(5).run()
    page.number_input(key="discount_rate").set_value(12.5).run()
    page.segmented_control(key="pace").set_value(Pace.SLOW).run()
    assert not page.exception
    terms = Terms(horizon_years=5, discount_rate=0.125, pace=Pace.SLOW)
    words = said(page)
    for scenario in scenarios(demo).values():
        case = case_of(own_store, demo, scenario, terms)
        assert f"{Scale.MILLION.short(case.headline.npv)} (" in words, scenario.name
    assert one_sentence(case_of(own_store, demo, first(demo), terms), "GBP") in words
    assert "Horizon of the case 5 years (register: 3 years)" in words
    assert "Discount rate 12.5% (register: 8%)" in words
    assert own_store.edits.all(demo.id) == edits

    page.button(key="terms_back").click().run()
    assert "Tried here" not in said(page)
    assert page.number_input(key="discount_rate").value == 8.0
    assert one_sentence(case_of(own_store, demo, first(demo), Terms()), "GBP") in said(page)


def test_terms_are_kept_with_a_source_or_not_at_all(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    page = opened(open_page, spring)
    page.number_input(key="discount_rate").set_value(10.0).run()
    page.button(key="terms_keep").click().run()
    assert "It is empty; accepted: 3 to 500 letters." in said(page)
    assert own_store.edits.all(spring.id) == ()

    page.text_input(key=SOURCE).set_value("Treasury, rate of March 2026")
    page.text_input(key=OWNER).set_value("Group treasurer")
    page.button(key="terms_keep").click().run()
    assert not page.exception
    (edit,) = own_store.edits.all(spring.id)
    assert (edit.assumption_id, edit.p10, edit.p50, edit.p90) == ("discount_rate", 0.1, 0.1, 0.1)
    assert (edit.source, edit.owner) == ("Treasury, rate of March 2026", "Group treasurer")
    assert (edit.grade, edit.source_kind) == (Grade.J, SourceKind.JUDGEMENT)
    assert "Tried here" not in said(page)
    assert "Kept in the register" in said(page)
    assert page.number_input(key="discount_rate").value == 10.0


def test_a_term_that_was_not_tried_follows_the_register(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    page = opened(open_page, spring)
    page.number_input(key="horizon_years").set_value(5).run()
    rate = register(spring)["discount_rate"]
    edit = entered_again(rate.with_range(0.11, 0.11, 0.11), NOON)
    own_store.edits.add(spring.id, edit)
    page.run()
    assert page.number_input(key="discount_rate").value == 11.0
    assert "Discount rate" not in said(page).partition("Tried here")[2].partition("An avoided")[0]


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        (
            "horizon_years",
            0,
            "Horizon of the case is 0 years; accepted: whole numbers, 1 to 10",
        ),
        ("horizon_years", 600, "Horizon of the case is 600 years"),
    ],
)
def test_terms_beyond_the_limits_are_refused_in_words(
    open_page: OpenPage, spring: Workshop, key: str, value: float, told: str
) -> None:
    page = opened(open_page, spring)
    before = metrics(page)
    page.number_input(key=key).set_value(value).run()
    assert not page.exception
    assert told in said(page)
    assert metrics(page) == before


@pytest.mark.parametrize(("key", "usual"), [("discount_rate", 8.0), ("horizon_years", 3)])
def test_an_emptied_field_shows_the_registers_value_again(
    open_page: OpenPage, demo: Workshop, key: str, usual: float
) -> None:
    page = opened(open_page, demo)
    before = metrics(page)
    page.number_input(key=key).set_value(5).run()
    assert metrics(page) != before
    page.number_input(key=key).set_value(None).run()
    assert not page.exception
    assert not page.error
    assert page.number_input(key=key).value == usual
    assert metrics(page) == before


def put_value(
    page: AppTest, low: float, base: float, high: float, source: str = "", owner: str = ""
) -> AppTest:
    page.session_state["own_value"] = True
    page.run()
    for field, value in (("p10", low), ("p50", base), ("p90", high)):
        page.number_input(key=f"value_{field}").set_value(value)
    page.text_input(key=VALUE_SOURCE).set_value(source)
    page.text_input(key=VALUE_OWNER).set_value(owner)
    (put,) = [each for each in page.button if each.label == "Put it in the register"]
    put.click().run()
    assert not page.exception
    return page


def test_an_own_value_goes_to_the_register_with_its_source(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    page = opened(open_page, spring)
    put_value(page, 10, 25, 40, source="Churn study of 2025", owner="Finance")
    (edit,) = own_store.edits.all(spring.id)
    assert (edit.assumption_id, edit.p10, edit.p50, edit.p90) == (
        "value_per_unresolved", 10.0, 25.0, 40.0,
    )  # fmt: skip
    words = said(page)
    case = case_of(own_store, spring, first(spring), Terms())
    assert f"With your value the net present value is {money(case.with_value.npv, 'EUR')}" in words
    assert "Your value comes from: Churn study of 2025. Owner: Finance." in words
    assert page.segmented_control(key="counted").value == CASH


@pytest.mark.parametrize(
    ("values", "text", "told"),
    [
        ((10, 25, 40), ("", ""), "It is empty; accepted: 3 to 500 letters."),
        ((30, 25, 40), ("A study", "Finance"), "accepted: P10, P50 and P90 in"),
        ((-1, 25, 40), ("A study", "Finance"), "accepted: EUR 0 per contact to"),
        ((1, 25, 1e9), ("A study", "Finance"), "accepted: EUR 0 per contact to"),
    ],
)  # fmt: skip
def test_an_own_value_that_cannot_be_is_refused_and_stores_nothing(
    open_page: OpenPage,
    own_store: Store,
    spring: Workshop,
    values: tuple[float, float, float],
    text: tuple[str, str],
    told: str,
) -> None:
    page = put_value(opened(open_page, spring), *values, *text)
    assert told in said(page)
    assert "Nothing was saved yet" in said(page)
    assert own_store.edits.all(spring.id) == ()


def test_what_is_not_stored_is_said(
    open_page: OpenPage, own_store: Store, spring: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(open_page, spring)

    def fail(*_: object) -> None:
        raise NotSaved("The database is full.")

    monkeypatch.setattr(type(own_store.edits), "add", fail)
    put_value(page, 10, 25, 40, source="Churn study", owner="Finance")
    assert "The database is full." in said(page)


def test_a_line_opens_to_its_formula_and_its_sources(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    page = opened(open_page, demo, LINES)
    page.selectbox(key="case_line").set_value("training").run()
    page.segmented_control(key="case_year").set_value(0).run()
    assert not page.exception
    words = said(page)
    case = case_of(own_store, demo, first(demo), Terms())
    line = next(line for line in case.lines if line.row.id == "training")
    assert f"Training at the start, initial: {money(line.yearly[0], 'GBP')}" in words
    assert "paid advisors with the scenario × training for each advisor at the start" in words
    source = register(demo)["training_hours"].source
    assert source in words


def test_a_shorter_horizon_leaves_no_year_behind(open_page: OpenPage, demo: Workshop) -> None:
    page = opened(open_page, demo, LINES)
    page.segmented_control(key="case_year").set_value(3).run()
    page.number_input(key="horizon_years").set_value(1).run()
    assert not page.exception
    assert page.segmented_control(key="case_year").value in (0, 1)


def test_no_rate_of_return_is_a_sentence_not_a_number(open_page: OpenPage, demo: Workshop) -> None:
    page = opened(open_page, demo, MEASURES)
    words = said(page)
    assert "There is no internal rate of return: the net flow never changes sign." in words
    again = "Worked out again with numpy-financial: the same"
    assert f"{again} NPV, and no IRR or MIRR either" in words
    page.segmented_control(key="counted").set_value(VALUE).run()
    assert f"{again} NPV, IRR and MIRR" in said(page)


def test_the_figures_of_a_picture_are_there_as_a_table(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    page = opened(open_page, demo, MOVES)
    assert len(page.dataframe) == 0
    page.session_state["table of tornado"] = True
    page.run()
    assert not page.exception
    (table,) = page.dataframe
    swings = case_of(own_store, demo, first(demo), Terms()).headline.swings
    assert table.value["Assumption"].tolist() == [swing.label for swing in swings]


def test_every_figure_behind_the_cash_is_named_on_demand(
    open_page: OpenPage, demo: Workshop
) -> None:
    page, held = opened(open_page, demo), register(demo)
    assert f"{held['handle_time'].label}: **" not in said(page)
    page.session_state["behind_the_case"] = True
    page.run()
    assert not page.exception
    for key in ("training_hours", "discount_rate", "handle_time"):
        told = f"{held[key].label}: **{figure_in_words(held.value(key), held[key].unit, 'GBP')}**"
        assert f"{told}, grade {held[key].grade}" in said(page)


def test_the_case_is_noted_once_when_somebody_takes_it(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    for _ in range(2):
        page = opened(open_page, demo)
        page.button(key="take_case").click().run()
        assert not page.exception
    assert noted(own_store, demo) == [(Event.CASE_BUILT, first(demo).name)]


def test_a_scenario_that_the_model_cannot_run_is_told_in_words(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    impossible = first(demo).model_copy(update={"name": "All off", "off_phone_time": 470.0})
    own_store.scenarios.save(demo.id, "All off", impossible.model_dump(mode="json"))
    page = opened(open_page, demo, SCENARIOS)
    assert "This scenario has no business case: time off the phone is 470 minutes" in said(page)


def test_an_edit_that_leaves_the_scenario_impossible_is_told_and_another_can_be_chosen(
    open_page: OpenPage, own_store: Store, demo: Workshop
) -> None:
    long = first(demo).model_copy(update={"name": "Long breaks", "off_phone_time": 300.0})
    own_store.scenarios.save(demo.id, "Long breaks", long.model_dump(mode="json"))
    page = opened(open_page, demo)
    page.selectbox(key="case_scenario").set_value("Long breaks").run()
    shift = register(demo)["shift_hours"].with_range(4.0, 4.0, 4.0)
    own_store.edits.add(demo.id, entered_again(shift, NOON))
    page.run()
    assert not page.exception
    (problem,) = page.error
    assert problem.value.replace("\\", "") == (
        "This scenario has no business case: time off the phone is 300 minutes in a shift of 4 "
        "hours; accepted: less than the shift."
    )
    page.selectbox(key="case_scenario").set_value(first(demo).name).run()
    assert not page.error
    assert len(page.metric) == 4


def test_a_name_with_markup_in_it_stays_a_name(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    name = "<img src=x onerror=alert(1)> & *stars*"
    document = first(spring).model_dump(mode="json") | {"name": name}
    own_store.scenarios.save(spring.id, name, document)
    page = opened(open_page, spring, SCENARIOS)
    tables = " ".join(each.value for each in page.html)
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; *stars*" in tables
    assert "<img" not in tables
