"""The gate in front of the facilitators' pages: it opens by itself for whoever may enter."""

import streamlit as st

from workbench.ui.visitor import asks_to_sign_in, visitor


def gate() -> None:
    """End the page here, with a way to sign in, unless this visitor may enter."""
    if visitor().may_enter:
        return
    st.set_page_config(page_title="Sign in · Headroom")
    st.title("These pages are the facilitator's", anchor=False)
    if st.user.get("is_logged_in"):
        st.warning(
            "You are signed in, and this account is not on the list of facilitators. Sign in with "
            "another, or ask the person who runs Headroom to add it.",
            icon=":material/person_off:",
        )
        st.button("Sign out", key="sign_out", on_click=st.logout)
    elif asks_to_sign_in():
        st.write("Sign in with your account to run a workshop.")
        st.button("Sign in", key="sign_in", type="primary", on_click=st.login)
    else:
        st.write("Your session is over, or another key was made meanwhile.")
    # Outside the framework, so an ordinary link.
    st.markdown("[Sign in with a workshop's facilitator key](/facilitator)")
    st.stop()
