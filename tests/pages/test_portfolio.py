"""Portfolio and roadmap: the decision, its limits, the bids in the page and from files."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.business_case.bids_made import NEW_YEAR, a_bid, about, funding
from workbench.business_case.bids import Range
from workbench.business_case.portfolio_defaults import bid_of_scenario
from workbench.business_case.risk_defaults import risk_defaults
from workbench.exchange.bids_out import EXAMPLE, bids_csv, bids_xlsx
from workbench.headroom.shipped import shipped_scenarios
from workbench.storage import Store
from workbench.ui.bid_form import CHOSEN
from workbench.ui.bid_list import FILE
from workbench.ui.case_head import CASH, COUNTED, VALUE
from workbench.ui.current import register
from workbench.ui.demo import open_demo
from workbench.ui.portfolio import BASIS, MEAN
from workbench.ui.portfolio_tabs import BIDS, FRONTIER, MISSED, ROADMAP, TAB, TABLE
from workbench.workshop.creation import new_workshop
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def spring(own_store: Store) -> Workshop:
    return own_store.workshops.create(new_workshop("Spring", "Orla Energy", NOON))


@pytest.fixture
def demo(own_store: Store) -> Workshop:  # noqa: ARG001 - the demo is put into it
    return open_demo()


@pytest.fixture
def asked(own_store: Store, spring: Workshop) -> Workshop:
    """A workshop with three bids of other functions and a budget for two of them."""
    own_store.bids.save(
        spring.id,
        a_bid("Routes", 100, 220, people_months=(6,)),
        a_bid("App", 100, 180, requires=("Routes",)),
        a_bid("Print", 100, 130, costs=(about(100),)),
    )
    own_store.bids.fund(spring.id, funding([210.0, None, None], [24.0, None, None]))
    return spring


def opened(open_page: OpenPage, workshop: Workshop, tab: str = TABLE) -> AppTest:
    page = open_page("portfolio", workshop=workshop.code)
    assert not page.exception
    return turned_to(page, tab) if tab != TABLE else page


def turned_to(page: AppTest, tab: str) -> AppTest:
    page.session_state[TAB] = tab
    page.run()
    assert not page.exception
    return page


KINDS = ("header", "subheader", "markdown", "caption", "success", "error", "warning", "info")


def said(page: AppTest) -> str:
    """Every word on the page."""
    texts = [each.value for kind in KINDS for each in getattr(page, kind)]
    return " ".join([*texts, *(unescape(each.value) for each in page.html)]).replace("\\", "")


def click(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [each for each in page.button if each.label == label]
    button.click().run()
    assert not page.exception
    return page


def field(page: AppTest, label: str) -> object:
    """The input with this label."""
    for kind in (
        "text_input",
        "number_input",
        "date_input",
        "selectbox",
        "multiselect",
        "checkbox",
    ):
        for each in getattr(page, kind):
            if each.label == label:
                return each
    raise AssertionError(f"no input is labelled {label}")


def fill(page: AppTest, **typed: object) -> AppTest:
    for label, value in typed.items():
        field(page, label.replace("_", " ").replace("  ", ", ")).set_value(value)  # type: ignore[attr-defined]
    return page


def test_without_a_workshop_it_shows_the_way_home(open_page: OpenPage, own_store: Store) -> None:
    page = open_page("portfolio")
    assert not page.exception
    assert "No workshop is open" in page.info[0].value
    assert own_store.workshops.all() == ()


def test_an_empty_workshop_says_what_to_do_and_offers_form_and_template(
    open_page: OpenPage, spring: Workshop
) -> None:
    page = opened(open_page, spring)
    assert "There is nothing to fund yet" in said(page)
    assert "What you will see here" in said(page)
    assert not page.metric
    assert len(page.get("download_button")) == 2
    assert page.selectbox(key=CHOSEN).options == ["A new bid"]


def test_the_demo_decides_in_cash_and_with_the_companys_own_value(
    open_page: OpenPage, demo: Workshop
) -> None:
    page = opened(open_page, demo)
    assert page.segmented_control(key=COUNTED).value == CASH
    assert len(page.metric) == 4
    assert len(page.get("vega_lite_chart")) == 1
    in_cash = page.header[0].value
    assert in_cash.startswith("Fund ")
    words = said(page)
    # Every function stands in the table, with the same columns.
    for part in ("Operations", "Product", "Marketing", "IT", "Customer experience", "MIRR"):
        assert part in words
    assert f"seed {risk_defaults().trials.seed.value}" in words
    page.segmented_control(key=COUNTED).set_value(VALUE).run()
    assert not page.exception
    assert page.header[0].value != in_cash
    for tab, part in (
        (MISSED, "Why it is not in"),
        (ROADMAP, "Stop when"),
        (FRONTIER, "Each point is another selection"),
        (BIDS, "Change a bid"),
    ):
        assert part in said(turned_to(page, tab)), tab


def test_the_mean_of_the_trials_may_decide_otherwise_and_says_so(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    hopeful = Range(p10=0, p50=120, p90=125)
    own_store.bids.save(spring.id, a_bid("Hope", 100, benefits=(hopeful,)), a_bid("Sure", 100, 118))
    own_store.bids.fund(spring.id, funding([100.0]))
    page = opened(open_page, spring)
    assert "On the mean of the trials Sure would be in, and Hope would be out." in said(page)
    page.segmented_control(key=BASIS).set_value(MEAN).run()
    assert not page.exception
    assert "On the base figures Hope would be in, and Sure would be out." in said(page)


def test_the_limits_decide_and_are_stored(
    open_page: OpenPage, own_store: Store, asked: Workshop
) -> None:
    page = opened(open_page, asked)
    assert page.header[0].value.startswith("Fund 2 of the 3 projects")
    fill(page, **{"Budget of year 1, EUR": 120.0, "People-months of year 2": 7.0})
    press(page, "Use these limits")
    assert own_store.bids.funding(asked.id) == funding([120.0, None, None], [24.0, 7.0, None])
    assert page.header[0].value.startswith("Fund 1 of the 3 projects")
    assert "in force now" in said(page)


def test_no_limit_means_that_all_that_pays_is_in(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    own_store.bids.save(spring.id, a_bid("Routes"), a_bid("Loss", 100, 10))
    page = opened(open_page, spring)
    words = said(page)
    assert "No budget entered yet" in words
    assert "whatever pays is in" in words
    assert "Enter a budget" in said(turned_to(page, FRONTIER))


def test_a_budget_below_the_mandatory_is_told_and_can_be_mended_there(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    own_store.bids.save(spring.id, a_bid("Law", 100, 10, mandatory=True))
    own_store.bids.fund(spring.id, funding([50.0]))
    page = opened(open_page, spring)
    assert "what is mandatory (Law) needs 100 of the budget in year 1" in said(page)
    fill(page, **{"Budget of year 1, EUR": 150.0})
    press(page, "Use these limits")
    assert page.header[0].value.startswith("Fund the one project")


def test_what_missed_says_why(open_page: OpenPage, asked: Workshop) -> None:
    assert "It enters in the place of App" in said(opened(open_page, asked, MISSED))


def test_saved_scenarios_stand_beside_the_bids_with_the_usual_terms(
    open_page: OpenPage, own_store: Store, asked: Workshop
) -> None:
    change = shipped_scenarios(register(asked))[0]
    own_store.scenarios.save(asked.id, change.name, change.model_dump(mode="json"))
    page = opened(open_page, asked, BIDS)
    page.selectbox(key=CHOSEN).set_value(change.name).run()
    assert "comes from the business case" in said(page)
    assert field(page, "Name").disabled  # type: ignore[attr-defined]
    fill(page, Owner="Head of service", Excludes=["Print"])
    press(page, "Save the bid")
    (terms,) = [bid for bid in own_store.bids.all(asked.id) if bid.scenario]
    assert (terms.name, terms.owner, terms.excludes) == (change.name, "Head of service", ("Print",))
    # A transformation cannot wait for what is only managed.
    fill(page, Requires=["Routes"])
    press(page, "Save the bid")
    assert "accepted: transformation first" in said(page)
    (label,) = [each.label for each in page.button if each.key == "delete_bid_0"]
    assert label == "Usual terms"
    click(page, "delete_bid_0")
    assert not [bid for bid in own_store.bids.all(asked.id) if bid.scenario]


def test_a_new_bid_is_entered_in_the_form(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    page = opened(open_page, spring)
    fill(
        page,
        **{
            "Name": "Routes",
            "Function": "Operations",
            "Owner": "Ana",
            "Kill criterion": "No gain in the pilot.",
            "Cost at the start, low": 80.0,
            "Cost at the start, base": 100.0,
            "Cost at the start, high": 150.0,
            "Benefit in year 1, base": 300.0,
            "Spend before the first gate, EUR": 40.0,
            "People-months, year 1": 5.0,
        },
    )
    press(page, "Save the bid")
    assert "Routes is saved" in said(page)
    (bid,) = own_store.bids.all(spring.id)
    assert (bid.costs[0].p10, bid.costs[0].p50, bid.costs[0].p90) == (80, 100, 150)
    assert bid.benefits[0].certain
    assert bid.people_months[0] == 5
    assert page.header[0].value.startswith("Fund the one project")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"Owner": ""}, "Owner: "),
        ({"First gate": date(2020, 1, 1)}, "First gate: the first gate 2020-01-01 lies before"),
        ({"Cost at the start, base": 10.0}, "must not fall"),
        ({"Spend before the first gate, EUR": 1e6}, "more than all costs"),
        ({"Benefit in year 2, low": 2.0}, "there is no base"),
    ],
)
def test_a_wrong_bid_is_told_by_field_and_not_stored(
    open_page: OpenPage,
    own_store: Store,
    asked: Workshop,
    typed: dict[str, object],
    problem: str,
) -> None:
    before = own_store.bids.all(asked.id)
    page = opened(open_page, asked, BIDS)
    page.selectbox(key=CHOSEN).set_value("Print").run()
    fill(page, **typed)
    press(page, "Save the bid")
    assert problem in said(page)
    assert own_store.bids.all(asked.id) == before


def test_a_bid_is_edited_and_renamed(
    open_page: OpenPage, own_store: Store, asked: Workshop
) -> None:
    page = opened(open_page, asked, BIDS)
    click(page, "edit_bid_2")
    assert page.selectbox(key=CHOSEN).value == "Print"
    fill(page, Name="Print less", Mandatory=True)
    press(page, "Save the bid")
    names = {bid.name: bid.mandatory for bid in own_store.bids.all(asked.id)}
    assert names == {"Routes": False, "App": False, "Print less": True}
    assert page.selectbox(key=CHOSEN).value == "Print less"


def test_a_deleted_bid_can_be_put_back(
    open_page: OpenPage, own_store: Store, asked: Workshop
) -> None:
    before = {bid.name: bid for bid in own_store.bids.all(asked.id)}
    page = opened(open_page, asked, BIDS)
    click(page, "delete_bid_0")
    assert "Routes is required by App" in said(page)
    click(page, "delete_bid_1")
    assert "App was deleted" in said(page)
    assert [bid.name for bid in own_store.bids.all(asked.id)] == ["Routes", "Print"]
    click(page, "undo_delete_bid")
    assert {bid.name: bid for bid in own_store.bids.all(asked.id)} == before
    assert "undo_delete_bid" not in [each.key for each in page.button]


@pytest.mark.parametrize(("name", "data"), [("bids.csv", bids_csv()), ("bids.xlsx", bids_xlsx())])
def test_bids_come_in_from_a_file(
    open_page: OpenPage, own_store: Store, asked: Workshop, name: str, data: bytes
) -> None:
    page = opened(open_page, asked, BIDS)
    page.file_uploader(key=FILE).upload(name, data)
    press(page, "Read the bids")
    assert "1 bid is in; none of them took the place" in said(page)
    assert own_store.bids.all(asked.id)[-1] == EXAMPLE


def test_a_wrong_file_stores_nothing_and_says_where(
    open_page: OpenPage, own_store: Store, asked: Workshop
) -> None:
    before = own_store.bids.all(asked.id)
    page = opened(open_page, asked, BIDS)
    press(page, "Read the bids")
    assert "There is no file" in said(page)
    page.file_uploader(key=FILE).upload("bids.csv", bids_csv().replace(b",C,", b",Q,"))
    press(page, "Read the bids")
    words = said(page)
    assert "nothing was changed" in words
    assert "Row 2, “Evidence grade”: “Q” is not known; accepted: A experiment" in words
    assert own_store.bids.all(asked.id) == before


def test_the_terms_of_a_scenario_that_is_gone_are_told(
    open_page: OpenPage, own_store: Store, asked: Workshop
) -> None:
    change = shipped_scenarios(register(asked))[0]
    own_store.scenarios.save(asked.id, change.name, change.model_dump(mode="json"))
    own_store.bids.save(asked.id, bid_of_scenario(change.name, NEW_YEAR))
    own_store.scenarios.delete(asked.id, change.name)
    assert "the scenario was renamed or deleted" in said(opened(open_page, asked))
