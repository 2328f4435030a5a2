"""The top of the portfolio: what to fund in one sentence, four figures, and the funding line."""

from functools import cache

import pandas as pd
import streamlit as st

from workbench.business_case.bid_trials import ASSUMED, Draws
from workbench.business_case.conventions import Conventions
from workbench.business_case.decision import Decision, Limit
from workbench.business_case.funding import decide
from workbench.business_case.futures import on_the_page
from workbench.business_case.money import money, percent
from workbench.business_case.portfolio_defaults import portfolio_defaults
from workbench.business_case.portfolio_sentences import (
    decides,
    funding_line_title,
    headline,
    limit_name,
    other_basis,
    ranking,
)
from workbench.business_case.project import (
    Project,
    Projects,
    rates_of,
    terms_in_words,
    value_projects,
)
from workbench.charts.amounts import Scale, scale_of
from workbench.charts.funding_line import (
    funding_figures,
    funding_line,
    shown_limit,
    state_of,
    taken,
)
from workbench.demo.bids import demo_bids, demo_funding
from workbench.evidence.assumptions import resolve
from workbench.evidence.defaults import default_assumptions
from workbench.ui.case_head import CASH, COUNTED, VALUE
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.ui.portfolio import BASE, BASIS, MEAN, Portfolio


def say_decision(shown: Portfolio, decision: Decision, currency: str) -> None:
    """What to fund, what decides it, and how exact that is."""
    lines = _lines(shown)
    st.header(plain(headline(lines, decision, currency)), anchor=False)
    how = "every selection compared" if decision.enumerated else "by branch and bound"
    with st.container(horizontal=True, gap="small"):
        st.badge(f"Exact: {how}", icon=":material/check_circle:", color="green")
        if not shown.stated:
            st.badge("No budget entered yet", icon=":material/help:", color="orange")
    basis = "the base figures" if shown.on_mean else "the mean of the trials"
    otherwise = other_basis(lines, decision, shown.otherwise, basis)
    told = (decides(decision, currency), ranking(lines, decision, currency), otherwise)
    st.markdown(plain(" ".join(told)))


def choose_counted(shown: Portfolio) -> None:
    """Whether customer-experience changes count in cash, or with the organisation's own value."""
    if shown.counts_value:
        st.segmented_control(
            "What counts for customer-experience changes",
            (CASH, VALUE),
            default=CASH,
            key=COUNTED,
            persist_state="session",
            required=True,
            help="As in the business case: cash and signed avoidance, or also your own value for "
            "each contact that no longer ends unresolved. The bids of other functions stay as they "
            "are.",
        )


def choose_basis() -> None:
    """Whether a project's value is that of its base figures, or the mean of its trials."""
    st.segmented_control(
        "Decide on",
        (BASE, MEAN),
        default=BASE,
        key=BASIS,
        persist_state="session",
        required=True,
        help="Base figures: every figure at its P50, as the business case has it. Mean: what the "
        "trials bring on average, which is lower than that where bad outcomes reach further than "
        "good ones.",
    )


def four_figures(shown: Portfolio, decision: Decision, currency: str) -> None:
    """Value with its range, what it spends of the scarcest limit, and what ranking would lose."""
    lines = _lines(shown)
    worth = scale_of((decision.low, decision.value, decision.high))
    lost = scale_of((decision.lost_by_ranking,))
    risk = sum(lines[place].at_risk for place in decision.selected)
    exposed = scale_of((risk,))
    with st.grid(4, min_column_width=170):
        _figure(
            f"Value of what is funded, {worth.unit(currency)}",
            worth.short(decision.value),
            f"range: {worth.short(decision.low)} to {worth.short(decision.high)}",
            f"Net present value, {'mean of the trials' if shown.on_mean else 'at the P50s'}. The "
            "range is P10 to P90 of the trials: one in ten is lower, one in ten higher.",
        )
        _limit_figure(decision, currency)
        _figure(
            f"Before first gates, {exposed.unit(currency)}",
            exposed.short(risk),
            f"{len(decision.selected)} of {len(lines)} funded",
            "What all funded projects spend until the first gate of each, when it can be stopped.",
        )
        _figure(
            f"Lost by ranking, {lost.unit(currency)}",
            lost.short(decision.lost_by_ranking),
            "against the exact best",
            "What would be lost by taking the projects one by one by value per spend, as long as "
            "the budget lasts.",
        )


def funding_picture(shown: Portfolio, decision: Decision, currency: str) -> None:
    """All projects on one line."""
    lines, limit = _lines(shown), shown_limit(decision)
    scale = _scale(lines, limit)
    title = funding_line_title(decision, limit, currency)
    unit = _unit(limit, scale, currency)
    count = len(lines)
    picture(
        "funding line",
        (unit, count, limit is not None),
        lambda look: funding_line(look, unit, count, ends=limit is not None),
        title=title,
        alt=f"{title}. {_in_words(lines, decision, currency)}",
        table=lambda: line_frame(lines, decision, currency),
        data=funding_figures(lines, decision, currency, scale),
    )
    ended = f" The dashed line: {limit_name(limit).lower()}." if limit is not None else ""
    st.caption(
        f"Funded projects by value per spend, then those that pay but missed, the nearest first. "
        f"Out: does not pay, or cannot be funded beside what is.{ended} Under each name: net "
        "present value, and value per unit of spend that the budget limits."
    )


def example_picture(currency: str) -> None:
    """A faded funding line of invented bids, for a workshop that has none yet."""
    lines, decision = _example()
    limit = shown_limit(decision)
    scale = _scale(lines, limit)
    unit, count = _unit(limit, scale, currency), len(lines)
    picture(
        "example funding line",
        (unit, count),
        lambda look: funding_line(look, unit, count, ends=True, example=True),
        title="What you will see here",
        alt="An example with invented bids: projects one after the other, each as long as what it "
        "spends, and the line at which the budget ends.",
        data=funding_figures(lines, decision, currency, scale),
    )
    st.caption("Example, not your results: the bids of an invented company.")


@cache
def _example() -> tuple[tuple[Project, ...], Decision]:
    """The bids of the invented company, on the default rates."""
    there_is, rates = demo_funding(), rates_of(resolve(default_assumptions()))
    found = value_projects(demo_bids(), {}, {}, there_is, rates, Draws(20, 2, 1))
    return found.lines, decide(found, there_is)


def assumed(seed: int, agreed: Conventions) -> None:
    """What the chances assume, the seed, and what of the case's conventions every bid follows."""
    sizes = on_the_page()
    st.caption(
        f"{sizes.trials:,} trials in {sizes.parts} independent parts, the futures of the business "
        f"case, seed {seed}. {ASSUMED} {terms_in_words(agreed)}"
    )


def line_frame(lines: tuple[Project, ...], decision: Decision, currency: str) -> pd.DataFrame:
    """The funding line as a table."""
    limit = shown_limit(decision)
    gaps = {missed.position: missed.gap for missed in decision.missed}
    rows = []
    for place in decision.order:
        line = lines[place]
        use = taken(line, limit)
        rows.append(
            {
                "Project": line.name,
                "Stands": state_of(line, place, decision, gaps.get(place)).value,
                "Net present value": money(line.npv, currency),
                "Value per spend": "" if line.per_spend is None else f"{line.per_spend:.2f}",
                "Takes": f"{use:,.1f} people-months"
                if limit is not None and limit.people
                else money(use, currency),
            }
        )
    return pd.DataFrame(rows)


def _limit_figure(decision: Decision, currency: str) -> None:
    limit = shown_limit(decision)
    if limit is None:
        _figure("Budget", "none", "no limit was entered", "Enter one below the figures.")
        return
    if limit.people:
        label, used, there = (
            f"People-months, year {limit.year + 1}",
            f"{limit.used:,.0f}",
            f"of {limit.limit:,.0f}",
        )
    else:
        scale = scale_of((limit.limit, limit.used))
        label = f"Spent in year {limit.year + 1}, {scale.unit(currency)}"
        used, there = scale.short(limit.used), f"of {scale.short(limit.limit)}"
    more = portfolio_defaults().limits.more.value
    gain = f"{percent(more)} more adds {money(limit.gain, currency)}"
    _figure(
        label,
        used,
        f"{there}; {gain}" if limit.gain else f"{there}; more adds nothing",
        "The limit that costs most value, or the one that is used most where none does.",
    )


def _figure(label: str, figure: str, beside: str, explained: str) -> None:
    st.metric(label, figure, beside, delta_color="off", delta_arrow="off", help=explained)


def _lines(shown: Portfolio) -> tuple[Project, ...]:
    found: Projects | None = shown.projects
    return found.lines if found is not None else ()


def _scale(lines: tuple[Project, ...], limit: Limit | None) -> Scale:
    if limit is not None and limit.people:
        return Scale.ONE
    return scale_of([limit.limit if limit else 0.0, *(taken(line, limit) for line in lines)])


def _unit(limit: Limit | None, scale: Scale, currency: str) -> str:
    if limit is None:
        return f"Spend of all years, one after the other, {scale.unit(currency)}"
    year = f"in year {limit.year + 1}, one after the other"
    return f"People-months {year}" if limit.people else f"Spend {year}, {scale.unit(currency)}"


def _in_words(lines: tuple[Project, ...], decision: Decision, currency: str) -> str:
    funded = ", ".join(
        f"{lines[place].name} ({money(lines[place].npv, currency)})"
        for place in decision.order
        if place in decision.selected
    )
    others = ", ".join(lines[p].name for p in decision.order if p not in decision.selected)
    return f"Funded: {funded or 'nothing'}. Not funded: {others or 'nothing'}."
