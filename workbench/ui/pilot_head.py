"""The head of a pilot: what it would notice, how it stands, and saving it."""

import streamlit as st

from workbench.headroom.pilot.cautions import cautions
from workbench.headroom.pilot.pilot import Pilot
from workbench.headroom.pilot.sizing import Sizing, effect_in_words, headline, in_statistics
from workbench.ui.outcome import say
from workbench.ui.pilot_plan import (
    PLACE,
    Working,
    drop_changes,
    has_other_version,
    is_changed,
    save,
)
from workbench.ui.plain import plain
from workbench.workshop.workshop import Workshop


def say_headline(pilot: Pilot, found: Sizing) -> None:
    """What the plan would notice, in a sentence, and whether that is enough."""
    plan = pilot.plan
    st.header(plain(f"{headline(plan, found)}."), anchor=False)
    with st.container(horizontal=True, gap="small"):
        if plan.smallest_effect is None:
            st.badge("Nobody has said what would matter", color="gray", icon=":material/help:")
        else:
            wanted = effect_in_words(plan.smallest_effect, plan.outcome)
            if found.sees(plan):
                st.badge(f"Sees the {wanted} that would matter", color="green",
                         icon=":material/check_circle:")  # fmt: skip
            else:
                st.badge(f"Too small for the {wanted} that would matter", color="orange",
                         icon=":material/warning:")  # fmt: skip
        if pilot.results:
            st.badge("Results are in", color="green", icon=":material/fact_check:")
        elif pilot.assignment is not None:
            st.badge("The lot is drawn, the plan is fixed", color="green", icon=":material/lock:")
    st.caption(plain(in_statistics(plan, found)))


def save_or_drop(workshop: Workshop, now: Working) -> None:
    """Save the plan with the workshop, or go back to what is stored."""
    say(PLACE)
    if has_other_version(workshop, now):
        st.warning(
            "Somebody has saved another version of the pilot since you began. Drop your changes to "
            "see it.",
            icon=":material/sync_problem:",
        )
    with st.container(horizontal=True):
        unsaved = is_changed(workshop) or not now.based_on
        st.button(
            "Save the plan",
            key="pilot_save",
            icon=":material/save:",
            disabled=not unsaved,
            on_click=_save,
            args=(workshop, now),
        )
        st.button(
            "Drop changes",
            key="pilot_drop",
            icon=":material/undo:",
            disabled=not is_changed(workshop),
            on_click=drop_changes,
            args=(workshop,),
        )


def _save(workshop: Workshop, now: Working) -> None:
    save(workshop, now.pilot, "The plan is saved with the workshop.")


def beware(pilot: Pilot, found: Sizing) -> None:
    """What to beware of; the most serious stands out."""
    first, *others = cautions(pilot.plan, found)
    st.warning(plain(first), icon=":material/warning:")
    if others:
        with st.expander(f"{len(others)} more things to beware of", icon=":material/rule:"):
            st.markdown("\n".join(f"- {plain(told)}" for told in others))
