"""The simulator: what it says, what its levers do, and that nothing is kept that was refused."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from workbench.evidence.assumptions import AssumptionEdit
from workbench.evidence.grades import Grade, SourceKind
from workbench.exchange.operations_csv import operations_template
from workbench.headroom.links import Evidence
from workbench.headroom.scenario import Scenario, Staffing, encode_link
from workbench.headroom.scorecard import Metric, Weights
from workbench.headroom.shipped import shipped
from workbench.storage import Store
from workbench.ui.demo import open_demo
from workbench.workshop.creation import new_workshop
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
RELEASE, HEADROOM, HIRE = (entry.name for entry in shipped())


@pytest.fixture
def workshop(own_store: Store) -> Workshop:
    return own_store.workshops.create(new_workshop("Spring", "Orla Energy", NOON))


@pytest.fixture
def page(open_page: OpenPage, workshop: Workshop) -> AppTest:
    return checked(open_page("headroom", workshop=workshop.code))


def checked(app: AppTest) -> AppTest:
    assert not app.exception, app.exception[0].value
    return app


def run(app: AppTest) -> AppTest:
    return checked(app.run())


def words(app: AppTest) -> str:
    """Everything that the page says in its own words."""
    shown = [app.title, app.header, app.subheader, app.markdown, app.caption, app.error]
    shown += [app.success, app.warning, app.info, app.html]
    told = "\n".join(str(element.value) for kind in shown for element in kind)
    return told.replace("\\", "")


def at_tab(app: AppTest, name: str) -> AppTest:
    app.session_state["headroom_tab"] = name
    return run(app)


def figure(app: AppTest, label: str) -> str:
    (found,) = [one for one in app.metric if one.label.startswith(label)]
    return str(found.value)


def press(app: AppTest, key: str) -> AppTest:
    return checked(app.button(key=key).click().run())


def start_from(app: AppTest, name: str) -> AppTest:
    return checked(app.selectbox(key="start_from").select(name).run())


def levers(app: AppTest) -> tuple[object, ...]:
    """Where the levers stand, as a visitor sees them."""
    keys = ("weight_on_pace", "weight_on_monitoring", "strictness", "off_phone_time")
    return (*(app.slider(key=key).value for key in keys), app.selectbox(key="evidence").value)


# What it says


def test_without_a_workshop_it_leads_home(own_store: Store, open_page: OpenPage) -> None:
    page = checked(open_page("headroom"))
    assert "No workshop is open" in words(page)
    assert not page.slider
    assert own_store.workshops.all() == ()


def test_an_empty_workshop_answers_with_typical_figures(page: AppTest) -> None:
    (finding,) = page.header
    assert finding.value.startswith(RELEASE)
    assert [one.label for one in page.metric] == [
        "Satisfied customers",
        "Headroom per hour",
        "Yearly cost, EUR m",
        "Advisors leaving a year",
    ]
    assert len(page.get("vega_lite_chart")) == 2
    said = words(page)
    assert "Service level: answered within 20 s, of all offered" in said
    assert "The range of satisfaction comes mostly from" in said
    assert "Typical figures" in said


def test_the_demo_says_what_its_own_figures_support(own_store: Store, open_page: OpenPage) -> None:
    page = checked(open_page("headroom", workshop=open_demo().code))
    said = words(page)
    assert "Demo" in said
    assert "not supported" in said
    assert "Overload" in said
    assert "Typical figures" not in said
    assert own_store.workshops.all()


@pytest.mark.parametrize("name", ["Today's figures", "The scorecard", "How people respond"])
def test_every_part_opens(page: AppTest, name: str) -> None:
    assert len(at_tab(page, name).get("vega_lite_chart")) == 2
    assert words(page)


def test_the_frontier_is_one_switch_away(page: AppTest) -> None:
    page.segmented_control(key="picture").set_value("Cost frontier")
    run(page)
    assert "contacts without resolution" in words(page)
    page.segmented_control(key="picture").set_value("Headroom")
    assert "minutes an hour" in words(run(page))


# Laws on the page


def test_all_weight_on_outcomes_leaves_no_enforcement(page: AppTest) -> None:
    start_from(page, "Today")
    page.slider(key="weight_on_monitoring").set_value(0)
    run(page)
    page.slider(key="weight_on_pace").set_value(0)
    run(page)
    assert "How hard the clock is enforced: **21% → 0%**" in words(page)
    assert "Monitoring: **30% → 0%**" in words(page)


def test_without_behaviour_handle_time_and_satisfaction_stay(page: AppTest) -> None:
    start_from(page, HEADROOM)
    before = figure(page, "Satisfied")
    page.selectbox(key="evidence").select(Evidence.NONE)
    run(page)
    (satisfied,) = [one for one in page.metric if one.label == "Satisfied customers"]
    assert satisfied.value == "70.0%" != before
    assert satisfied.delta == "0.0"
    assert row(page, "Handle time per contact")[:3] == ["6.0 min", "6.0 min", "0.0 min"]
    assert row(page, "Advisors leaving a year")[:3] == ["30.0%", "30.0%", "0.0 points"]
    assert row(page, "Occupancy: time on the phone taken by contacts")[1] == "82.0%"


def test_today_changes_nothing(page: AppTest) -> None:
    start_from(page, "Today")
    assert "This is today" in words(page)
    assert {one.delta for one in page.metric} <= {"0.0", "0.00"}


def row(app: AppTest, name: str) -> list[str]:
    """The cells of a row of the page's table of figures, after its name."""
    (found,) = [
        cells
        for block in app.html
        for head, cells in re.findall(r"<th scope='row'[^>]*>(.*?)</th>(.*?)</tr>", block.value)
        if re.sub(r"<.*", "", head) == name
    ]
    return re.findall(r"<td[^>]*>(.*?)</td>", found)


# Levers, and the way back


def test_levers_act_and_can_be_undone_and_redone(page: AppTest) -> None:
    start = levers(page)
    calm = figure(page, "Headroom per hour")
    page.slider(key="off_phone_time").set_value(60.0)
    moved = levers(run(page))
    assert moved != start
    assert figure(page, "Headroom per hour") != calm
    assert f"{RELEASE}, changed" in words(page)

    assert levers(press(page, "undo")) == start
    assert figure(page, "Headroom per hour") == calm
    assert levers(press(page, "redo")) == moved
    press(page, "reset")
    assert page.selectbox(key="start_from").value == "Today"
    assert levers(press(page, "undo")) == moved


@pytest.mark.parametrize(
    ("key", "value", "name", "sign"),
    [
        ("handle_time_target", 80, "Handle time per contact", "−"),
        ("standard_of_care", 90, "Standard of care, relative to today", "−"),
        ("follow_up_share", 100, "Off the phone: coaching", "−"),
        ("coaching_share", 100, "Off the phone: coaching", "+"),
    ],
)
def test_more_levers_act_and_are_undone(
    page: AppTest, key: str, value: int, name: str, sign: str
) -> None:
    # The clock has to be enforced for its target to act.
    page.slider(key="weight_on_pace").set_value(40)
    before = row(run(page), name)
    page.slider(key=key).set_value(value)
    after = row(run(page), name)
    assert after != before
    assert after[2].startswith(sign)
    assert row(press(page, "undo"), name) == before


def test_staffing_to_an_occupancy_finds_the_advisors(page: AppTest) -> None:
    page.segmented_control(key="staffing").set_value(Staffing.OCCUPANCY_TARGET)
    run(page)
    page.slider(key="occupancy_target").set_value(80)
    run(page)
    assert row(page, "Occupancy: time on the phone taken by contacts")[1] == "80.0%"
    assert row(page, "Paid full-time advisors")[2].startswith("+")
    page.segmented_control(key="staffing").set_value(Staffing.SAME_HEADS)
    run(page)
    assert row(page, "Paid full-time advisors")[2] == "0"


def test_overload_is_an_answer(page: AppTest) -> None:
    at_tab(page, "Today's figures")
    page.number_input(key="figure_seats").set_value(60.0)
    run(page)
    assert "the queue only empties because people give up" in words(page)


def test_a_single_weight_of_zero_is_refused_in_words(page: AppTest) -> None:
    weights = Weights(handle_time=10.0)
    link = encode_link(Scenario(name="One metric", weights=weights, strictness=1, off_phone_time=0))
    page.query_params["scenario"] = link
    at_tab(run(page), "The scorecard")
    page.number_input(key="proposed_handle_time").set_value(0.0)
    run(page)
    assert "the weights are all 0" in words(page)
    assert page.number_input(key="proposed_handle_time").value == 10.0


# Figures tried, put back and kept


def test_a_tried_figure_is_listed_put_back_and_kept(
    page: AppTest, own_store: Store, workshop: Workshop
) -> None:
    at_tab(page, "Today's figures")
    assert page.number_input(key="figure_absence").value == 25.0
    page.number_input(key="figure_absence").set_value(30.0)
    run(page)
    page.number_input(key="figure_wage").set_value(40000.0)
    run(page)
    assert "2 figures are tried instead of those on the page Assumptions" in [
        one.label for one in page.expander
    ]
    assert "**30%** instead of 25%" in words(page)
    assert own_store.edits.all(workshop.id) == ()

    press(page, "put_back_wage")
    assert page.number_input(key="figure_wage").value == 38000.0
    press(page, "tried_keep")
    assert "It is empty" in words(page)
    assert own_store.edits.all(workshop.id) == ()
    page.text_input(key="tried_source").set_value("Rota of March")
    page.text_input(key="tried_owner").set_value("Operations")
    press(page, "tried_keep")
    (edit,) = own_store.edits.all(workshop.id)
    assert (edit.assumption_id, edit.p50, edit.source) == ("absence", 0.3, "Rota of March")
    assert edit.p10 < edit.p50 < edit.p90
    assert "All figures are as on the page Assumptions" in [one.label for one in page.expander]
    assert page.number_input(key="figure_absence").value == 30.0


def test_a_figure_beyond_what_is_possible_stops_at_the_limit(page: AppTest) -> None:
    at_tab(page, "Today's figures")
    page.number_input(key="figure_handle_time").set_value(-3.0)
    run(page)
    assert page.number_input(key="figure_handle_time").value == 0.1
    assert "0.1 minutes** instead of 6 minutes" in words(page)


def test_a_link_s_figure_moves_the_model(page: AppTest) -> None:
    at_tab(page, "How people respond")
    before = figure(page, "Satisfied")
    page.slider(key="figure_resolution_satisfaction").set_value(100.0)
    run(page)
    assert figure(page, "Satisfied") != before
    assert any("1 figure is tried instead" in one.label for one in page.expander)


# What was changed elsewhere


def edit(own_store: Store, workshop: Workshop, **values: float) -> None:
    for key, value in values.items():
        own_store.edits.add(
            workshop.id,
            AssumptionEdit(
                assumption_id=key,
                p10=value,
                p50=value,
                p90=value,
                source_kind=SourceKind.JUDGEMENT,
                source="A test",
                owner="Ada",
                grade=Grade.J,
                as_of=NOON.date(),
                edited_at=NOON,
            ),
        )


def test_a_scenario_that_no_longer_fits_is_said_and_left(
    page: AppTest, own_store: Store, workshop: Workshop
) -> None:
    page.slider(key="off_phone_time").set_value(90.0)
    run(page)
    edit(own_store, workshop, shift_hours=1.0)
    run(page)
    assert "The model cannot run on these figures: time off the phone is 90 minutes" in words(page)
    assert not page.metric
    press(page, "reset")
    assert len(page.metric) == 4


def test_a_today_that_cannot_be_is_said(
    open_page: OpenPage, own_store: Store, workshop: Workshop
) -> None:
    edit(own_store, workshop, **{f"weight_{metric}": 0.0 for metric in Metric})
    page = checked(open_page("headroom", workshop=workshop.code))
    assert "the weights are all 0" in words(page)
    press(page, "reset")
    assert "the weights are all 0" in words(page)
    assert not page.metric


# Links


def test_a_link_opens_its_scenario_once(page: AppTest) -> None:
    scenario = Scenario(
        name="From Ada",
        weights=Weights(csat=100),
        strictness=0.4,
        staffing=Staffing.OCCUPANCY_TARGET,
        occupancy_target=0.75,
        off_phone_time=30,
        evidence=Evidence.TESTED_ONLY,
        overrides={"seats": 170.0},
    )
    page.query_params["scenario"] = encode_link(scenario)
    run(page)
    assert page.selectbox(key="start_from").value == "From Ada"
    assert levers(page) == (0, 0, 40, 30.0, Evidence.TESTED_ONLY)
    assert page.slider(key="occupancy_target").value == 75
    assert any(encode_link(scenario) in one.value for one in page.code)
    page.slider(key="off_phone_time").set_value(31.0)
    run(page)
    assert page.slider(key="off_phone_time").value == 31.0
    assert "scenario" not in page.query_params


@pytest.mark.parametrize("spoiled", ["", "s9.abc.123", "changed", "impossible"])
def test_a_link_that_does_not_hold_is_refused_in_words(page: AppTest, spoiled: str) -> None:
    seats = 1e9 if spoiled == "impossible" else 100.0
    good = encode_link(
        Scenario(
            name="Bad", weights=Weights(csat=1), strictness=0, off_phone_time=0,
            overrides={"seats": seats},
        )
    )  # fmt: skip
    start = levers(page)
    texts = {"": good[:-10], "changed": good.replace(".", ".A", 1), "impossible": good}
    page.query_params["scenario"] = texts.get(spoiled, spoiled)
    run(page)
    assert "The scenario of this link was not opened" in words(page)
    assert "validation error" not in words(page)
    assert levers(page) == start
    assert "scenario" not in page.query_params


# Scenarios by name


def save_as(app: AppTest, name: str) -> AppTest:
    (box,) = [one for one in app.text_input if one.label == "Name of the scenario"]
    box.set_value(name)
    return press(app, "save_scenario")


def test_a_scenario_is_saved_found_renamed_and_deleted(
    page: AppTest, own_store: Store, workshop: Workshop
) -> None:
    page.slider(key="off_phone_time").set_value(45.0)
    run(page)
    save_as(page, "Calm")
    assert "Saved as Calm" in words(page)
    assert [one.name for one in own_store.scenarios.all(workshop.id)] == ["Calm"]
    start_from(page, "Today")
    start_from(page, "Calm")
    assert page.slider(key="off_phone_time").value == 45.0

    at_tab(page, "Scenarios")
    page.text_input(key="rename_to_0").set_value("Calmer")
    press(page, "rename_0")
    assert "Calm is called Calmer now" in words(page)
    assert page.selectbox(key="start_from").value == "Calmer"
    press(page, "delete_0")
    assert own_store.scenarios.all(workshop.id) == ()
    assert page.slider(key="off_phone_time").value == 45.0


def test_a_name_that_is_taken_asks_before_it_replaces(
    page: AppTest, own_store: Store, workshop: Workshop
) -> None:
    save_as(page, "Calm")
    page.slider(key="off_phone_time").set_value(45.0)
    run(page)
    save_as(page, "calm")
    assert "There is a scenario called Calm already" in words(page)
    assert own_store.scenarios.all(workshop.id)[0].document["off_phone_time"] != 45.0
    press(page, "replace_scenario")
    (kept,) = own_store.scenarios.all(workshop.id)
    assert (kept.name, kept.document["off_phone_time"]) == ("Calm", 45.0)


@pytest.mark.parametrize("name", ["", "Today", "two\nlines"])
def test_a_name_that_cannot_be_is_refused(
    page: AppTest, own_store: Store, workshop: Workshop, name: str
) -> None:
    save_as(page, name)
    assert page.error
    assert own_store.scenarios.all(workshop.id) == ()


def test_scenarios_stand_side_by_side(page: AppTest) -> None:
    at_tab(page, "Scenarios")
    said = words(page)
    assert all(name in said for name in (RELEASE, HEADROOM, HIRE))
    assert len(row(page, "Headroom per advisor-hour")) == 4
    assert len(page.get("vega_lite_chart")) == 6


# Operations data


def days(count: int, handle_time: float = 9.0) -> bytes:
    header = operations_template().decode().splitlines()[0]
    lines = [
        f"{date(2025, 1, 6) + timedelta(days=number)},{6000 + 50 * (number % 5)},250,"
        f"{handle_time},48,90,12,84.5,71,310,68"
        for number in range(count)
    ]
    return "\n".join([header, *lines]).encode()


def upload(app: AppTest, content: bytes, who: str = "Ada") -> AppTest:
    at_tab(app, "Today's figures")
    app.file_uploader(key="operations_file").upload("march.csv", content)
    app.text_input(key="operations_by").set_value(who)
    (send,) = [one for one in app.button if one.label == "Read the file and use it"]
    return checked(send.click().run())


def test_uploaded_days_become_todays_figures_and_can_be_removed(
    page: AppTest, own_store: Store, workshop: Workshop
) -> None:
    upload(page, days(28))
    said = words(page)
    assert "28 days are in" in said
    assert "What 28 days say" in said
    assert page.number_input(key="figure_handle_time").value == 9.0
    assert "march.csv" in said
    assert "Typical figures" not in said
    page.text_input(key="operations_removed_by").set_value("Ada")
    press(page, "operations_remove")
    assert page.number_input(key="figure_handle_time").value == 6.0
    assert own_store.operations.days(workshop.id) == ()
    assert len(own_store.operations.history(workshop.id)) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (days(20, handle_time=-1.0), "Row 2, “handle time (minutes)”"),
        (b"day;calls\n2025-01-01;3\n", "is missing"),
        (b"", "not used"),
    ],
)
def test_a_wrong_file_names_row_and_column_and_stores_nothing(
    page: AppTest, own_store: Store, workshop: Workshop, content: bytes, told: str
) -> None:
    upload(page, content)
    assert told in words(page)
    assert "nothing was changed" in words(page)
    assert own_store.operations.history(workshop.id) == ()
    assert page.number_input(key="figure_handle_time").value == 6.0


def test_a_file_without_an_owner_is_not_stored(
    page: AppTest, own_store: Store, workshop: Workshop
) -> None:
    upload(page, days(28), who="")
    assert page.error
    assert own_store.operations.history(workshop.id) == ()
