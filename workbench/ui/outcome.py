"""What came of what somebody asked for, said once, beside the place where they asked."""

from collections.abc import Callable, Mapping

import streamlit as st

from workbench.exchange.backup import UnreadableBackup
from workbench.storage import NotSaved
from workbench.ui.plain import plain
from workbench.workshop.refused import Refused

DONE, REFUSED, PROBLEMS = "done at", "refused at", "problems at"


def attempt(place: str, change: Callable[[], str], then: str | None = None) -> bool:
    """Make a change from a callback, and keep for `say(place)` what came of it.

    `change` returns what to say once it is stored; what it raises for the person is said instead.
    Success is said at `then` when the person is led on to another place.
    """
    try:
        told = change()
    except (Refused, NotSaved, UnreadableBackup) as problem:
        st.session_state[f"{REFUSED} {place}"] = str(problem)
        return False
    st.session_state[f"{DONE} {then or place}"] = told
    return True


def refuse(place: str, problems: Mapping[str, str]) -> None:
    """Keep what is wrong with a form, by field, for `problems_at(place)`."""
    st.session_state[f"{PROBLEMS} {place}"] = dict(problems)
    st.session_state[f"{REFUSED} {place}"] = "Nothing was saved yet: look at the fields below."


def say(place: str) -> None:
    """Say what came of the last thing asked for here.

    The words have a place of their own, which is there without them too: what stands below keeps
    its position when they go. The browser would otherwise draw it anew, piece by piece, and tabs
    that are turned in the same moment would stay behind on the old one, empty.
    """
    done = st.session_state.pop(f"{DONE} {place}", None)
    refused = st.session_state.pop(f"{REFUSED} {place}", None)
    with st.container():
        if done:
            st.success(plain(done), icon=":material/check:")
        if refused:
            st.error(plain(refused), icon=":material/error:")


def problems_at(place: str) -> Mapping[str, str]:
    """What is wrong with the form here, by field."""
    found: Mapping[str, str] = st.session_state.pop(f"{PROBLEMS} {place}", {})
    return found


def under_field(field: str, why: str, problems: Mapping[str, str]) -> None:
    """The line under an input: what is wrong with it, else why it is asked."""
    if field in problems:
        st.error(plain(problems[field]), icon=":material/error:")
    else:
        st.caption(why)
