"""The room's screen: large type, no controls, the code in the corner, and it follows the room.

Nothing is drawn here that may not be seen: results come from what is released only.
"""

import streamlit as st

from workbench.storage import DatabaseUnavailable
from workbench.ui.join_card import base_address, host, join_link, show_qr
from workbench.ui.page import mark_invented
from workbench.ui.plain import plain
from workbench.ui.room_clock import show_clock
from workbench.ui.room_results import show_on_screen, shows_results
from workbench.ui.store import store
from workbench.workshop.agenda import Step
from workbench.workshop.agenda_templates import activity_facts
from workbench.workshop.promise import in_one_line
from workbench.workshop.room import Room
from workbench.workshop.workshop import Workshop

PARAMETER = "projector"
SECONDS_TO_LOOK_AGAIN = 1
LARGER = 1.25
UNBROKEN = "\u2011"
# All type is measured in the root's size, which follows the screen: 25 pixels at 1920, 19 at 1440.
# What is redrawn is not dimmed in between, so that nothing flickers on a wall.
STYLE = """<style>
html { font-size: clamp(16px, 1.32vw, 34px) !important; }
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
[data-testid="stSidebarCollapsedControl"], [data-testid="stExpander"], .vega-embed details,
[data-testid="stElementToolbar"] { display: none !important; }
[data-testid="stMainBlockContainer"] { padding: 2.25rem 3rem 1rem; max-width: none; }
[data-stale="true"], .stale-element { opacity: 1 !important; transition: none !important; }
[data-testid="stMainBlockContainer"] h1 { line-height: 1.12; padding: 0 0 0.5rem; }
[data-testid="stImageContainer"] img { max-height: 72vh; object-fit: contain; }
.st-key-wall_asks h1 { font-size: 3.4rem; }
.st-key-wall_shows h1 { font-size: 2rem; }
.st-key-wall_shows [data-testid="stVerticalBlock"] { gap: 0.5rem; }
.st-key-wall_asks .st-key-wall_prompts p { font-size: 2.1rem; line-height: 1.35; }
.st-key-wall_step p { font-size: 1.15rem; }
.st-key-wall_corner p { font-size: 1.3rem; line-height: 1.3; text-align: center; }
.st-key-wall_name p { font-size: 1rem; opacity: 0.75; padding-top: 1.5rem; }
.st-key-wall_code p { font-size: 2.2rem; font-weight: 600; line-height: 1.2; }
</style>"""


def is_on_the_wall() -> bool:
    """Whether this page is the room's screen: `?projector` in its address."""
    return PARAMETER in st.query_params


def show_the_wall(workshop: Workshop) -> None:
    """The whole screen of a workshop."""
    st.html(STYLE)
    mark_invented(workshop)
    _follow(workshop, base_address())


@st.fragment(run_every=SECONDS_TO_LOOK_AGAIN)
def _follow(workshop: Workshop, base: str) -> None:
    try:
        _draw(workshop, base)
    except DatabaseUnavailable:
        st.caption("One moment: the screen is waiting for the database and goes on by itself.")


def _draw(workshop: Workshop, base: str) -> None:
    room = store().rooms.find(workshop.id)
    is_waiting = room is None or room.step is None
    main, corner = st.columns([3, 2] if is_waiting else [4, 1], gap="large")
    with corner:
        _corner(workshop, room, base)
    with main:
        if room is None or room.step is None:
            _waiting(workshop, room, base)
        else:
            _step(workshop, room, room.step)


def _corner(workshop: Workshop, room: Room | None, base: str) -> None:
    with st.container(key="wall_corner", gap="xxsmall"):
        show_qr(join_link(base, workshop.code), "stretch")
        with st.container(key="wall_code"):
            st.markdown(plain(workshop.code))
        st.markdown(f"{plain(host(base))}/join")
        st.space("small")
        if room is not None and room.step is not None and room.is_open:
            show_clock(room, "wall")
            if room.step.asks:
                st.markdown(store().rooms.turnout(workshop.id, room.step).ready_told)
        with st.container(key="wall_name"):
            st.markdown(plain(workshop.name))


def _waiting(workshop: Workshop, room: Room | None, base: str) -> None:
    here = store().rooms.turnout(workshop.id)
    code = workshop.code.replace("-", UNBROKEN)
    with st.container(key="wall_asks"):
        st.title(plain(workshop.name), anchor=False)
        with st.container(key="wall_prompts"):
            st.markdown(
                "Point your phone's camera at the square, or open "
                f"**{plain(host(base))}/join** and type **{code}**."
            )
            st.markdown("No account, no app.")
            st.markdown(in_one_line(workshop.privacy))
            st.markdown(f"{here.joined_told}." if room else "The agenda is not chosen yet.")


def _step(workshop: Workshop, room: Room, step: Step) -> None:
    number = room.agenda.index(step.id) + 1
    if shows_results(workshop, room):
        with st.container(key="wall_shows"):
            st.title(f"{number}. {plain(step.title)}", anchor=False)
            show_on_screen(workshop, room, LARGER)
        return
    with st.container(key="wall_asks"):
        with st.container(key="wall_step"):
            st.markdown(f"{number} of {len(room.agenda.steps)}")
        st.title(plain(step.title), anchor=False)
        with st.container(key="wall_prompts"):
            for line in _prompts(room, step):
                st.markdown(line)


def _prompts(room: Room, step: Step) -> list[str]:
    if not room.is_open:
        return ["The workshop is closed. Thank you."]
    told = step.instruction or (activity_facts()[step.activity].doing if step.asks else "")
    asked = [
        f"**{plain(prompt.text)}**" for prompt in step.inputs.prompts if prompt.text != step.title
    ]
    return [*([plain(told)] if told else []), *asked]
