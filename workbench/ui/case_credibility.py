"""What makes the case believable beside its figures, part by part, and where it is still open."""

from datetime import date

import streamlit as st

from workbench.business_case.credibility.counterfactual import Counterfactual
from workbench.business_case.credibility.one_sentence import board_sentence
from workbench.evidence.summary import sources_in_words
from workbench.ui.case import Built
from workbench.ui.case_causes import pre_mortem
from workbench.ui.case_file import Said
from workbench.ui.case_reviews import review_dates
from workbench.ui.case_signatures import benefit_signatures
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.line_terms import claimed_share
from workbench.ui.outcome import attempt, say
from workbench.ui.page import page
from workbench.ui.plain import plain
from workbench.ui.store import now, store
from workbench.voices.instrument import instrument
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "counterfactual"
TEXT, SAID_BY = "counterfactual text", "counterfactual said by"


def credibility(workshop: Workshop, shown: Built, said: Said) -> None:
    """The pack: where it stands, then each part with its form."""
    _where_it_stands(said)
    if shown.case is not None:
        st.subheader("In one sentence", anchor=False)
        st.markdown(plain(board_sentence(shown.case, workshop.currency)))
    _counterfactual(workshop, said)
    if shown.held is not None:
        pre_mortem(workshop, said, shown.held)
    benefit_signatures(workshop, said)
    _double_counts(said)
    if shown.case is not None:
        claimed_share(workshop, shown.case)
    if shown.held is not None:
        review_dates(workshop, said, shown.held)
        st.subheader("Where the figures come from", anchor=False)
        people = instrument().work_quantities.role.label.lower()
        st.markdown(sources_in_words(shown.held.values(), people))
        st.page_link(page("assumptions"), label="Open the register", icon=":material/fact_check:")


def _where_it_stands(said: Said) -> None:
    found = said.standing
    for why in found.blocked:
        st.error(
            plain(f"{why}. Until then nobody can sign, and no version goes to a board."),
            icon=":material/block:",
        )
    if found.ready and not found.still_open:
        st.success(
            "Nothing is open: the case can go before a board as it stands.",
            icon=":material/verified:",
        )
    elif found.still_open:
        listed = "\n".join(f"- {plain(each)}" for each in found.still_open)
        st.markdown(f"**Still open**\n\n{listed}")


def _counterfactual(workshop: Workshop, said: Said) -> None:
    st.subheader("What happens without it", anchor=False)
    say(PLACE)
    there = said.file.counterfactual
    if there is None:
        st.markdown(
            "**No counterfactual yet.** Every figure of the case is a difference to what would "
            "happen anyway. Say what that is."
        )
    else:
        st.markdown(plain(there.text))
        st.caption(f"Said by {plain(there.said_by)}, {there.as_of:%-d %B %Y}.")
    opened = st.expander(
        "Change it" if there else "Write the counterfactual",
        icon=":material/edit:",
        key="counterfactual_form",
        on_change="rerun",
    )
    if opened.open:
        with opened, st.form("counterfactual", border=False):
            st.session_state.setdefault(TEXT, there.text if there else "")
            st.session_state.setdefault(SAID_BY, there.said_by if there else "")
            st.text_area(
                "What happens if nothing is decided",
                key=TEXT,
                persist_state="session",
                height=120,
                max_chars=1500,
                placeholder="The trend that goes on, the projects that come anyway, the contract "
                "that ends anyway: 20 letters at least",
            )
            st.text_input("Who says so", key=SAID_BY, persist_state="session", max_chars=120)
            st.form_submit_button("Save it", type="primary", on_click=_save, args=(workshop,))


def _save(workshop: Workshop) -> None:
    text, said_by = (st.session_state[key].strip() for key in (TEXT, SAID_BY))

    def save() -> str:
        if len(text) < 20:
            raise Refused(f"Not saved: the text has {len(text)} letters; accepted: 20 to 1,500.")
        if len(said_by) < 2:
            raise Refused("Not saved: nobody is named who says so; accepted: 2 to 120 letters.")
        today: date = now().date()
        put = Counterfactual(text=text, said_by=said_by, as_of=today)
        store().cases.put(workshop.id, counterfactual=put)
        return "The counterfactual is saved, and goes into every version and the board pack."

    attempt(PLACE, save)


def _double_counts(said: Said) -> None:
    st.subheader("Counted once", anchor=False)
    if said.clashes:
        for clash in said.clashes:
            st.error(plain(f"{clash.says}."), icon=":material/error:")
    rows = [FigureRow(claim.pool, (claim.project, claim.line, claim.told)) for claim in said.claims]
    if not rows:
        st.caption("No benefit comes to anything yet, so nothing can be counted twice.")
        return
    figure_table(
        ("What is removed", "Claimed by", "With", "Share"),
        rows,
        caption="What each project claims to remove, and which share of it",
        words=frozenset({1, 2}),
    )
    st.caption(
        "Value is the model with the change less the model without it, so lines of this case "
        "cannot count one effect twice: each takes from what the others leave. What another "
        "project claims of the same is added up here."
    )
