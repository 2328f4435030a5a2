"""What to test next: what knowing each figure is worth, and whether a pilot pays."""

import pandas as pd
import streamlit as st

from workbench.business_case.case import DISCOUNT_RATE
from workbench.business_case.information import Learned, decide_now, worth_of_knowing_all
from workbench.business_case.money import money
from workbench.business_case.next_test import PilotWorth, pilot_worth
from workbench.business_case.risk_defaults import risk_defaults
from workbench.business_case.risk_sentences import (
    next_test_title,
    settled_sentence,
    signed,
    unsettled_sentence,
)
from workbench.charts.named_bars import bar_figures, named_bars
from workbench.evidence.assumptions import Register
from workbench.ui.case import Built
from workbench.ui.case_futures import futures_of
from workbench.ui.case_head import Shown
from workbench.ui.case_moves import learned_of
from workbench.ui.case_sure import counted
from workbench.ui.figure_table import FigureRow, Weight, figure_table
from workbench.ui.page import page
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.workshop.workshop import Workshop

FIGURE, COST, MONTHS, PRECISION = "test_figure", "test_cost", "test_months", "test_precision"
MOST_BARS = 8
SIZES = {"A small pilot": 2.0, "A medium pilot": 1.0, "A large pilot": 0.5}
"""Pilots by their standard error over what is not known today; the fourth is the visitor's own."""


def what_to_test(workshop: Workshop, shown: Built, view: Shown) -> None:
    """The figure that is most worth knowing, all others beside, and the pilot on it."""
    if shown.case is None or shown.held is None:
        return
    currency, held = workshop.currency, shown.held
    try:
        npv = counted(futures_of(shown), shown, view).npv
        found = learned_of(shown, view)
    except ValueError as error:
        st.error(plain(f"The case cannot be tried in other futures: {error}."))
        return
    everything, mean = worth_of_knowing_all(npv), float(npv.mean())
    laid_out = view.appraisal.present_costs
    rules = risk_defaults().decision
    settled = decide_now(everything, laid_out, rules.nearly_nothing.value)
    labels = {each.id: held[each.id].label for each in found}
    title = next_test_title(found, everything, labels, settled=settled)
    if settled:
        st.subheader(title, anchor=False)
        st.markdown(plain(settled_sentence(mean, everything, laid_out, currency)))
        st.caption(
            f"Nearly nothing: less than {rules.nearly_nothing.value:.0%} of what is laid out. If "
            "you think that a figure could still turn it, widen its range in the register: the "
            "futures know no more than the ranges say."
        )
        st.page_link(page("assumptions"), label="Open the register", icon=":material/fact_check:")
        return
    worth = [each for each in found if each.worth > 0]
    if not worth:
        st.subheader(title, anchor=False)
        st.markdown(plain(unsettled_sentence(mean, everything, currency)))
        return
    _ranking(title, found, worth, held, currency)
    st.markdown(plain(unsettled_sentence(mean, everything, currency)))
    _pilot(worth, held, mean, laid_out, currency)


def _ranking(
    title: str, found: tuple[Learned, ...], worth: list[Learned], held: Register, currency: str
) -> None:
    bars = [
        (held[each.id].label, each.worth, money(each.worth, currency)) for each in worth[:MOST_BARS]
    ]
    picture(
        "worth of knowing",
        len(bars),
        lambda look: named_bars(look, len(bars)),
        title=title,
        alt=f"{title}. " + "; ".join(f"{label}: {told}" for label, _, told in bars),
        table=lambda: pd.DataFrame(
            {
                "Figure": [held[each.id].label for each in found],
                "Worth of knowing it": [money(each.worth, currency) for each in found],
                "Grade": [str(held[each.id].grade) for each in found],
            }
        ),
        data=bar_figures(bars),
    )
    st.caption(
        "The worth of knowing it: what the case gains on average if this one figure is known "
        "exactly before you decide (expected value of perfect information on one parameter, "
        "EVPPI). A figure that would not change the decision is worth nothing, however wide its "
        "range."
    )


def _pilot(
    worth: list[Learned], held: Register, mean: float, laid_out: float, currency: str
) -> None:
    usual = risk_defaults().pilot
    st.subheader("Does a pilot on it pay?", anchor=False)
    by_id = {each.id: each for each in worth}
    with st.container(border=True), st.grid(4, min_column_width=200):
        chosen = st.selectbox(
            "Figure",
            list(by_id),
            format_func=lambda key: held[key].label,
            key=FIGURE,
            persist_state="session",
        )
        costs = st.number_input(
            f"What it costs ({currency})",
            value=float(round(usual.share_of_costs.value * laid_out, -3)),
            step=1000.0,
            format="%.0f",
            key=COST,
            persist_state="session",
            help=f"{usual.share_of_costs.value:.0%} of the costs of the case until you say "
            f"otherwise. {usual.share_of_costs.source}.",
        )
        months = st.number_input(
            "Months until it tells",
            value=usual.months.value,
            step=1,
            key=MONTHS,
            persist_state="session",
            help=usual.months.source,
        )
        precision = st.number_input(
            "Its error over what is not known",
            value=usual.precision.value,
            step=0.05,
            key=PRECISION,
            persist_state="session",
            help="The standard error that the pilot designer promises, over the standard deviation "
            "of the figure today: 0 tells everything, 1 half of the variance.",
        )
    figure = by_id.get(chosen or "", worth[0])
    if None in (costs, months, precision) or min(costs or 0, months or 0, precision or 0) < 0:
        st.error(
            "A cost, a time or an error is empty or below 0; accepted: numbers from 0.",
            icon=":material/error:",
        )
        return
    sizes = {**SIZES, "Yours": float(precision or 0)}
    pilots = pilot_worth(
        figure, mean, list(sizes.values()), costs or 0.0, months or 0, held.value(DISCOUNT_RATE)
    )
    yours = pilots[-1]
    st.markdown(f"**{plain(_advice(yours, currency))}**")
    figure_table(
        ("Pilot", "What it tells is worth", "It costs", "Waiting costs", "Left"),
        [
            FigureRow(
                name,
                (
                    money(each.brings, currency),
                    money(each.costs, currency),
                    money(each.waiting, currency),
                    signed(each.net, currency),
                ),
                Weight.TOTAL if name == "Yours" else Weight.LINE,
                remark=f"error {each.precision:g} of what is not known",
            )
            for name, each in zip(sizes, pilots, strict=True)
        ],
        caption="Pilots by size",
    )
    st.caption(
        "What a pilot tells is worth less than knowing exactly, and each further observation adds "
        "less (expected value of sample information: the part of the worth of knowing that a "
        "pilot of this error has under normal distributions). All sizes at the cost "
        "and the time above; the pilot designer says which size buys which error."
    )
    st.page_link(page("pilot"), label="Design the pilot", icon=":material/science:")


def _advice(pilot: PilotWorth, currency: str) -> str:
    if pilot.net > 0:
        return f"The pilot pays: it is worth {money(pilot.net, currency)} more than it takes."
    if pilot.brings <= 0:
        return "The pilot cannot change the decision: do not run it for this figure."
    return (
        f"The pilot does not pay: it takes {money(-pilot.net, currency)} more than its result is "
        "worth. Make it cheaper, quicker or sharper, or decide without it."
    )
