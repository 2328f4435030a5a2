"""The top of the business case: the verdict, the case in a sentence, and four figures."""

from typing import Literal, NamedTuple

import streamlit as st

from workbench.business_case.case import (
    VALUE_PER_UNRESOLVED,
    Appraisal,
    BreakEven,
    Case,
    Verdict,
)
from workbench.business_case.futures import on_the_page
from workbench.business_case.money import money, years
from workbench.business_case.sentences import one_sentence, verdict_headline
from workbench.charts.amounts import scale_of
from workbench.ui.plain import plain

Colour = Literal["green", "blue", "orange", "red"]
LOOKS: dict[Verdict, tuple[Colour, str]] = {
    Verdict.SUPPORTED: ("green", ":material/check_circle:"),
    Verdict.PAYS: ("blue", ":material/check:"),
    Verdict.NOT_SUPPORTED: ("orange", ":material/help:"),
    Verdict.DOES_NOT_PAY: ("red", ":material/cancel:"),
}
COUNTED, MONEY = "counted", "money"
CASH, VALUE = "Cash only", "With your value"
FLOWING, DISCOUNTED = "As it flows", "Discounted"


class Shown(NamedTuple):
    """What the reader looks at: which benefits count, and whether the picture is discounted."""

    appraisal: Appraisal
    discounted: bool


def say_verdict(case: Case, currency: str) -> None:
    """The verdict for a board, in one line and in words, and the case in one sentence."""
    st.header(plain(verdict_headline(case, currency)), anchor=False)
    with st.container(horizontal=True, gap="small"):
        _badge("In cash", case.headline)
        if case.counts_value:
            _badge("With your value", case.with_value)
    st.markdown(plain(one_sentence(case, currency)))


def first_figures(case: Case, shown: Appraisal, currency: str) -> None:
    """What is known before the futures are: the case with every figure as expected."""
    scale = scale_of((shown.npv, shown.peak_funding))
    st.header("With every figure as expected", anchor=False)
    st.caption(f"{on_the_page().trials:,} other futures are being tried.")
    with st.grid(4, min_column_width=170):
        _figure(
            f"Net present value, {scale.unit(currency)}", scale.short(shown.npv), "range: follows",
            "All benefits less all costs in today's money.",
        )  # fmt: skip
        _figure(
            "Payback", time_to_payback(case, shown, shown.payback), "",
            "When the money that was laid out is back and stays back.",
        )  # fmt: skip
        _figure(
            f"Break-even value, {currency} per contact", break_even(case.break_even, currency), "",
            "What each contact that no longer ends unresolved must be worth to you.",
        )  # fmt: skip
        _figure(
            f"Most money out, {scale.unit(currency)}", scale.short(shown.peak_funding), "",
            "The lowest point of the cumulative cash (peak funding), not discounted.",
        )  # fmt: skip


def view_of(case: Case) -> Shown:
    """What this visitor has chosen to look at."""
    valued = case.counts_value and st.session_state.get(COUNTED) == VALUE
    discounted = st.session_state.get(MONEY) == DISCOUNTED
    return Shown(case.with_value if valued else case.headline, discounted)


def choose_view(case: Case) -> None:
    """Which benefits the figures and pictures count, and how the picture shows money."""
    if case.counts_value:
        st.segmented_control(
            "What counts",
            (CASH, VALUE),
            default=CASH,
            key=COUNTED,
            persist_state="session",
            required=True,
            help="Cash and signed avoidance make the headline: spend that stops, and planned spend "
            "that the owner of the budget gives up by signature. Your own value for each contact "
            "that no longer ends unresolved rests on what customers do later, so it stands apart.",
        )
    st.segmented_control(
        "Cumulative cash",
        (FLOWING, DISCOUNTED),
        default=FLOWING,
        key=MONEY,
        persist_state="session",
        required=True,
        help="In today's money: later flows are discounted, so the line ends at the net present "
        "value.",
    )


def four_figures(case: Case, shown: Appraisal, currency: str) -> None:
    """Net present value, payback, what one would have to believe, and the most money out."""
    npv, found = shown.npv_range, case.break_even
    st.caption(what_is_counted(case, shown, currency))
    scale = scale_of((npv.low, npv.base, npv.high, shown.peak_funding))
    with st.grid(4, min_column_width=170):
        _figure(
            f"Net present value, {scale.unit(currency)}",
            scale.short(npv.base),
            f"range: {scale.short(npv.low)} to {scale.short(npv.high)}"
            if npv.low < npv.high
            else "no range: risk is priced in",
            "All benefits less all costs in today's money. The range holds eight in ten of "
            f"{on_the_page().trials:,} futures in which every uncertain figure is drawn from its "
            "own range; “How sure is it” has them.",
        )
        _figure(
            "Payback",
            time_to_payback(case, shown, shown.payback),
            "in today's money: " + time_to_payback(case, shown, shown.discounted_payback),
            "When the money that was laid out is back and stays back.",
        )
        _figure(
            f"Break-even value, {currency} per contact",
            break_even(found, currency),
            _break_even_range(found, currency),
            "What each contact that no longer ends unresolved must be worth to you, beyond the "
            "cash it saves, for the case to come out at nothing. No upper end: where the "
            "assumptions turn against the case no contacts are saved, and no value is enough.",
        )
        _figure(
            f"Most money out, {scale.unit(currency)}",
            scale.short(shown.peak_funding),
            f"before the start: {scale.short(shown.costs[0])}",
            "The lowest point of the cumulative cash (peak funding), not discounted, and what is "
            "spent of it before anything comes back.",
        )


def what_is_counted(case: Case, shown: Appraisal, currency: str) -> str:
    """Which benefits are in the figures, in a sentence."""
    if shown.tiers == case.headline.tiers:
        return (
            "These figures count cash and signed avoidance: spend that stops, and planned spend "
            "that the owner of the budget gives up by signature."
        )
    return (
        f"These figures also count {money(case.values[VALUE_PER_UNRESOLVED], currency)} for each "
        "avoided unresolved contact: your own value, which no budget line shows."
    )


def _figure(label: str, figure: str, beside: str, explained: str) -> None:
    st.metric(label, figure, beside, delta_color="off", delta_arrow="off", help=explained)


def _badge(counted: str, appraisal: Appraisal) -> None:
    colour, icon = LOOKS[appraisal.verdict]
    st.badge(f"{counted}: {appraisal.verdict}", icon=icon, color=colour)


def time_to_payback(case: Case, shown: Appraisal, payback: float | None) -> str:
    """One of the payback times in few words."""
    if min(shown.cumulative) >= 0:
        return "nothing out"
    return f"not in {years(case.horizon)}" if payback is None else years(payback)


def break_even(found: BreakEven, currency: str) -> str:
    """The break-even value in figures, without its currency."""
    if found.value is None:
        return "none"
    return money(max(found.value, 0.0), currency).removeprefix(f"{currency} ")


def _break_even_range(found: BreakEven, currency: str) -> str:
    if found.value is None:
        return found.reason
    if found.value <= 0:
        return "it pays without one"
    if found.low == found.high:
        return "no range: risk is priced in"
    low, high = (
        money(max(end, 0.0), currency).removeprefix(f"{currency} ")
        for end in (found.low or 0.0, found.high or 0.0)
    )
    return f"range: {low} " + ("or more, no upper end" if found.high is None else f"to {high}")
