"""Before there is an agenda: what there is to start from."""

import streamlit as st

from workbench.ui.facilitator import change
from workbench.ui.outcome import say
from workbench.ui.store import store
from workbench.workshop.agenda_templates import Template, templates
from workbench.workshop.workshop import Workshop

PLACE = "agenda choice"


def choose_agenda(workshop: Workshop) -> None:
    """A card for every template; what is chosen can be changed step by step afterwards."""
    st.subheader("Choose an agenda to start from")
    st.write("Every step can be reworded, moved, left out or added, before and during the session.")
    say(PLACE)
    with st.grid(4, border=True, min_column_width=210) as grid:
        for name, template in templates().items():
            with grid.cell():
                _card(workshop, name, template)


def _card(workshop: Workshop, name: str, template: Template) -> None:
    st.markdown(f"#### {template.title}")
    st.caption(f"{template.length} · {len(template.steps)} steps")
    st.write(template.sentence)
    st.button(
        "Use this agenda",
        key=f"use_{name}",
        type="primary" if name == next(iter(templates())) else "secondary",
        on_click=change,
        args=(PLACE, workshop, lambda key: _use(workshop, template, key)),
    )
    with st.expander("The steps"):
        st.markdown(
            "\n".join(
                f"{number}. {step.title}" + (f", {step.minutes} min" if step.minutes else "")
                for number, step in enumerate(template.steps, 1)
            )
        )


def _use(workshop: Workshop, template: Template, key: str) -> str:
    store().rooms.prepare(workshop.id, template.agenda, key)
    return ""
