"""Where the open workshop stands on its journey, and the one thing to do next."""

from uuid import UUID

import streamlit as st

from workbench.headroom.fitting.register_figures import SOURCE
from workbench.ui.current import register, todays_rows
from workbench.ui.home_parts import INVITE, show_part
from workbench.ui.page import page
from workbench.ui.store import store
from workbench.workshop.journey import Facts, Journey, Status, Step, Stop, journey
from workbench.workshop.log import Event
from workbench.workshop.workshop import Kind, Workshop

ICONS = {
    Status.DONE: ":material/check_circle:",
    Status.CURRENT: ":material/arrow_circle_right:",
    Status.AHEAD: ":material/radio_button_unchecked:",
}
WORDS = {
    Status.DONE: ":green-badge[Done]",
    Status.CURRENT: ":orange-badge[Next]",
    Status.AHEAD: ":gray-badge[To come]",
}


def where_it_stands(workshop: Workshop) -> Journey:
    """The steps of the workshop's journey, from what is stored."""
    return _journey(workshop.id, store().workshops.revision(workshop.id), workshop)


@st.cache_resource(max_entries=50, show_spinner=False)
def _journey(
    which: UUID,
    revision: int,  # noqa: ARG001 - part of the key, unlike what begins with an underscore
    _workshop: Workshop,
) -> Journey:
    turnout = store().participants.turnout(which)
    happened = {entry.what for entry in store().workshops.log(which)}
    return journey(
        Facts(
            answered={role: turnout[role].answered for role in turnout},
            threshold=_workshop.privacy.score_threshold,
            locked=_workshop.requisite_locked_at is not None,
            revealed=_workshop.revealed_at is not None,
            figures=todays_rows(_workshop) is not None,
            scenarios=len(store().scenarios.all(which)),
            case_built=Event.CASE_BUILT in happened,
            pack_taken=Event.PACK_TAKEN in happened,
            calibrated=any(each.source.startswith(SOURCE) for each in register(_workshop).values()),
            case_versions=len(store().cases.versions(which)),
            bids=len(store().bids.all(which)),
            pilot_planned=bool(store().pilots.all(which)),
            asks_people=_workshop.kind is not Kind.WHAT_IF,
        )
    )


def show_progress(workshop: Workshop) -> None:
    """The next thing as the one button, and every step with its status in words."""
    stands = where_it_stands(workshop)
    _next(stands.next)
    done = sum(step.status is Status.DONE for step in stands.steps)
    st.progress(done / len(stands.steps), text=f"{done} of {len(stands.steps)} steps done")
    with st.container(key="journey", gap="small"):
        for number, step in enumerate(stands.steps, start=1):
            _line(number, step)
            for stop in stands.stops:
                if stop.after == step.name:
                    _stop(stop)


def _next(step: Step | None) -> None:
    if step is None:
        st.success("Every step is done. Repeat it as a new wave when things have changed.")
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Next: {_inside(step.name)}.** {step.sentence}", width="stretch")
        if step.page == "home":
            st.button(step.label, key="next", type="primary", on_click=show_part, args=(INVITE,))
        elif st.button(step.label, key="next", type="primary"):
            st.switch_page(page(step.page))


def _inside(name: str) -> str:
    return name[0].lower() + name[1:]


def _line(number: int, step: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = f"{ICONS[step.status]} {number}. {step.name}"
        bold = step.status is Status.CURRENT
        st.markdown(f"**{name}**" if bold else name, width=215)
        st.markdown(WORDS[step.status], width=80)
        st.caption(step.sentence, width="stretch")


def _stop(stop: Stop) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width=215):
            st.page_link(page(stop.page), label=stop.name, icon=":material/alt_route:")
        st.markdown(WORDS[Status.DONE] if stop.done else ":gray-badge[Optional]", width=80)
        st.caption(stop.sentence, width="stretch")
