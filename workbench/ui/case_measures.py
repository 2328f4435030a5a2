"""The measures of the case, the second opinion on them, and how it is counted."""

from collections.abc import Sequence

import streamlit as st

from workbench.business_case.case import (
    FINANCE_RATE,
    REINVEST_RATE,
    Appraisal,
    Case,
)
from workbench.business_case.cross_check import CrossCheck
from workbench.business_case.money import money, percent
from workbench.business_case.second_opinion import second_opinion
from workbench.business_case.sentences import conventions_in_words, irr_sentence
from workbench.evidence.units import MINUS
from workbench.ui.case_head import time_to_payback, what_is_counted
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.plain import plain


def measure_table(case: Case, shown: Appraisal, currency: str) -> None:
    """Every measure with what it says, and the second opinion on three of them."""
    figure_table(
        ("Measure", "Figure", "What it says"),
        [
            FigureRow(name, (figure, words))
            for name, figure, words in _measures(case, shown, currency)
        ],
        caption="The measures of the case",
        words=frozenset({2}),
    )
    st.caption(what_is_counted(case, shown, currency))
    checks = second_opinion(case, shown)
    with st.container(horizontal=True, vertical_alignment="center"):
        if all(check.agrees for check in checks):
            st.badge(_agreement(checks), icon=":material/verified:")
        for check in checks:
            if not check.agrees:
                st.badge(f"{check.measure} differs from numpy-financial", color="orange")
                st.caption(plain(check.remark))
    st.caption(
        plain(
            f"How it is counted: {' '.join(conventions_in_words(case))} Value is the model with "
            "the scenario less the model without it, so that no benefit is counted twice."
        )
    )


def _agreement(checks: Sequence[CrossCheck]) -> str:
    """What a second program finds for the same flows."""
    found = [check.measure for check in checks if check.ours is not None]
    missing = " or ".join(check.measure for check in checks if check.ours is None)
    same = f"Worked out again with numpy-financial: the same {_listed(found)}"
    return f"{same}, and no {missing} either" if missing else same


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _measures(case: Case, shown: Appraisal, currency: str) -> list[tuple[str, str, str]]:
    none = "none"

    def rate(value: float | None) -> str:
        return none if value is None else percent(value)

    def ratio(value: float | None) -> str:
        return none if value is None else f"{value:.2f}".replace("-", MINUS)

    def time(value: float | None) -> str:
        return time_to_payback(case, shown, value)

    value = case.values
    return [
        (
            "Net present value (NPV)",
            money(shown.npv, currency),
            f"Benefits of {money(shown.present_benefits, currency)} less costs of "
            f"{money(shown.present_costs, currency)}, all in today's money.",
        ),
        ("Internal rate of return (IRR)", rate(shown.irr), irr_sentence(shown)),
        (
            "Modified rate of return (MIRR)",
            rate(shown.mirr),
            f"Money spent is financed at {percent(value[FINANCE_RATE])} and money received earns "
            f"{percent(value[REINVEST_RATE])}."
            if shown.mirr is not None
            else "There is none: the flows lack an inflow or an outflow.",
        ),
        ("Payback, first", time(shown.first_payback), "When the money is back for the first time."),
        ("Payback, sustained", time(shown.payback), "When it is back and stays back."),
        (
            "Payback, discounted",
            time(shown.discounted_payback),
            "The same in today's money.",
        ),
        (
            "Profitability index",
            ratio(shown.profitability_index),
            "1 + NPV over today's outlay. It flatters a case that spends most of its money later."
            if shown.profitability_index is not None
            else "There is none: nothing is laid out today.",
        ),
        (
            "Benefit-cost ratio",
            ratio(shown.bcr),
            "Present value of the benefits over that of the costs; 1 breaks even.",
        ),
        (
            "Return on investment (ROI)",
            rate(shown.roi),
            "Net benefit over costs, both in today's money and before tax, as in Total Economic "
            "Impact studies.",
        ),
    ]
