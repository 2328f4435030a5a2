"""What a case claims of an effect, and from which month a line counts: terms of single lines."""

import streamlit as st

from workbench.business_case.case import Case
from workbench.business_case.money import percent
from workbench.business_case.rows import RowKind
from workbench.ui.case_settings import case_file
from workbench.ui.conventions_form import agree_on
from workbench.ui.outcome import attempt, say
from workbench.ui.plain import plain
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

SHARES, STARTS = "claimed shares", "line starts"
DRIVER, SHARE = "claimed_driver", "claimed_share"
LINE, MONTH = "starting_line", "starting_month"
WHOLE = 100.0


def claimed_share(workshop: Workshop, case: Case) -> None:
    """How much of a driver's effect the case puts down to itself, beside other projects."""
    say(SHARES)
    claimed = case.conventions.attribution
    drivers = {
        line.row.id: line.row.label
        for line in case.of_kind(RowKind.DRIVER)
        if any(line.monthly) or line.row.id in claimed
    }
    if not drivers:
        return
    opened = st.expander(
        "Claim less of an effect", icon=":material/pie_chart:", key="claim", on_change="rerun"
    )
    if not opened.open:
        return
    with opened, st.form("claimed_share", border=False):
        st.selectbox(
            "Driver",
            list(drivers),
            format_func=drivers.__getitem__,
            key=DRIVER,
            persist_state="session",
        )
        st.number_input(
            "Share of its effect that this case claims (%)",
            value=WHOLE,
            step=5.0,
            format="%g",
            key=SHARE,
            persist_state="session",
        )
        st.form_submit_button("Claim this share", on_click=_claim, args=(workshop,))
        if claimed:
            named = "; ".join(f"{drivers[key]} {percent(share)}" for key, share in claimed.items())
            st.caption(plain(f"Claimed now: {named}."))


def _claim(workshop: Workshop) -> None:
    driver, share = st.session_state[DRIVER], st.session_state[SHARE]

    def claim() -> str:
        if share is None or not 0 <= share <= WHOLE:
            raise Refused(f"Not changed: the share is {share or 0:g}%; accepted: 0% to 100%.")
        shares = {**case_file(workshop).conventions.attribution, driver: share / WHOLE}
        kept = {key: each for key, each in shares.items() if each != 1}
        agree_on(workshop, attribution=kept)
        return f"The case claims {percent(share / WHOLE)} of this effect now."

    attempt(SHARES, claim)


def line_start(workshop: Workshop, case: Case) -> None:
    """From which month a benefit or a cost counts."""
    say(STARTS)
    lines = {
        line.row.id: line.row.label
        for kind in (RowKind.BENEFIT, RowKind.COST)
        for line in case.of_kind(kind)
        if any(line.monthly) or line.row.id in case.conventions.counts_from
    }
    if not lines:
        return
    with st.form("line_start", border=False):
        left, right = st.columns([3, 1])
        left.selectbox(
            "Line",
            list(lines),
            format_func=lines.__getitem__,
            key=LINE,
            persist_state="session",
        )
        right.number_input(
            "Counts from month",
            value=None,
            step=1,
            key=MONTH,
            persist_state="session",
            placeholder="as it comes",
            help="Months from today. Empty: as the model has it. A benefit before go-live is "
            "refused.",
        )
        st.form_submit_button("Set the month", on_click=_start, args=(workshop,))


def _start(workshop: Workshop) -> None:
    line, month = st.session_state[LINE], st.session_state[MONTH]

    def start() -> str:
        starts = dict(case_file(workshop).conventions.counts_from)
        starts.pop(line, None)
        if month is not None:
            starts[line] = int(month)
        agree_on(workshop, counts_from=starts)
        return (
            "The line counts as the model has it."
            if month is None
            else (f"The line counts from month {int(month)} on.")
        )

    attempt(STARTS, start)
