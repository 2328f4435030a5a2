"""The bids of a workshop: listed, deleted and put back, brought in a file and taken in one."""

import streamlit as st

from workbench.business_case.bids import Bid
from workbench.exchange.bids_in import read_bids
from workbench.exchange.bids_out import bids_csv, bids_xlsx
from workbench.exchange.problems import UnreadableFile
from workbench.ui.bid_form import CHOSEN, PLACE, bid_form
from workbench.ui.file_problems import tell_notes, tell_problems
from workbench.ui.files_out import file_stem
from workbench.ui.outcome import attempt, say
from workbench.ui.plain import plain
from workbench.ui.portfolio import Portfolio
from workbench.ui.portfolio_tabs import BIDS, TAB
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop

FILE = "bids_file"
PROBLEMS, NOTES, DELETED = "bids problems", "bids notes", "bid deleted"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def bids_of_others(workshop: Workshop, shown: Portfolio) -> None:
    """Everything about the bids themselves."""
    say(PLACE)
    _undo(workshop)
    left, right = st.columns(2, gap="large")
    with left:
        _list(workshop, shown)
    with right:
        _files(workshop, shown)
    st.markdown("**Change a bid, or write a new one**")
    bid_form(workshop, shown)


def _list(workshop: Workshop, shown: Portfolio) -> None:
    st.markdown("**The bids**")
    own = {bid.name for bid in shown.asked}
    if not shown.bids:
        st.caption("None yet.")
    for place, bid in enumerate(shown.bids):
        with st.container(horizontal=True, vertical_alignment="center"):
            mandatory = " · mandatory" if bid.mandatory else ""
            st.markdown(
                f"{plain(bid.name)}  \n:gray[{plain(bid.function)} · {bid.lane}{mandatory}]",
                width="stretch",
            )
            st.button("Edit", key=f"edit_bid_{place}", on_click=_choose, args=(bid.name,))
            change = bid.scenario is not None
            if bid.name in own:
                st.button(
                    "Usual terms" if change else "Delete",
                    key=f"delete_bid_{place}",
                    on_click=_delete,
                    args=(workshop, bid),
                    help="Back to the terms that a change has until somebody edits them."
                    if change
                    else None,
                )


def _undo(workshop: Workshop) -> None:
    deleted: Bid | None = st.session_state.get(f"{DELETED} {workshop.id}")
    if deleted is not None:
        st.button(
            f"Put {plain(deleted.name)} back",
            key="undo_delete_bid",
            icon=":material/undo:",
            on_click=_put_back,
            args=(workshop, deleted),
        )


def _choose(name: str) -> None:
    st.session_state[CHOSEN] = name


def _delete(workshop: Workshop, bid: Bid) -> None:
    def delete() -> str:
        st.session_state[f"{DELETED} {workshop.id}"] = store().bids.delete(workshop.id, bid.name)
        return (
            f"{bid.name} was deleted." if bid.scenario is None else f"{bid.name} has usual terms."
        )

    attempt(PLACE, delete)


def _put_back(workshop: Workshop, bid: Bid) -> None:
    def put_back() -> str:
        store().bids.save(workshop.id, bid)
        del st.session_state[f"{DELETED} {workshop.id}"]
        return f"{bid.name} is back."

    attempt(PLACE, put_back)


def _files(workshop: Workshop, shown: Portfolio) -> None:
    st.markdown("**From a file**")
    st.caption(
        "One row for each bid, as XLSX or CSV. Bids with a name that is there are replaced; "
        "nothing is stored when anything in the file is wrong."
    )
    with st.container(horizontal=True):
        st.download_button(
            "Template, XLSX", bids_xlsx, "bids.xlsx", XLSX, key="bids_xlsx", on_click="ignore"
        )
        st.download_button(
            "Template, CSV", bids_csv, "bids.csv", "text/csv", key="bids_csv", on_click="ignore"
        )
        others = tuple(bid for bid in shown.asked if bid.scenario is None)
        if others:
            st.download_button(
                "These bids, XLSX",
                lambda: bids_xlsx(others),
                f"{file_stem(workshop)}-bids.xlsx",
                XLSX,
                key="bids_taken",
                on_click="ignore",
            )
    tell_problems(PROBLEMS)
    tell_notes(NOTES)
    with st.form("bids_in", clear_on_submit=True):
        st.file_uploader("XLSX or CSV file", type=["xlsx", "csv", "txt"], key=FILE)
        st.form_submit_button(
            "Read the bids", icon=":material/upload:", on_click=_read, args=(workshop, shown)
        )


def _read(workshop: Workshop, shown: Portfolio) -> None:
    file = st.session_state[FILE]
    if file is None:
        st.session_state[PROBLEMS] = ("There is no file; choose an XLSX or CSV file first.",)
        return
    there = store().bids.all(workshop.id)
    try:
        read = read_bids(file.getvalue(), there, shown.changes)
    except UnreadableFile as error:
        st.session_state[PROBLEMS] = tuple(str(problem) for problem in error.problems)
        return
    known = {bid.name for bid in there}
    replaced = sum(bid.name in known for bid in read.bids)

    def put_in() -> str:
        store().bids.save(workshop.id, *read.bids)
        st.session_state[TAB] = BIDS
        count = len(read.bids)
        return (
            f"{count} {'bid is' if count == 1 else 'bids are'} in; {replaced or 'none'} of them "
            "took the place of one that was there."
        )

    if attempt(PLACE, put_in):
        st.session_state[NOTES] = read.notes
