"""Making the facilitator's key of a workshop: it is shown once, and never again."""

import streamlit as st

from workbench.ui.outcome import attempt, say
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop

PLACE = "facilitator key"
SHOWN = "facilitator key just made"


def facilitator_key(workshop: Workshop) -> None:
    """The key by which a facilitator opens this workshop from another machine."""
    st.markdown("#### Facilitator's key")
    say(PLACE)
    made = st.session_state.pop(SHOWN, None)
    if made and made[0] == workshop.id:
        st.code(made[1], language=None)
        st.caption(
            "Write it down now: it is not shown again. From another machine, open Headroom's "
            f"address with `/facilitator`, and type the code **{workshop.code}** and this key."
        )
    is_set = store().keys.is_set(workshop.id)
    if is_set:
        st.caption(
            "A key is set. A new one ends the old one, and signs out whoever uses it. A copy, a "
            "wave or a rehearsal made from here opens with the same key."
        )
    else:
        st.caption(
            "None yet, and none is needed on the machine that Headroom runs on. Other machines "
            "reach only the participants' pages until you make one."
        )
    with st.container(horizontal=True):
        label = "Make a new key" if is_set else "Make a key"
        st.button(label, key="make_key", icon=":material/key:", on_click=_make, args=(workshop,))
        if is_set:
            st.button("Remove it", key="remove_key", on_click=_remove, args=(workshop,))


def _make(workshop: Workshop) -> None:
    def make() -> str:
        st.session_state[SHOWN] = (workshop.id, store().keys.make(workshop.id))
        return "The key is made."

    attempt(PLACE, make)


def _remove(workshop: Workshop) -> None:
    def remove() -> str:
        store().keys.remove(workshop.id)
        return "The key is removed. Only the machine that Headroom runs on opens the workshop now."

    attempt(PLACE, remove)
