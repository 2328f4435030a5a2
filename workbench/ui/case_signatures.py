"""The owners of the benefits sign: each line with its figures as they stand, name and date."""

import streamlit as st

from workbench.business_case.credibility.sign_off import Signature, SignOff
from workbench.business_case.money import money
from workbench.business_case.rows import HEADLINE
from workbench.ui.case_file import Said
from workbench.ui.case_settings import case_file
from workbench.ui.figure_table import FigureRow, Weight, figure_table
from workbench.ui.outcome import attempt, say
from workbench.ui.plain import plain
from workbench.ui.store import now, store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "signatures"
LINE, WHO, COMMENT, OWNER = "sign_line", "sign_who", "sign_comment", "sign_owner"


def benefit_signatures(workshop: Workshop, said: Said) -> None:
    """Every benefit with its owner and signature; what changed since voids it and is named."""
    st.subheader("Who answers for the benefits", anchor=False)
    say(PLACE)
    if not said.lines:
        st.markdown("No benefit comes to anything in this scenario, so there is nothing to sign.")
        return
    currency = workshop.currency
    figure_table(
        ("Benefit", f"Worth today, {currency}", "Tier", "Owner", "Budget line", "Signature"),
        [
            FigureRow(
                each.line.label,
                (
                    money(each.line.present_value, currency).replace(f"{currency} ", ""),
                    each.line.tier,
                    each.line.owner,
                    each.line.ledger,
                    _told(each),
                ),
                Weight.LINE if each.line.tier in HEADLINE else Weight.OUTSIDE,
            )
            for each in said.lines
        ],
        caption="Benefits with tier, owner, budget line and signature",
        words=frozenset({2, 3, 4, 5}),
    )
    _voided(said)
    _form(workshop, said)


def _told(each: Signature) -> str:
    if each.signed is None:
        return "not signed" if each.line.counts else "not needed: outside the headline"
    signed = f"{each.signed.signed_by}, {each.signed.signed_at:%-d %B %Y}"
    if each.changed:
        return f"void: {signed}, changed since"
    return f"signed: {signed}"


def _voided(said: Said) -> None:
    for each in said.lines:
        if not each.changed or each.signed is None:
            continue
        listed = "\n".join(f"- {plain(change)}" for change in each.changed)
        st.warning(
            f"**{plain(each.line.label)}**: the signature of {plain(each.signed.signed_by)} of "
            f"{each.signed.signed_at:%-d %B %Y} is void, because figures changed.\n\n{listed}",
            icon=":material/history_edu:",
        )


def _form(workshop: Workshop, said: Said) -> None:
    opened = st.expander(
        "Sign a benefit, or name another owner",
        icon=":material/draw:",
        key="sign_form",
        on_change="rerun",
    )
    if not opened.open:
        return
    labels = {each.line.id: each.line.label for each in said.lines}
    with opened:
        if st.session_state.get(LINE) not in labels:
            st.session_state[LINE] = next(
                (each.line.id for each in said.lines if each.line.counts and not each.valid),
                next(iter(labels)),
            )
        chosen = st.selectbox(
            "Benefit", list(labels), format_func=labels.__getitem__, key=LINE,
            persist_state="session",
        )  # fmt: skip
        owner = next(each.line.owner for each in said.lines if each.line.id == chosen)
        if blocked := said.standing.blocked:
            st.caption(plain(f"Nobody can sign yet. {'. '.join(blocked)}."))
        else:
            _sign_form(workshop, said, owner)
        with st.form("owner", border=False):
            st.text_input(
                "Another owner", key=OWNER, persist_state="session", max_chars=120,
                placeholder=owner,
            )  # fmt: skip
            st.form_submit_button("Name the owner", on_click=_own, args=(workshop,))


def _sign_form(workshop: Workshop, said: Said, owner: str) -> None:
    with st.form("sign", border=False):
        st.text_input(
            f"Signed by (owner: {plain(owner)})",
            key=WHO,
            persist_state="session",
            max_chars=120,
            placeholder="Name and function",
        )
        st.text_input("Comment", key=COMMENT, persist_state="session", max_chars=500)
        st.caption(
            "The signature holds for the figures as they stand. When one of them changes, it is "
            "void and the page says which."
        )
        st.form_submit_button(
            "Sign",
            type="primary",
            icon=":material/draw:",
            on_click=_sign,
            args=(workshop, said),
        )


def _sign(workshop: Workshop, said: Said) -> None:
    chosen, who = st.session_state[LINE], (st.session_state[WHO] or "").strip()
    comment = (st.session_state[COMMENT] or "").strip()

    def sign() -> str:
        if said.standing.blocked:
            raise Refused(f"Not signed. {said.standing.blocked[0]}.")
        if len(who) < 2:
            raise Refused("Not signed: the name is empty; accepted: 2 to 120 letters.")
        line = next(each.line for each in said.lines if each.line.id == chosen)
        signed = SignOff(
            scenario=said.name, line=line, signed_by=who, comment=comment, signed_at=now()
        )
        store().cases.sign(workshop.id, signed)
        st.session_state[WHO] = st.session_state[COMMENT] = ""
        return f"{line.label} is signed by {who}, with its figures as they stand."

    attempt(PLACE, sign)


def _own(workshop: Workshop) -> None:
    chosen, owner = st.session_state[LINE], (st.session_state[OWNER] or "").strip()

    def own() -> str:
        if len(owner) < 2:
            raise Refused("Not changed: the owner is empty; accepted: 2 to 120 letters.")
        store().cases.put(workshop.id, owners={**case_file(workshop).owners, chosen: owner})
        st.session_state[OWNER] = ""
        return f"{owner} answers for this benefit now."

    attempt(PLACE, own)
