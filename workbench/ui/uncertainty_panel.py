"""How sure is this: the chance that it saves money, the break-even, and what to measure first."""

from uuid import UUID

import pandas as pd
import streamlit as st

from workbench.business_case.money import money
from workbench.charts.driver_bars import ROWS, driver_bars, driver_rows
from workbench.evidence.assumptions import Register
from workbench.headroom.comparison import Comparison
from workbench.headroom.drivers import Driver
from workbench.headroom.intraday import Intervals
from workbench.headroom.scenario import Scenario
from workbench.headroom.uncertainty import Uncertain, uncertain
from workbench.headroom.worth import Worth
from workbench.ui.current import register
from workbench.ui.pictures import small_picture
from workbench.ui.plain import plain
from workbench.ui.scenarios import reason
from workbench.ui.store import store
from workbench.ui.uncertainty_words import break_even_in_words, of_a_hundred
from workbench.workshop.workshop import Workshop

COUNTS = (200, 400, 1000)
MOST_BARS = 8
# A smaller share of the draws than this need not be told.
WORTH_TELLING = 0.05
# Half of the last digit that is shown of a share.
NOTHING = 0.0005


@st.fragment
def uncertainty_panel(
    workshop: Workshop, scenario: Scenario, found: Comparison, held: Register, name: str
) -> None:
    """A closed section; in it chances, the break-even with its range, and the ranking."""
    section = st.expander(
        "How sure is this?",
        icon=":material/ssid_chart:",
        key="how_sure",
        on_change="rerun",
    )
    if not section.open:
        return
    with section:
        count = st.segmented_control(
            "Draws",
            COUNTS,
            default=COUNTS[1],
            format_func=lambda count: f"{count:,} draws",
            key="uncertainty_draws",
            persist_state="session",
            required=True,
            label_visibility="collapsed",
        )
        try:
            drawn = drawn_beside(workshop, scenario, found, count or COUNTS[1])
        except ValueError as error:
            st.error(plain(f"This cannot be drawn: {reason(error)}."), icon=":material/error:")
            return
        _say(drawn, held, workshop.currency, name)


def drawn_beside(
    workshop: Workshop, scenario: Scenario, found: Comparison, count: int
) -> Uncertain:
    """Today and the scenario over many draws. Raises ValueError when one is not accepted."""
    revision = store().workshops.figures_revision(workshop.id)
    levers = scenario.model_dump_json(exclude={"name", "plan"})
    return _drawn(workshop.id, revision, levers, count, workshop, scenario, found.figures.day)


@st.cache_resource(max_entries=60, show_spinner="Drawing every assumption from its range")
def _drawn(
    workshop: UUID,  # noqa: ARG001 - part of the key
    revision: int,  # noqa: ARG001 - part of the key
    levers: str,  # noqa: ARG001 - part of the key
    count: int,
    _workshop: Workshop,
    _scenario: Scenario,
    _day: Intervals,
) -> Uncertain:
    return uncertain(register(_workshop), _scenario, count, day=_day)


def _say(drawn: Uncertain, held: Register, currency: str, name: str) -> None:
    worth = drawn.worth
    if worth.changes_nothing == 1:
        st.info(
            "In every draw the scenario comes out as today. Move a lever, then there is something "
            "to be sure of."
        )
        return
    _metrics(drawn, worth, currency)
    for sentence in _sentences(drawn, worth, currency):
        st.markdown(plain(sentence))
    _ranking(drawn.drivers, held, name)
    st.caption(
        f"{drawn.draws.count:,} draws of {len(drawn.draws.ids)} assumptions at once, each from its "
        f"own range and independent of the others, the same for today and the scenario (Latin "
        f"hypercube, seed {drawn.draws.seed}). Steady state, a year of 52 weeks."
    )


def _metrics(drawn: Uncertain, worth: Worth, currency: str) -> None:
    low, middle, high = (_value(each, currency) for each in worth.break_even)
    satisfied = drawn.change("satisfaction")
    with st.grid(3, min_column_width=200):
        st.metric(
            "Saves money",
            of_a_hundred(worth.saves_money),
            help="The draws in which the scenario costs less a year than today.",
        )
        st.metric(
            "Break-even per avoided contact",
            middle,
            f"{low} to {high}",
            delta_color="off",
            delta_arrow="off",
            delta_description="for 10 and 90 of 100 draws",
            help=(
                "What a contact that no longer ends without resolution would have to be worth for "
                "50 of 100 draws to pay. No value of a contact is built in."
            ),
        )
        st.metric(
            "Satisfaction rises",
            of_a_hundred(float((satisfied > NOTHING).mean())),
            help="The draws in which more customers are satisfied than today.",
        )


def _value(value: float | None, currency: str) -> str:
    if value is None:
        return "never"
    return f"{currency} 0" if value == 0 else money(value, currency)


def _sentences(drawn: Uncertain, worth: Worth, currency: str) -> list[str]:
    said = [break_even_in_words(worth, lambda value: money(value, currency))]
    for share, what in (
        (worth.pays_at_any_value, "it costs no more and leaves no more unresolved"),
        (worth.pays_at_no_value, "it costs more and avoids nothing"),
        (worth.saves_at_customers_cost, "it saves money and leaves more unresolved"),
    ):
        if share >= WORTH_TELLING:
            said.append(f"In {of_a_hundred(share)} draws {what}.")
    if drawn.fewer_seats >= WORTH_TELLING:
        said.append(
            f"In {of_a_hundred(drawn.fewer_seats)} draws it means fewer advisors than today, "
            f"because contacts take less of their time already."
        )
    return said


def _ranking(found: tuple[Driver, ...], held: Register, name: str) -> None:
    shown = found[:MOST_BARS]
    if not shown:
        return
    clear = [driver for driver in shown if driver.clear]
    st.subheader(plain(_first(clear, held)), anchor=False)
    labels = {
        driver.id: f"{held[driver.id].label} (grade {held[driver.id].grade})" for driver in shown
    }
    small_picture(
        "drivers",
        len(shown),
        lambda look: driver_bars(look, len(shown)),
        alt=(
            "The assumptions on which it hangs most whether the scenario pays, the most important "
            "first; the table below has the figures."
        ),
        data={ROWS: driver_rows(shown, labels)},
    )
    with st.expander("The figures as a table", icon=":material/table_chart:"):
        st.dataframe(
            pd.DataFrame(
                {
                    "Assumption": [held[driver.id].label for driver in found],
                    "Grade": [str(held[driver.id].grade) for driver in found],
                    "Rank correlation": [round(driver.correlation, 2) for driver in found],
                    "Clear": ["yes" if driver.clear else "no" for driver in found],
                }
            ),
            hide_index=True,
            alt=f"What it hangs on whether {name} pays",
        )


def _first(clear: list[Driver], held: Register) -> str:
    if not clear:
        return "No single assumption decides it; several together do"
    named = [held[driver.id].label for driver in clear[:2]]
    return f"Measure this first: {' and '.join(label[0].lower() + label[1:] for label in named)}"
