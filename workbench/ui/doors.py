"""The three doors, and the workshops that there are."""

import streamlit as st

from workbench.ui.current import KEPT, close_workshop
from workbench.ui.demo import open_demo
from workbench.ui.home_parts import enter
from workbench.ui.moments import date_in_words
from workbench.ui.outcome import attempt, say
from workbench.ui.page import page
from workbench.ui.plain import plain
from workbench.ui.restore import restore_form
from workbench.ui.retention import erased_on_their_day
from workbench.ui.set_up_form import DOOR, HOME, set_up_form
from workbench.ui.store import store
from workbench.ui.visitor import open_to_visitor, visitor
from workbench.ui.what_if import quick_what_if
from workbench.workshop.workshop import Kind, Workshop

RUN, AT_ONCE = "run", 8
SHOW_ALL = "all workshops"
KINDS = {
    Kind.DEMO: "invented demo",
    Kind.WHAT_IF: "quick what-if",
    Kind.REHEARSAL: "rehearsal: invented answers",
}


def doors() -> None:
    """What somebody sees who has no workshop open."""
    if st.session_state.get(DOOR) == RUN and visitor().opens_all:
        set_up_form()
        return
    st.title("Headroom", anchor=False)
    st.markdown(
        "Co-create a customer-experience strategy with the people who live it, then prove to a "
        "sceptical board that it pays."
    )
    _not_found()
    say(HOME)
    sets_up = visitor().opens_all
    if sets_up:
        with st.grid(3, border=True, min_column_width=260):
            _run()
            _demo()
            _what_if()
        st.space("small")
    _workshops()
    if sets_up:
        erased_on_their_day()
        restore_form()


def _run() -> None:
    with _door(
        "Run a workshop",
        "Ask advisors, customers and leaders. See where the room and the floor disagree, decide, "
        "and take a board pack home.",
    ):
        st.button(
            "Run a workshop",
            key="run_workshop",
            type="primary",
            width="stretch",
            on_click=_open_run,
        )


def _demo() -> None:
    with _door(
        "Explore the demo",
        "An invented company of 800 seats: 245 people have answered, 200 days of figures are in. "
        "Every page has something to see.",
    ):
        st.button("Explore the demo", key="explore_demo", width="stretch", on_click=_open_demo)


def _what_if() -> None:
    with _door(
        "Quick what-if",
        "Straight to the simulator with typical figures. Move the levers, put in your own "
        "figures, share the link.",
    ):
        st.button("Start a what-if", key="quick_what_if", width="stretch", on_click=_open_what_if)


def _door(title: str, what: str) -> st.delta_generator.DeltaGenerator:
    cell = st.container(height="stretch", vertical_alignment="distribute")
    with cell.container(gap="xsmall"):
        st.subheader(title, anchor=False)
        st.write(what)
    return cell


def _open_run() -> None:
    st.session_state[DOOR] = RUN


def _open_demo() -> None:
    def load() -> str:
        enter(open_demo())
        return ""

    attempt(HOME, load)


def _open_what_if() -> None:
    def start() -> str:
        enter(quick_what_if())
        return ""

    if attempt(HOME, start):
        st.switch_page(page("headroom"))


def _not_found() -> None:
    code = st.session_state.get(KEPT)
    if code:
        st.warning(
            f"There is no workshop with the code {plain(code)}. It may have been deleted.",
            icon=":material/search_off:",
        )
        close_workshop()


def _workshops() -> None:
    there = open_to_visitor(store().workshops.all())
    st.subheader("Workshops", anchor=False)
    if not there:
        st.caption("None yet. The first one that you set up is listed here.")
        return
    shown = there if st.session_state.get(SHOW_ALL) else there[:AT_ONCE]
    for workshop in shown:
        _row(workshop)
    if len(shown) < len(there):
        st.button(f"Show all {len(there)}", type="tertiary", on_click=_show_all)


def _row(workshop: Workshop) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        wave = f" · wave {workshop.wave}" if workshop.wave > 1 else ""
        about = [plain(workshop.organisation), f"{workshop.created_at:%-d %B %Y}"]
        if workshop.kind in KINDS:
            about.append(KINDS[workshop.kind])
        if workshop.erase_on:
            about.append(f"erased on {date_in_words(workshop.erase_on)}")
        st.markdown(
            f"**{plain(workshop.name)}**{wave}  \n:small[{' · '.join(about)}]", width="stretch"
        )
        st.button(
            "Open",
            key=f"open_{workshop.id}",
            help=f"Open {plain(workshop.name)}",
            on_click=enter,
            args=(workshop,),
        )


def _show_all() -> None:
    st.session_state[SHOW_ALL] = True
