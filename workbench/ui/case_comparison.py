"""Scenarios side by side: what each is worth, and what one would have to believe."""

from collections.abc import Mapping

import streamlit as st

from workbench.business_case.case import Appraisal
from workbench.business_case.money import percent
from workbench.business_case.project import worth_of
from workbench.charts.amounts import Scale, scale_of
from workbench.evidence.units import MINUS
from workbench.ui.case import Built
from workbench.ui.case_futures import futures_of
from workbench.ui.case_head import break_even, time_to_payback
from workbench.ui.figure_table import FigureRow, Weight, figure_table
from workbench.ui.page import page

LEAST = 0.005


def comparison_table(cases: Mapping[str, Built], currency: str) -> None:
    """Scenarios side by side on the same terms, the first being the one shown above."""
    found = [each.case for each in cases.values() if each.case is not None]
    bands = [a.npv_range for case in found for a in (case.headline, case.with_value)]
    scale = scale_of(end for band in bands for end in (band.low, band.high))
    unit = scale.unit(currency)
    figure_table(
        (
            "Scenario",
            f"NPV in cash, {unit}",
            "Verdict in cash",
            "Payback",
            f"Break-even, {currency} per contact",
            f"NPV with your value, {unit}",
            "Verdict with your value",
        ),
        [
            FigureRow(
                name if place else f"{name} (shown above)",
                _compared(each, scale, currency),
                Weight.LINE if place else Weight.TOTAL,
            )
            for place, (name, each) in enumerate(cases.items())
        ],
        caption="Scenarios side by side",
        words=frozenset({2, 6}),
    )
    st.caption(
        "Ranges in brackets: about eight in ten outcomes lie within."
        if any(band.low < band.high for band in bands)
        else "No ranges: risk is priced in the flows or in the rate."
    )
    st.markdown("**In the columns of the portfolio, in cash**")
    figure_table(
        (
            "Scenario",
            "NPV per cost",
            "MIRR",
            "Discounted payback",
            "Chance that it pays",
            "Evidence grades",
        ),
        [FigureRow(name, _as_a_bid(each)) for name, each in cases.items()],
        caption="Scenarios in the columns in which all functions' bids stand",
        words=frozenset({3, 5}),
    )
    st.caption(
        "NPV per cost: over all costs in today's money. The portfolio divides by the spend that "
        "its budgets limit, which is not discounted."
    )
    st.page_link(
        page("portfolio"), label="Beside the bids of other functions", icon=":material/stacks:"
    )


def _as_a_bid(each: Built) -> tuple[str, ...]:
    if each.case is None or each.held is None:
        return ("", "", each.problem, "", "")
    headline = each.case.headline
    spent = headline.present_costs
    grades = worth_of(headline, each.held).grades
    return (
        f"{headline.npv / spent:.2f}".replace("-", MINUS) if spent else "none",
        "none" if headline.mirr is None else percent(headline.mirr),
        time_to_payback(each.case, headline, headline.discounted_payback),
        _chance(each),
        ", ".join(
            f"{grade} {percent(round(part, 2))}" for grade, part in grades.items() if part >= LEAST
        ),
    )


def _chance(each: Built) -> str:
    try:
        npv = futures_of(each).headline.npv
    except ValueError:
        return "not known"
    return percent(round(float((npv > 0).mean()), 2))


def _compared(each: Built, scale: Scale, currency: str) -> tuple[str, ...]:
    if each.case is None:
        return ("", each.problem, "", "", "", "")
    case, headline, valued = each.case, each.case.headline, each.case.with_value
    return (
        _with_range(headline, scale),
        headline.verdict,
        time_to_payback(case, headline, headline.payback),
        break_even(case.break_even, currency),
        _with_range(valued, scale) if case.counts_value else "none entered",
        valued.verdict if case.counts_value else "",
    )


def _with_range(appraisal: Appraisal, scale: Scale) -> str:
    band = appraisal.npv_range
    if band.low == band.high:
        return scale.short(band.base)
    return f"{scale.short(band.base)} ({scale.short(band.low)} to {scale.short(band.high)})"
