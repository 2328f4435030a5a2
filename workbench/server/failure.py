"""What a visitor sees when a page fails: a sentence, never a traceback."""

import logging
import secrets

import streamlit as st

from workbench.storage import DatabaseUnavailable, NotSaved

LOG = logging.getLogger("headroom")


def report_failure(error: Exception) -> bool:
    """Show what the database says in its own words, and for anything else a reference number.

    The framework has already logged the traceback; the log gets the same number. Returns True:
    nothing else is to be shown.
    """
    if isinstance(error, DatabaseUnavailable | NotSaved):
        st.error(str(error), icon=":material/database:")
        return True
    reference = secrets.token_hex(3).upper()
    LOG.error("Reference %s: a page failed with %s", reference, type(error).__name__)
    st.error(
        "Something went wrong in Headroom, and this page could not be finished. What was saved "
        "before is still there. Reload the page to go on; if it happens again, give the reference "
        f"**{reference}** to the person who runs Headroom.",
        icon=":material/error:",
    )
    return True
