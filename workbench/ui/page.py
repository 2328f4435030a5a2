"""What every page of a workshop begins and ends with."""

from pathlib import Path

import streamlit as st

from workbench.ui.current import current_workshop
from workbench.ui.plain import plain
from workbench.workshop.workshop import Kind, Workshop

PAGES = Path(__file__).parents[2] / "pages"


def page(name: str) -> str:
    """The file of a page, as links between pages take it."""
    return str(PAGES / f"{name}.py")


def begin(title: str, question: str) -> Workshop:
    """The head of a page of a workshop: whose it is, the title, and the question it answers.

    Without a current workshop it shows the way to Home instead, and the page ends there.
    """
    workshop = current_workshop()
    if workshop is None:
        st.title(title, anchor=False)
        st.write(question)
        st.info(
            "No workshop is open. Choose one on Home, explore the demo, or start a quick what-if.",
            icon=":material/door_open:",
        )
        st.page_link(page("home"), label="Go to Home", icon=":material/arrow_back:")
        st.stop()
    mark_invented(workshop)
    st.title(title, anchor=False)
    st.caption(f"{question} · {plain(workshop.organisation)}, {plain(workshop.name)}")
    return workshop


def mark_invented(workshop: Workshop) -> None:
    """Say on every page of the demo and of a rehearsal that it is invented."""
    if workshop.kind is Kind.REHEARSAL:
        st.badge(
            "Rehearsal: participants and answers are invented",
            icon=":material/theater_comedy:",
            color="orange",
        )
    if workshop.kind is Kind.DEMO:
        st.badge(
            "Demo: company and figures are invented",
            icon=":material/theater_comedy:",
            color="orange",
        )


def then(name: str, label: str, why: str) -> None:
    """The end of a page: the one thing to do next."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Next.** {why}")
        st.page_link(page(name), label=label, icon=":material/arrow_forward:")
