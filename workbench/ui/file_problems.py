"""What was wrong with a file that somebody put in, told once on the next run of the page."""

import streamlit as st

from workbench.exchange.problems import MOST_TOLD
from workbench.ui.plain import plain


def tell_problems(key: str) -> None:
    """Say why the last file was not used: sentences that the upload left in the session."""
    problems: tuple[str, ...] = st.session_state.pop(key, ())
    if problems:
        listed = "\n".join(f"- {plain(problem)}" for problem in problems)
        more = f"\n\nOnly the first {MOST_TOLD} are listed." if len(problems) == MOST_TOLD else ""
        st.error(
            f"The file was not used, and nothing was changed.\n\n{listed}{more}",
            icon=":material/error:",
        )


def tell_notes(key: str) -> None:
    """Say what the owner of a file that was used should know of it, from the session as above."""
    for note in st.session_state.pop(key, ()):
        st.info(plain(note), icon=":material/info:")
