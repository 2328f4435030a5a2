"""What a board asks of a portfolio after the decision, each question on a tab of its own."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from workbench.business_case.bids import Funding
from workbench.business_case.decision import Decision
from workbench.business_case.money import money, percent, years
from workbench.business_case.portfolio_sentences import frontier_title, roadmap_title, why_not
from workbench.business_case.project import Project
from workbench.business_case.timetable import day_of, quarter_name
from workbench.charts.amounts import scale_of
from workbench.charts.roadmap import last_quarter, roadmap, roadmap_figures
from workbench.charts.value_frontier import frontier_figures, value_frontier
from workbench.evidence.grades import Grade
from workbench.ui.figure_table import FigureRow, Weight, figure_table
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.ui.portfolio import Portfolio

TAB = "portfolio_tab"
TABLE, MISSED, ROADMAP, FRONTIER, BIDS = (
    "Head to head",
    "What missed",
    "Roadmap",
    "More or less budget",
    "Bids",
)
TABS = (TABLE, MISSED, ROADMAP, FRONTIER, BIDS)


def head_to_head(lines: Sequence[Project], decision: Decision, horizon: int, currency: str) -> None:
    """Every project with the same columns, whichever function it comes from."""
    amounts = [each for line in lines for each in (line.npv, line.chance.low, line.chance.high)]
    scale = scale_of([*amounts, *(line.at_risk for line in lines)])
    unit = scale.unit(currency)
    rows: list[FigureRow] = []
    groups = (
        ("Funded", [p for p in decision.order if p in decision.selected]),
        ("Not funded", [p for p in decision.order if p not in decision.selected]),
    )
    for name, places in groups:
        if places:
            rows.append(FigureRow(name, weight=Weight.SECTION))
        for place in places:
            line = lines[place]
            low, high = scale.short(line.chance.low), scale.short(line.chance.high)
            mandatory = ", mandatory" if line.bid.mandatory else ""
            adds = f"; counted as what it adds to {line.adds_to}" if line.adds_to else ""
            rows.append(
                FigureRow(
                    line.name,
                    (
                        f"{scale.short(line.npv)} ({low} to {high})",
                        "none" if line.per_spend is None else _ratio(line.per_spend),
                        "none" if line.mirr is None else percent(line.mirr),
                        "never"
                        if line.discounted_payback is None
                        else years(line.discounted_payback),
                        _chance(line.chance.positive, line.chance.error),
                        _mix(line),
                        scale.short(line.at_risk),
                        percent(round(decision.chances[place], 2)),
                    ),
                    remark=f"{line.bid.function}, {line.bid.owner}{mandatory}{adds}; mean of "
                    f"trials {scale.short(line.chance.mean)}",
                )
            )
    figure_table(
        (
            "Project",
            f"NPV, {unit}",
            "NPV per spend",
            "MIRR",
            "Discounted payback",
            "P(NPV\u00a0>\u00a00)",
            "Evidence",
            "At risk before gate 1",
            "In the best of trials",
        ),
        rows,
        caption="Projects head to head",
        words=frozenset({6}),
    )
    st.caption(
        f"Everything over the {years(horizon)} of the business case from each project's own start, "
        "at its discount rate, in today's money; range in brackets: P10 to P90. NPV per spend: per "
        f"unit that the budget limits. At risk: {unit} spent by then. Evidence of a "
        "customer-experience change: the share of its range that rests on each grade. In the best "
        f"of trials: how often the project is in the best portfolio of {decision.trials:,} trials."
    )


def what_missed(lines: Sequence[Project], decision: Decision, currency: str) -> None:
    """Why each project that is not funded is not, the nearest first."""
    missed = {one.position: one for one in decision.missed}
    rows = [
        FigureRow(
            lines[place].name,
            (
                money(lines[place].npv, currency),
                why_not(missed[place], lines, decision.limits, currency),
            ),
            remark=lines[place].bid.function,
        )
        for place in decision.order
        if place in missed
    ]
    if not rows:
        st.success("Every project is funded.", icon=":material/check:")
        return
    figure_table(
        ("Project", "NPV", "Why it is not in"),
        rows,
        caption="What is not funded, and why",
        words=frozenset({2}),
    )


def roadmap_picture(every: Sequence[Project], decision: Decision, first_day: date) -> None:
    """What is funded, in quarters and two lanes, with the first gates."""
    lines = [every[place] for place in decision.selected]
    title = roadmap_title(every, decision)
    if not lines:
        st.subheader(title)
        return
    quarters, count = last_quarter(lines), len(lines)
    figures = roadmap_figures(lines, first_day)
    linked = "links" in figures
    picture(
        "roadmap",
        (first_day, quarters, count, linked),
        lambda look: roadmap(look, first_day, quarters, count, linked=linked),
        title=title,
        alt=f"{title}. "
        + "; ".join(
            f"{line.name} from {quarter_name(first_day, line.slot.start)} to "
            f"{quarter_name(first_day, line.slot.end)}"
            for line in lines
        ),
        data=figures,
    )
    st.caption(
        "Bar: from the start until it works. Diamond: the first gate, at which the project stops "
        "unless it passes. Dashes: waits for what it requires. Transformation comes before the "
        "management that rests on it."
    )
    gates = sorted(lines, key=lambda line: line.slot.gate)
    figure_table(
        ("First gate", "When", "Stop when"),
        [
            FigureRow(
                line.name,
                (f"{day_of(first_day, line.slot.gate):%-d %b %Y}", line.bid.kill_criterion),
                remark=line.bid.owner,
            )
            for line in gates
        ],
        caption="The first gates",
        words=frozenset({2}),
    )


def frontier_picture(
    lines: Sequence[Project], decision: Decision, funding: Funding, currency: str
) -> None:
    """What more or less budget would do to the value."""
    if not decision.frontier or not funding.total:
        st.info("Enter a budget to see what more or less of it would do.", icon=":material/info:")
        return
    total = funding.total
    scale = scale_of([total, *(step.value for step in decision.frontier)])
    unit = scale.unit(currency)
    title = frontier_title(decision.frontier, decision, currency)
    picture(
        "value frontier",
        (unit,),
        lambda look: value_frontier(look, unit, unit),
        title=title,
        alt=f"{title}. Today's budget of {money(total, currency)} is worth "
        f"{money(decision.value, currency)}.",
        table=lambda: frontier_frame(lines, decision, currency),
        data=frontier_figures(decision, funding, tuple(line.name for line in lines), scale),
    )
    st.caption(
        "The best value for every budget; all years grow and shrink together, people stay as they "
        "are. Each point is another selection. Diamond: today's budget."
        + (" Cross: taking projects by value per spend." if decision.lost_by_ranking > 0 else "")
    )


def frontier_frame(lines: Sequence[Project], decision: Decision, currency: str) -> pd.DataFrame:
    """The steps of the frontier."""
    return pd.DataFrame(
        [
            {
                "Budget of all years": money(step.money, currency),
                "Of today's": percent(round(step.share, 3)),
                "Best value": money(step.value, currency),
                "Funded": ", ".join(lines[place].name for place in step.selected) or "nothing",
            }
            for step in decision.frontier
        ]
    )


def say_left_out(shown: Portfolio) -> None:
    """What cannot be counted, and why."""
    for told in shown.left_out:
        st.warning(plain(told), icon=":material/warning:")


def _chance(positive: float, error: float) -> str:
    shown = percent(round(positive, 2))
    points = max(1, round(error * 100))
    return f"{shown} ± {points}"


def _ratio(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _mix(line: Project) -> str:
    shares = {grade: line.grades.get(grade, 0.0) for grade in Grade}
    told = [
        f"{grade} {percent(round(share, 2))}" for grade, share in shares.items() if share > 0.005
    ]
    if len(told) == 1:
        return told[0].split()[0]
    return ", ".join(told)
