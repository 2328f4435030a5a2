"""Customers beside readiness: what they say of one recent contact, in four figures."""

import streamlit as st

from workbench.voices.estimates import Estimate
from workbench.voices.instrument import instrument
from workbench.voices.released import ReleasedVoices
from workbench.voices.scores import NetScore, customer_scores
from workbench.workshop.roles import Role


def show_customers(voices: ReleasedVoices) -> None:
    """The customers' outcomes, each with its interval and the people behind it."""
    st.subheader("What customers say of a recent contact")
    release = voices.roles.get(Role.CUSTOMER)
    if release is None:
        st.caption(voices.hidden.get(Role.CUSTOMER, ""))
        return
    scores = customer_scores(release, instrument())
    with st.grid("auto", min_column_width=145):
        if scores.recommend:
            _net(
                "Recommend score",
                scores.recommend,
                "By the NPS method: those who answer 9 or 10 minus those who answer 0 to 6, in "
                "percentage points. NPS is a registered trade mark.",
            )
        if scores.satisfied:
            _share("Satisfied", scores.satisfied, "The two best of five levels.")
        if scores.effort:
            _share("Found it easy", scores.effort.easy, "The three easiest of seven levels.")
        if scores.emotion:
            _net(
                "Net emotion",
                scores.emotion,
                "Those who ticked a pleasant feeling minus those who ticked an unpleasant one, in "
                "percentage points.",
            )
    st.caption(
        "Customers stand beside the seven S and are never averaged into them. What they say of "
        "an element, where they were asked, is the diamond in the picture of the scores."
    )


def _net(label: str, score: NetScore, meaning: str) -> None:
    _metric(label, _whole(score.score), _whole(score.low), _whole(score.high), score.n, meaning)


def _share(label: str, share: Estimate, meaning: str) -> None:
    low, high = f"{100 * share.low:.0f}", f"{100 * share.high:.0f}%"
    _metric(label, f"{100 * share.value:.0f}%", low, high, share.n, meaning)


def _metric(label: str, value: str, low: str, high: str, n: int, meaning: str) -> None:
    with st.container(gap="xxsmall"):
        st.metric(label, value, help=meaning)
        st.caption(f"{low} to {high} · {n} customers")


def _whole(points: float) -> str:
    whole = round(points)
    return f"{whole:+}".replace("-", "−") if whole else "0"
