"""The moderation log: who did what to which statements, and when; to read and to take away."""

import pandas as pd
import streamlit as st

from workbench.exchange.export import csv_file
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop


def show_log(workshop: Workshop) -> None:
    """Every act of moderation, the newest first; it holds no words."""
    log = store().statements.log(workshop.id)
    if not log:
        st.caption("Nothing has been moderated yet.")
        return
    rows = [
        {
            "When": f"{entry.at:%Y-%m-%d %H:%M}",
            "Who": entry.by,
            "What": entry.what.value,
            "Statements": len(entry.statements),
            "Which": ", ".join(entry.statements[:5]) + (" …" if len(entry.statements) > 5 else ""),
            "Detail": entry.detail,
        }
        for entry in reversed(log)
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="The moderation log")
    st.download_button(
        "Take the log away (CSV)",
        csv_file(rows),
        file_name="moderation-log.csv",
        mime="text/csv",
        icon=":material/download:",
    )
    st.caption("The log names statements by their number and never holds their words.")
