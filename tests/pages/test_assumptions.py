"""Assumptions: the register is complete, can be searched, and moves when somebody edits it."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from scipy import stats
from streamlit.testing.v1 import AppTest

from workbench.business_case.given import Given
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.grades import Grade, SourceKind
from workbench.exchange.export import csv_file
from workbench.headroom.centre import figures
from workbench.headroom.scorecard import Metric
from workbench.storage import NotSaved, Store
from workbench.ui.current import register
from workbench.ui.demo import open_demo
from workbench.ui.register_table import CHANGED, FIGURE, GRADES, GROUPS, ORIGINS, register_rows
from workbench.workshop.creation import new_workshop
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DEFAULTS = {assumption.id: assumption for assumption in default_assumptions()}


@pytest.fixture
def spring(own_store: Store) -> Workshop:
    return own_store.workshops.create(new_workshop("Spring", "Orla Energy", NOON))


@pytest.fixture
def demo(own_store: Store) -> Workshop:  # noqa: ARG001 - the demo is put into it
    return open_demo()


def opened(open_page: OpenPage, workshop: Workshop, figure: str | None = None) -> AppTest:
    page = open_page("assumptions", workshop=workshop.code)
    if figure:
        page.selectbox(key=FIGURE).set_value(figure).run()
    assert not page.exception
    return page


def table(page: AppTest) -> pd.DataFrame:
    """The register as the page shows it; empty when no figure fits."""
    shown = [each.value for each in page.dataframe if "Comes from" in each.value.columns]
    return shown[0].set_index("Figure") if shown else pd.DataFrame()


def listed(page: AppTest) -> list[str]:
    return table(page).index.tolist()


def change(page: AppTest, figure: str, *, version: int = 1, **typed: object) -> AppTest:
    """Type into the form of a figure and save; `version` counts the values it has had."""
    widgets = {each.key: each for each in [*page.number_input, *page.text_input, *page.text_area]}
    given = {"source": "Payroll of 2025", "owner": "Finance"} | typed
    for field, value in given.items():
        widgets[f"{field}_{figure}_{version}"].set_value(value)
    (save,) = [each for each in page.button if each.label == "Save the figure"]
    return save.click().run()


def told(page: AppTest) -> str:
    return "\n".join(str(each.value).replace("\\", "") for each in [*page.error, *page.success])


@pytest.mark.usefixtures("own_store")
def test_without_a_workshop_it_shows_the_way(open_page: OpenPage) -> None:
    page = open_page("assumptions")
    assert not page.exception
    assert "No workshop is open" in page.info[0].value


def test_a_new_workshop_lists_every_default(open_page: OpenPage, spring: Workshop) -> None:
    page = opened(open_page, spring)
    assert listed(page) == [each.label for each in DEFAULTS.values()]
    sentence = page.markdown[0].value
    assert sentence.startswith(f"### {len(DEFAULTS)} figures: ")
    assert "measured" not in sentence
    judged = sum(each.source_kind is SourceKind.JUDGEMENT for each in DEFAULTS.values())
    assert f"{judged} judgement." in sentence


def test_the_demo_says_what_was_measured(open_page: OpenPage, demo: Workshop) -> None:
    page = opened(open_page, demo, "off_phone_time")
    assert "6 measured from your own rows, 3 from up to 59 advisors" in page.markdown[1].value
    facts = page.table[0].value.to_dict()
    (facts,) = facts.values()
    assert "n = 58, 95% interval 10.3 to 16.25" in facts["Measured"].replace("\\", "")
    assert facts["Grade"] == "C, cross-section"
    assert facts["Was"].replace("\\", "").startswith("10 minutes per shift")
    assert any("stand above it" in each.value for each in page.markdown)


def test_the_picture_has_words_and_a_table(open_page: OpenPage, spring: Workshop) -> None:
    page = opened(open_page, spring)
    (chart,) = page.get("vega_lite_chart")
    judged = sum(each.grade is Grade.J for each in DEFAULTS.values())
    assert f"J judgement {judged}" in chart.proto.alt
    tables = [each.value for each in page.dataframe if "Figures" in each.value.columns]
    assert [int(table["Figures"].sum()) for table in tables] == [len(DEFAULTS)]


def test_the_register_is_searched_and_filtered(open_page: OpenPage, demo: Workshop) -> None:
    page = opened(open_page, demo)
    held = register(demo)
    page.text_input(key="search_figures").set_value("oliva zebra").run()
    assert listed(page) == []
    page.text_input(key="search_figures").set_value("OLIVA handle").run()
    assert held["pressure_elasticity"].label in listed(page)
    page.text_input(key="search_figures").set_value("")
    page.pills(key=GROUPS).set_value(["Behaviour"]).run()
    assert listed(page) == [each.label for each in held.values() if each.group == "Behaviour"]
    page.pills(key=GROUPS).set_value([])
    page.pills(key=ORIGINS).set_value(["measured from your voices"]).run()
    assert len(listed(page)) == 3
    page.pills(key=GRADES).set_value(["J judgement"]).run()
    assert page.info[0].value.startswith("No figure fits")
    page.pills(key=ORIGINS).set_value([])
    page.pills(key=GRADES).set_value([])
    page.toggle(key=CHANGED).set_value(True).run()
    assert "Absence from the rota" in listed(page)
    assert "Mean patience" not in listed(page)


def test_an_edit_moves_the_figure_for_every_page(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    page = opened(open_page, spring, "absence")
    change(page, "absence", p10=28.0, p50=30.0, p90=34.5)
    assert not page.exception
    assert "was 25% and is 30% now" in told(page)
    now = register(spring)["absence"]
    assert (now.p10, now.p50, now.p90) == (0.28, 0.3, 0.345)
    assert (now.source, now.owner, now.grade) == ("Payroll of 2025", "Finance", Grade.J)
    assert figures(register(spring)).centre.absence == 0.3
    (kept,) = own_store.edits.all(spring.id)
    assert kept.p50 == 0.3
    line = table(page).loc["Absence from the rota"]
    assert (line["P50"], line["Was"], line["Changed here"]) == ("30", "25%", "yes")


def test_a_figure_without_a_range_moves_as_a_whole(open_page: OpenPage, spring: Workshop) -> None:
    page = opened(open_page, spring, "discount_rate")
    assert any("This figure has no range" in each.value for each in page.caption)
    change(page, "discount_rate", p50=9.0)
    now = register(spring)["discount_rate"]
    assert (now.p10, now.p50, now.p90) == (0.09, 0.09, 0.09)

    change(page, "discount_rate", version=2, p10=7.0, p50=9.5, p90=12.0)
    now = register(spring)["discount_rate"]
    assert (now.p10, now.p50, now.p90) == (0.07, 0.095, 0.12)


def test_an_edit_that_keeps_the_middle_tells_the_range(
    open_page: OpenPage, spring: Workshop
) -> None:
    page = change(opened(open_page, spring, "absence"), "absence", p10=24.0)
    assert "was 25% (20 to 32%) and is 25% (24 to 32%) now" in told(page)


@pytest.mark.parametrize(
    ("figure", "typed", "words"),
    [
        ("absence", {"p50": 120.0}, "P50: It is 120%; accepted: 0% to 80%."),
        ("absence", {"p50": 10.0}, "P50: It is 10%, below P10 (20%)"),
        ("handle_time", {"p10": -1.0}, "P10: It is −1 minutes; accepted: 0.1 minutes to"),
        ("absence", {"source": "  "}, "It is empty; accepted: 3 to 500 letters."),
        ("absence", {"source": "<b>" * 400}, "It has 1,200 letters"),
        ("absence", {"owner": "x"}, "It has 1 letters; accepted: 2 to 120 letters."),
        ("horizon_years", {"p10": 2.5, "p50": 2.5, "p90": 2.5}, "a whole number of years"),
        ("off_phone_time", {"p90": 460.0}, "accepted: less than the shift"),
    ],
)
def test_a_wrong_edit_is_told_and_not_stored(
    own_store: Store,
    open_page: OpenPage,
    spring: Workshop,
    figure: str,
    typed: dict[str, Any],
    words: str,
) -> None:
    page = change(opened(open_page, spring, figure), figure, **typed)
    assert not page.exception
    assert words in told(page)
    assert not page.success
    assert own_store.edits.all(spring.id) == ()
    for field, value in typed.items():
        assert page.session_state[f"{field}_{figure}_1"] == value


def test_a_range_may_be_given_as_what_is_known(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    page = opened(open_page, spring, "absence")
    page = page.segmented_control(key="given_absence_1").set_value(Given.TRIANGULAR).run()
    for place, typed in enumerate((40.0, 25.0, 35.0)):
        page.number_input(key=f"{Given.TRIANGULAR}_{place}_absence_1").set_value(typed)
    page = change(page, "absence")
    assert "accepted: in rising order" in told(page)
    assert own_store.edits.all(spring.id) == ()

    page.number_input(key=f"{Given.TRIANGULAR}_0_absence_1").set_value(15.0)
    change(page, "absence")
    (kept,) = own_store.edits.all(spring.id)
    drawn = stats.triang(0.5, loc=0.15, scale=0.2).ppf([0.1, 0.5, 0.9])
    assert (kept.p10, kept.p50, kept.p90) == pytest.approx(drawn)
    assert kept.source == (
        "Payroll of 2025 (The same, no bell: least 15, most likely 25, greatest 35)"
    )


def test_the_last_weight_of_the_scorecard_stays(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    said = []
    for metric in Metric:
        key = f"weight_{metric}"
        page = opened(open_page, spring, key)
        said.append(told(change(page, key, p10=0.0, p50=0.0, p90=0.0)))
    assert ["Not saved" in each for each in said].count(True) == 1
    assert len(own_store.edits.all(spring.id)) == len(Metric) - 1
    assert figures(register(spring))


def test_an_edit_may_bring_a_better_source_only(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    page = change(opened(open_page, spring, "absence"), "absence")
    assert "keeps its value" in told(page)
    (kept,) = own_store.edits.all(spring.id)
    assert kept.source == "Payroll of 2025"


def test_what_could_not_be_stored_is_said(
    own_store: Store, open_page: OpenPage, spring: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotSaved("Not saved: the disk is full.")

    monkeypatch.setattr(own_store.edits, "add", refuse)
    page = change(opened(open_page, spring, "absence"), "absence", p50=27.0)
    assert "the disk is full" in told(page)
    assert register(spring)["absence"].p50 == 0.25
    assert page.session_state["p50_absence_1"] == 27.0


def test_a_measured_figure_is_put_back_with_its_source(
    own_store: Store, open_page: OpenPage, demo: Workshop
) -> None:
    figure = "off_phone_time"
    measured = register(demo)[figure]
    page = opened(open_page, demo, figure)
    change(page, figure, version=2, p50=15.0)
    assert register(demo)[figure].p50 == 15.0
    assert "2 from up to 59 advisors" in page.markdown[1].value

    page.button(key=f"back_{figure}_what was measured").click().run()
    assert not page.exception
    now = register(demo)[figure]
    assert (now.p10, now.p50, now.p90) == (measured.p10, measured.p50, measured.p90)
    assert (now.source, now.grade, now.owner) == (measured.source, measured.grade, measured.owner)
    mine = [each for each in own_store.edits.all(demo.id) if each.assumption_id == figure]
    assert [each.p50 for each in mine] == [15.0, measured.p50]

    page.button(key=f"back_{figure}_the default").click().run()
    assert register(demo)[figure].p50 == DEFAULTS[figure].p50
    (history,) = [each.value for each in page.dataframe if "From" in each.value.columns]
    assert history["P50"].tolist() == [
        "10 minutes per shift",
        "13.28 minutes per shift",
        "15 minutes per shift",
        "13.28 minutes per shift",
        "10 minutes per shift",
    ]


def test_the_file_holds_every_figure_and_no_formula(spring: Workshop, own_store: Store) -> None:
    page_rows = register_rows(register(spring), frozenset(), "EUR")
    assert [row["id"] for row in page_rows] == list(DEFAULTS)
    assert all(row["used_by"] for row in page_rows)
    harmful = [{**row, "owner": "=1+1", "source": "@SUM(A1)"} for row in page_rows]
    text = csv_file(harmful).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == list(DEFAULTS)
    assert {row["owner"] for row in rows} == {"'=1+1"}
    assert {row["source"] for row in rows} == {"'@SUM(A1)"}
    assert float(rows[0]["p50"]) == DEFAULTS[rows[0]["id"]].p50
    assert own_store.edits.all(spring.id) == ()
