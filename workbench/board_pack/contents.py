"""What the workbook holds, sheet by sheet, in words: live or fixed, and what a reader finds."""

from typing import NamedTuple

from workbench.board_pack import cash_flow, fixed_sheets, inputs, summary, valuation_sheet

LIVE, FIXED, BOTH = "live", "fixed", "live and fixed"


class Contents(NamedTuple):
    """A sheet: its name, whether it moves with the assumptions, and what it is for."""

    sheet: str
    moves: str
    words: str


def contents(*, with_findings: bool) -> tuple[Contents, ...]:
    """The sheets in their order; `with_findings` when anything was released."""
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
            cash_flow.NAME,
            LIVE,
            "Every line in every year. Each cell is a formula over named assumptions; no total is "
            "pasted in.",
        ),
        Contents(
            valuation_sheet.NAME,
            LIVE,
            "Net present value, rates of return, payback, ratios and the break-even value as "
            "formulas, with checks that must all say OK.",
        ),
        Contents(
            fixed_sheets.SCENARIOS,
            FIXED,
            "Low, base and high, and what moves the value most, as worked out on the day.",
        ),
        Contents(
            fixed_sheets.FINDINGS,
            FIXED,
            "The seven verdicts, the scores by role, customers' scores and words: only what the "
            "privacy rules have released.",
        ),
        Contents(fixed_sheets.SOURCES, FIXED, "Each source once, with what rests on it."),
    ]
    return tuple(each for each in found if with_findings or each.sheet != fixed_sheets.FINDINGS)
