"""The portfolio as a sheet: what to fund, head to head in the same columns, what missed."""

from collections.abc import Sequence

from workbench.board_pack.pack import Cell, Findings, Section
from workbench.business_case.bids import Funding
from workbench.business_case.decision import Decision
from workbench.business_case.money import money, percent, years
from workbench.business_case.portfolio_sentences import (
    decides,
    headline,
    limit_name,
    ranking,
    why_not,
)
from workbench.business_case.project import Project
from workbench.business_case.timetable import day_of, quarter_name
from workbench.evidence.units import MINUS

NAME = "Portfolio"
LEAST = 0.005
REMARK = (
    "Customer-experience changes beside the bids of other functions, in the same columns and under "
    "the same limits. Worked out on the day of the export; nothing on this sheet moves."
)


def portfolio_section(
    lines: Sequence[Project], decision: Decision, funding: Funding, currency: str
) -> Section:
    """The sheet of a portfolio that was decided."""
    tables = [
        Findings(
            title="What to fund",
            columns=("Sentence",),
            rows=tuple(
                (said,)
                for said in (
                    f"{headline(lines, decision, currency)}.",
                    decides(decision, currency),
                    ranking(lines, decision, currency),
                )
                if said
            ),
        ),
        _head_to_head(lines, decision, currency),
    ]
    if decision.limits:
        tables.append(_limits(decision))
    if decision.missed:
        tables.append(_missed(lines, decision, currency))
    if decision.selected:
        tables.append(_gates(lines, decision, funding))
    return Section(name=NAME, remark=REMARK, tables=tuple(tables))


def _head_to_head(lines: Sequence[Project], decision: Decision, currency: str) -> Findings:
    rows: list[tuple[Cell, ...]] = []
    for place in decision.order:
        line = lines[place]
        rows.append(
            (
                line.name,
                line.bid.function,
                "funded" if place in decision.selected else "not funded",
                float(line.npv),
                float(line.chance.low),
                float(line.chance.high),
                "none" if line.per_spend is None else f"{line.per_spend:.2f}".replace("-", MINUS),
                "none" if line.mirr is None else percent(line.mirr),
                "never" if line.discounted_payback is None else years(line.discounted_payback),
                percent(round(line.chance.positive, 2)),
                ", ".join(
                    f"{grade} {percent(round(part, 2))}"
                    for grade, part in line.grades.items()
                    if part >= LEAST
                ),
                float(line.at_risk),
                percent(round(decision.chances[place], 2)),
            )
        )
    return Findings(
        title="Head to head",
        columns=(
            "Project", "Function", "Stands", f"NPV, {currency}", "P10", "P90", "NPV per spend",
            "MIRR", "Discounted payback", "Chance that it pays", "Evidence grades",
            f"Before first gate, {currency}", "In the best selection",
        ),
        rows=tuple(rows),
        note=f"Chances and percentiles from {decision.trials:,} trials. The best selection is "
        "exact" + (": every selection was compared." if decision.enumerated else "."),
    )  # fmt: skip


def _limits(decision: Decision) -> Findings:
    return Findings(
        title="What there is, and what is used",
        columns=("Limit", "There is", "Used", "A tenth more adds"),
        rows=tuple(
            (limit_name(limit), float(limit.limit), float(limit.used), float(limit.gain))
            for limit in decision.limits
        ),
    )


def _missed(lines: Sequence[Project], decision: Decision, currency: str) -> Findings:
    missed = {each.position: each for each in decision.missed}
    return Findings(
        title="What is not in, and why",
        columns=("Project", "NPV", "Why"),
        rows=tuple(
            (
                lines[place].name,
                money(lines[place].npv, currency),
                why_not(missed[place], lines, decision.limits, currency),
            )
            for place in decision.order
            if place in missed
        ),
    )


def _gates(lines: Sequence[Project], decision: Decision, funding: Funding) -> Findings:
    first = funding.first_day
    chosen = sorted((lines[place] for place in decision.selected), key=lambda each: each.slot.gate)
    return Findings(
        title="Roadmap and first gates",
        columns=("Project", "Lane", "Starts", "Works", "First gate", "Stop when", "Owner"),
        rows=tuple(
            (
                each.name,
                str(each.bid.lane),
                quarter_name(first, each.slot.start),
                quarter_name(first, each.slot.end),
                f"{day_of(first, each.slot.gate):%-d %B %Y}",
                each.bid.kill_criterion,
                each.bid.owner,
            )
            for each in chosen
        ),
    )
