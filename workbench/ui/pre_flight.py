"""The pre-flight on the screen: red or green in words, and the code that a phone should open."""

import streamlit as st

from workbench.rehearsal.pre_flight import Finding, pre_flight
from workbench.ui.join_card import join_link, show_qr
from workbench.ui.plain import plain
from workbench.ui.served_at import listens_at, phones_open, port
from workbench.ui.store import now, store
from workbench.workshop.workshop import Workshop

FOUND, AT = "pre-flight found", "pre-flight at"


def show_pre_flight(workshop: Workshop) -> None:
    """Look at everything on request; what was found stays until it is looked at again."""
    st.subheader("Pre-flight", anchor=False)
    st.caption(
        "Ten minutes before people come: can answers be stored, can phones get in, is it quick?"
    )
    found: tuple[Finding, ...] = st.session_state.get(FOUND, ())
    label = "Check again" if found else "Check now"
    st.button(label, key="pre_flight", icon=":material/flight_takeoff:", on_click=_look)
    if not found:
        return
    red = sum(not each.is_good for each in found)
    if red:
        st.error(
            f"**{red} of {len(found)} need attention** (checked at {st.session_state[AT]}).",
            icon=":material/flight_land:",
        )
    else:
        st.success(
            f"**Ready: all {len(found)} are green** (checked at {st.session_state[AT]}).",
            icon=":material/check_circle:",
        )
    for each in found:
        _line(each)
    address = phones_open()
    if address:
        link = join_link(address, workshop.code)
        with st.container(horizontal=True, vertical_alignment="center"):
            show_qr(link, 140)
            st.markdown(
                f"**Try it with your own phone.** It should open this within seconds:  \n{link}"
            )


def _look() -> None:
    st.session_state[FOUND] = pre_flight(store(), port(), listens_at())
    st.session_state[AT] = f"{now():%H:%M} UTC"


def _line(finding: Finding) -> None:
    remedy = "" if finding.is_good else f"  \n**What to do:** {plain(finding.remedy)}"
    st.markdown(f"{mark(finding.is_good)} **{finding.name}.** {plain(finding.told)}{remedy}")


def mark(is_good: bool) -> str:
    """Red or green, in words and a sign as well as in colour."""
    return ":green-badge[:material/check: Green]" if is_good else ":red-badge[:material/close: Red]"
