"""The warnings beside the headline: what to know before trusting it."""

import streamlit as st

from workbench.business_case.case_warnings import CaseWarning, case_warnings
from workbench.ui.case import Built
from workbench.ui.case_file import Said
from workbench.ui.plain import plain

MOST_SHOWN = 3


def say_warnings(shown: Built, said: Said) -> None:
    """The gravest warnings in the open, the others one tap away."""
    if shown.case is None or shown.held is None:
        return
    found = case_warnings(shown.case, shown.held, said.lines, said.standing)
    if not found:
        return
    with st.container(border=True, gap="xsmall", key="case_warnings"):
        count = "1 warning" if len(found) == 1 else f"{len(found)} warnings"
        st.markdown(f":material/warning: **{count}**")
        st.caption(_listed(found[:MOST_SHOWN]))
        if rest := found[MOST_SHOWN:]:
            with st.expander("1 more" if len(rest) == 1 else f"{len(rest)} more"):
                st.caption(_listed(rest))


def _listed(warnings: tuple[CaseWarning, ...]) -> str:
    return "\n".join(f"- **{plain(each.about)}.** {plain(each.says)}" for each in warnings)
