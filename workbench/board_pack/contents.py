"""What the workbook holds, sheet by sheet, in words: live or fixed, and what a reader finds."""

from collections.abc import Collection
from typing import NamedTuple

from workbench.board_pack import (
    audit,
    cash_flow,
    credibility_section,
    drivers_section,
    fixed_sheets,
    futures_section,
    inputs,
    months,
    pilot_section,
    portfolio_section,
    summary,
    valuation_sheet,
)

LIVE, FIXED, BOTH = "live", "fixed", "live and fixed"


class Contents(NamedTuple):
    """A sheet: its name, whether it moves with the assumptions, and what it is for."""

    sheet: str
    moves: str
    words: str


SAID = {
    credibility_section.NAME: "The case in one sentence, the counterfactual, the pre-mortem, who "
    "has signed which benefit, the versions with their hashes and what changed since the last.",
    drivers_section.NAME: "What each driver brings, alone and as its fair share; which are off.",
    futures_section.NAME: "P10, P50 and P90 of a hundred thousand futures with their errors, the "
    "seed and the hash of the case.",
    portfolio_section.NAME: "What to fund: every function's bids beside the changes in the same "
    "columns, what just missed and the first gates.",
    pilot_section.NAME: "The protocol of the pilot, how small an effect it sees, and its result.",
}


def contents(*, with_findings: bool, sections: Collection[str] = ()) -> tuple[Contents, ...]:
    """The sheets in their order; `with_findings` when anything was released.

    `sections` names the sheets of words and fixed tables that there are.
    """
    found = [
        Contents(
            summary.NAME,
            BOTH,
            "The verdict, four figures and two pictures on one page. Figures and pictures are "
            "live, sentences are as exported, and the page says when they no longer agree.",
        ),
        Contents(
            inputs.ASSUMPTIONS,
            LIVE,
            "Every figure with its range, grade, owner, date and source. Change a figure in blue "
            "on yellow and the cash flow moves.",
        ),
        Contents(
            inputs.RESULTS,
            FIXED,
            "What the simulator found for today and for the scenario. A spreadsheet cannot rerun "
            "a queueing model: change those figures in Headroom and export again.",
        ),
        Contents(
            fixed_sheets.LINES,
            FIXED,
            "Each benefit and each cost: how it is worked out in words, who owns it, and why it is "
            "counted the way it is.",
        ),
        Contents(
            months.NAME,
            LIVE,
            "The model itself, month by month: drivers, states without and with the change, every "
            "line. Each cell is a formula over named assumptions; no figure is pasted in.",
        ),
        Contents(
            cash_flow.NAME,
            LIVE,
            "Every line in every year, each the sum of its months, with total and present value.",
        ),
        Contents(
            valuation_sheet.NAME,
            LIVE,
            "Net present value, rates of return, payback, ratios and the break-even value as "
            "formulas, with checks that must all say OK.",
        ),
        Contents(
            audit.NAME,
            LIVE,
            "The conventions, checks that must all be zero, and the same flows valued by "
            "numpy-financial.",
        ),
        Contents(
            fixed_sheets.SCENARIOS,
            FIXED,
            "Low, base and high, as worked out on the day.",
        ),
        Contents(
            fixed_sheets.TORNADO,
            FIXED,
            "What moves the value most: each assumption alone at its own P10 and P90.",
        ),
        Contents(
            fixed_sheets.FINDINGS,
            FIXED,
            "The seven verdicts, the scores by role, customers' scores and words: only what the "
            "privacy rules have released.",
        ),
        *(Contents(name, FIXED, words) for name, words in SAID.items() if name in sections),
        Contents(fixed_sheets.SOURCES, FIXED, "Each source once, with what rests on it."),
    ]
    return tuple(each for each in found if with_findings or each.sheet != fixed_sheets.FINDINGS)
