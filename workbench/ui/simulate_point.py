"""Simulate this point: the shown point once more, contact by contact, beside the formula."""

from typing import NamedTuple

import streamlit as st

from workbench.headroom.comparison import Comparison
from workbench.headroom.scenario import Scenario
from workbench.headroom.simulated_figures import Simulated
from workbench.headroom.simulated_point import point_of
from workbench.headroom.simulation import MILLION, SimulationOnly, simulate
from workbench.ui.plain import plain
from workbench.ui.scenarios import reason
from workbench.ui.simulated_table import in_words, simulated_table
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop

KEPT, WANTED = "simulated point", "simulation wanted"
CONTACTS = (MILLION // 10, MILLION, 5 * MILLION)
MOST_SEED = 2**31 - 1
PERCENT = 100.0
# A bar that moves more often than this only takes time.
STEP = 0.02
ONLY = "Simulation only"
# Field, label, lowest, highest, step, and what it means.
OPTIONS = (
    ("handle_time_cv", "Handle time, variation", 0.1, 5.0, 0.1, "Lognormal handle times with this "
     "ratio of standard deviation to mean. The formula has exponential ones: 1."),
    ("patience_cv", "Patience, variation", 0.1, 5.0, 0.1, "Lognormal patience, likewise."),
    ("repeat_delay", "Unresolved: back in (min)", 1.0, 1440.0, 1.0, "Mean of an exponential "
     "time after which an unresolved customer is back."),
    ("redial_delay", "Gave up: back in (min)", 1.0, 1440.0, 1.0, "Likewise for those who "
     "gave up and try again."),
    ("goes_first", "Go first (% of contacts)", 0.0, 95.0, 5.0, "This share is answered before all "
     "others, at random."),
    ("chats_at_once", "Chats at once", 1, 8, 1, "Contacts that an advisor has at the same time."),
    ("chat_slowdown", "Slower per other chat (%)", 0.0, 200.0, 5.0, "How much longer a chat "
     "takes for each other chat that the advisor has when it starts."),
)  # fmt: skip
SHARES = frozenset({"goes_first", "chat_slowdown"})


class _Asked(NamedTuple):
    """What a simulation is of: the point by all that it depends on, and how it is simulated."""

    workshop: str
    revision: int
    levers: str
    today: bool
    calls: int
    seed: int
    only: SimulationOnly


class _Kept(NamedTuple):
    """The last simulation of this visitor: of what, its name, and what it found."""

    asked: _Asked
    name: str
    agents: float
    whole_days: bool
    found: Simulated


@st.fragment
def simulate_point(workshop: Workshop, scenario: Scenario, found: Comparison, name: str) -> None:
    """A closed section; in it the choices, a button, and what the last simulation said."""
    section = st.expander(
        "Simulate this point: does the formula hold?",
        icon=":material/casino:",
        key="simulate_point",
        on_change="rerun",
    )
    if not section.open:
        return
    with section:
        st.caption(
            "Every contact by itself, drawn at random: the same inputs as the figures above, and "
            "none of their mathematics. The same seed gives the same digits again."
        )
        asked = _choices(workshop, scenario, name)
        if asked is None:
            return
        st.button(
            "Simulate",
            type="primary",
            icon=":material/play_arrow:",
            key="simulate",
            on_click=_ask,
        )
        # Asked for until it is done, so that a page that is drawn anew meanwhile does not lose it.
        if st.session_state.get(WANTED):
            _run(asked, found, name)
            del st.session_state[WANTED]
        kept: _Kept | None = st.session_state.get(KEPT)
        if kept is not None and kept.asked.workshop == asked.workshop:
            _show(kept, is_current=kept.asked == asked)


def _choices(workshop: Workshop, scenario: Scenario, name: str) -> _Asked | None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        today = st.selectbox(
            "Point",
            (False, True),
            format_func=lambda today: "Today" if today else name,
            key="simulate_today",
            persist_state="session",
            width=220,
        )
        calls = st.selectbox(
            "Contacts, at least",
            CONTACTS,
            index=1,
            format_func=lambda calls: f"{calls:,}",
            key="simulate_calls",
            persist_state="session",
            width=150,
        )
        seed = st.number_input(
            "Seed", 0, MOST_SEED, 1, key="simulate_seed", persist_state="session", width=150
        )
        with st.popover(ONLY, icon=":material/tune:"):
            only = _only()
    if only is None:
        return None
    revision = store().workshops.figures_revision(workshop.id)
    levers = scenario.model_dump_json(exclude={"name"})
    return _Asked(str(workshop.id), revision, levers, today, calls, int(seed), only)


def _only() -> SimulationOnly | None:
    """What the formula cannot do; None, and the reason said, when it is not possible."""
    st.caption("What no formula can do. Empty: as in the formula.")
    values = {}
    # Row by row, so that on a phone they stand in the same order.
    for first in range(0, len(OPTIONS), 2):
        pair = OPTIONS[first : first + 2]
        for column, (field, label, lowest, highest, step, why) in zip(
            st.columns(2)[: len(pair)], pair, strict=True
        ):
            values[field] = column.number_input(
                label, lowest, highest, value=None, step=step, key=f"simulate_{field}", help=why
            )
    given = {
        field: value / PERCENT if field in SHARES else value
        for field, value in values.items()
        if value is not None
    }
    if given.get("chats_at_once", 1) > 1 and "chat_slowdown" not in given:
        st.caption(
            ":material/info: Without an entry at “Slower per other chat” several chats take no "
            "longer than one, which no centre has seen."
        )
    try:
        return SimulationOnly.model_validate(given)
    except ValueError as error:
        st.error(plain(f"{reason(error)}."), icon=":material/error:")
        return None


def _ask() -> None:
    st.session_state[WANTED] = True


def _run(asked: _Asked, found: Comparison, name: str) -> None:
    bar, shown = st.progress(0.0, "Simulating"), 0.0

    def progress(done: float) -> None:
        nonlocal shown
        if done - shown >= STEP:
            bar.progress(done, "Simulating")
            shown = done

    try:
        point = point_of(found.figures, None if asked.today else found.policy)
        simulated = simulate(point, asked.calls, asked.seed, asked.only, progress)
    except ValueError as error:
        st.error(plain(f"Not simulated: {reason(error)}."), icon=":material/error:")
        return
    finally:
        bar.empty()
    whole_days = point.interval is not None
    st.session_state[KEPT] = _Kept(
        asked, "Today" if asked.today else name, point.agents, whole_days, simulated
    )


def _show(kept: _Kept, *, is_current: bool) -> None:
    found, few = kept.found, int(kept.agents)
    if not is_current:
        st.info("The levers or the choices have changed since. This is the point as it was.")
    done = f"{found.calls:,} contacts, seed {found.seed}"
    if found.beyond_formula:
        st.markdown(f"**{ONLY}: {plain(kept.name)} with what the formula cannot do.** {done}.")
    else:
        st.markdown(
            f"**{in_words(found.compared)} ({plain(kept.name)}).** {done}. By chance alone one "
            f"figure in twenty lies outside."
        )
    simulated_table(found, f"Formula and simulation of {kept.name}")
    if abs(kept.agents - round(kept.agents)) > 1e-6:
        st.caption(
            f"On average there are {kept.agents:.1f} advisors on the phone. Both sides of this "
            f"table have {few} for part of the time and {few + 1} for the rest."
        )
    if kept.whole_days and not found.beyond_formula:
        st.caption(
            "The simulation runs through whole days and carries queues over; the formula takes "
            "each interval as steady, so small differences are real here."
        )
