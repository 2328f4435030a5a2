"""The valuation sheet: each measure a live formula, for the headline and with your own value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from workbench.board_pack.agreed import rate_formula
from workbench.board_pack.grid import Layout
from workbench.board_pack.months import COSTS, FACTOR, HEADLINE_BLOCK, VALUE_BLOCK
from workbench.board_pack.pack import BoardPack
from workbench.board_pack.sheet import PANEL, Kind, Sheet, Styles
from workbench.business_case import valuation
from workbench.business_case.case import (
    FINANCE_RATE,
    REINVEST_RATE,
    UNRESOLVED,
    Appraisal,
    Case,
)
from workbench.business_case.conventions import TAX_RATE, Timing
from workbench.business_case.sentences import irr_sentence, terms

NAME = "Valuation"
LOWEST_RATE, HIGHEST_RATE = "lowest_rate_shown", "highest_rate_shown"

NEVER_CHANGES = "none: the net benefit never changes sign"
SEVERAL = "not shown: the net benefit changes sign more than once, so there may be several rates"
NONE_FOUND = "none between the lowest and the highest rate shown"
NOT_BACK = "not within the horizon"
NOT_OUT = "never laid out"
NO_CASH = "none: no inflow or no outflow"
NO_OUTLAY = "none: nothing is laid out today"
NO_COSTS = "none: there are no costs"
NONE_AVOIDED = "none: no unresolved contacts are avoided"
OK, WRONG, CHANGED = "OK", "CHECK", "changed since"


class Shown(NamedTuple):
    """A headline measure's address and the value it has when the file is made."""

    address: str
    value: float | str


@dataclass(frozen=True)
class Measure:
    """A measure of one way of counting: a formula and the value it has when the file is made."""

    key: str
    label: str
    kind: Kind
    formula: str
    value: float | str
    remark: str


def valuation_sheet(
    book: Workbook, styles: Styles, pack: BoardPack, layout: Layout, months: Layout
) -> dict[str, Shown]:
    """Write the sheet; returns where each headline measure stands, by key."""
    case = pack.case
    sheet = Sheet(book, NAME, styles, (46, 32, 32, 76))
    sheet.title(
        NAME,
        f"Live formulas over the sheets '{layout.sheet}' and '{months.sheet}', {terms(case)}; "
        f"flows fall {case.conventions.timing}. The headline counts "
        "cash-releasing benefits and signed avoidance; the second column adds the value that you "
        "enter for an avoided unresolved contact.",
    )
    heads = ("Measure", "Headline", "Including your value", "How it is worked out")
    sheet.heading(3, heads, figures=range(1, 3))
    blocks = (
        [
            *_measures(case, layout, months, HEADLINE_BLOCK, case.headline),
            _break_even(layout, case),
        ],
        _measures(case, layout, months, VALUE_BLOCK, case.with_value),
    )
    places = {measure.key: row for row, measure in enumerate(blocks[0], start=4)}
    for column, measures in enumerate(blocks, start=1):
        for measure in measures:
            row, bold = places[measure.key], measure.key in ("npv", "break_even")
            style = styles.of(measure.kind, align="right", text_wrap=True, bold=bold)
            sheet.wrapped(row, 0, (measure.label,))
            sheet.formula(row, column, measure.formula, measure.value, style)
            sheet.wrapped(row, 3, (measure.remark,))
            if isinstance(measure.value, str):
                sheet.make_room(row, measure.value, sheet.widths[column])
    row = _rates(book, sheet, case, max(places.values()) + 2)
    unchanged = _checks(sheet, case, layout, months, places, row + 2)
    shown = {each.key: Shown(sheet.at(places[each.key], 1), each.value) for each in blocks[0]}
    return shown | {"as_exported": Shown(sheet.at(unchanged, 1), OK)}


@dataclass(frozen=True)
class Flows:
    """The flows that rates of return are worked out from: years, or months where flows fall so."""

    case: Case
    months: Layout
    block: str

    @property
    def yearly(self) -> bool:
        """Whether every flow falls at the end of a year."""
        return self.case.conventions.timing is Timing.YEAR_END

    @property
    def key(self) -> str:
        """The row of the flows, each in the month in which it falls."""
        return f"{self.block} placed"

    def a_month(self, rate: str) -> str:
        """A yearly rate as one of the flows' months."""
        return f"((1+{rate})^(1/12)-1)"

    def a_year(self, rate: str) -> str:
        """A rate of the flows' months as a yearly one."""
        return f"(1+{rate})^12-1"

    @property
    def all(self) -> str:
        """Every flow."""
        return self.months.range(self.key)

    @property
    def changes(self) -> str:
        """Where the flows change sign."""
        return self.months.range(f"{self.block} changes")

    def irr(self, layout: Layout) -> str:
        """The yearly internal rate of return."""
        if self.yearly:
            return f"IRR({layout.range(f'{self.block} net')})"
        return self.a_year(f"IRR({self.all},{self.a_month(rate_formula(self.case))})")

    def mirr(self, layout: Layout) -> str:
        """The yearly modified rate of return."""
        if self.yearly:
            return f"MIRR({layout.range(f'{self.block} net')},{FINANCE_RATE},{REINVEST_RATE})"
        rates = f"{self.a_month(FINANCE_RATE)},{self.a_month(REINVEST_RATE)}"
        return self.a_year(f"MIRR({self.all},{rates})")

    def worth_at(self, rate: str, layout: Layout) -> str:
        """The net present value at a yearly rate."""
        if self.yearly:
            net = f"{self.block} net"
            return f"{layout.cell(net, 0)}+NPV({rate},{layout.range(net, 1)})"
        later = self.months.range(self.key, 1)
        return f"{self.months.cell(self.key, 0)}+NPV({self.a_month(rate)},{later})"


def _measures(
    case: Case, layout: Layout, months: Layout, block: str, appraisal: Appraisal
) -> list[Measure]:
    net, gained, spent = f"{block} net", f"{block} benefits", layout.present(COSTS)
    today, flows = layout.cell(net, 0), Flows(case, months, block)
    npv = f"SUMPRODUCT({months.range(net)},{months.range(FACTOR)})"
    ratio = f"{layout.present(gained)}/{spent}"
    return [
        Measure(
            "npv",
            "Net present value (NPV)",
            "money",
            npv,
            appraisal.npv,
            "Each month's net benefit times what 1 of that month is worth today; today's flow is "
            "not discounted.",
        ),
        Measure(
            "benefits",
            "Benefits, present value",
            "money",
            layout.present(gained),
            appraisal.present_benefits,
            "From the sheet 'Cash flow'.",
        ),
        Measure(
            "costs",
            "Costs, present value",
            "money",
            spent,
            appraisal.present_costs,
            "From the sheet 'Cash flow'. All costs count in both columns.",
        ),
        Measure(
            "irr",
            "Internal rate of return (IRR)",
            "share",
            _irr_formula(flows.irr(layout), flows.changes),
            _irr_shown(case, appraisal),
            "Shown only when the net benefit changes sign exactly once, so that there is one rate.",
        ),
        Measure(
            "mirr",
            "Modified rate of return (MIRR)",
            "share",
            f'IFERROR({flows.mirr(layout)},"{NO_CASH}")',
            _or(appraisal.mirr, NO_CASH),
            "Money spent is financed, and money received reinvested, at the two rates on the sheet "
            "'Assumptions'.",
        ),
        Measure(
            "payback",
            "Payback, years",
            "years",
            _payback_formula(months, f"{block} cumulative", f"{block} back"),
            _time(appraisal.payback, appraisal.monthly),
            "The last time the cumulative flow rises to zero, within the month by proportion.",
        ),
        Measure(
            "discounted_payback",
            "Discounted payback, years",
            "years",
            _payback_formula(months, f"{block} discounted cumulative", f"{block} discounted back"),
            _time(appraisal.discounted_payback, appraisal.monthly_discounted),
            "The same over the discounted flows.",
        ),
        Measure(
            "profitability_index",
            "Profitability index",
            "times",
            f'IF({today}=0,"{NO_OUTLAY}",1+({npv})/ABS({today}))',
            _or(appraisal.profitability_index, NO_OUTLAY),
            "1 + NPV over today's outlay. Flatters a case that spends most of its money later: "
            "read it beside the benefit-cost ratio.",
        ),
        Measure(
            "bcr",
            "Benefit-cost ratio",
            "times",
            f'IF({spent}>0,{ratio},"{NO_COSTS}")',
            _or(appraisal.bcr, NO_COSTS),
            "Present value of the benefits over present value of the costs.",
        ),
        Measure(
            "roi",
            "Return on investment (as in Forrester's TEI)",
            "share",
            f'IF({spent}>0,{ratio}-1,"{NO_COSTS}")',
            _or(appraisal.roi, NO_COSTS),
            "The benefit-cost ratio less 1: net benefit over costs, both present and before tax.",
        ),
        Measure(
            "peak_funding",
            "Peak funding",
            "money",
            f"MAX(0,-MIN({months.range(f'{block} cumulative')}))",
            appraisal.peak_funding,
            "The most that is laid out before money comes back, not discounted.",
        ),
    ]


def _break_even(layout: Layout, case: Case) -> Measure:
    contacts, npv = layout.present(UNRESOLVED), layout.present(f"{HEADLINE_BLOCK} net")
    if case.conventions.taxed:
        contacts = f"({contacts}*(1-{TAX_RATE}))"
    return Measure(
        "break_even",
        "Break-even value of an avoided unresolved contact",
        "price",
        f'IF({contacts}>0,-({npv})/{contacts},"{NONE_AVOIDED}")',
        _or(case.break_even.value, NONE_AVOIDED),
        "What one would have to believe: the value at which the headline's NPV and the value of "
        "the contacts make zero. Below zero the case pays without it.",
    )


def _irr_formula(rate: str, changes: str) -> str:
    inside = f"AND({rate}>{LOWEST_RATE},{rate}<{HIGHEST_RATE})"
    found = f'IFERROR(IF({inside},{rate},"{NONE_FOUND}"),"{NONE_FOUND}")'
    several = f'IF(SUM({changes})=1,{found},"{SEVERAL}")'
    return f'IF(SUM({changes})=0,"{NEVER_CHANGES}",{several})'


def _irr_shown(case: Case, appraisal: Appraisal) -> float | str:
    placed = case.conventions.timing.placed(np.asarray(appraisal.monthly))
    gains = [flow > 0 for flow in placed.tolist() if flow]
    changes = sum(first != second for first, second in pairwise(gains))
    if changes == 1:
        return _or(appraisal.irr, NONE_FOUND)
    return SEVERAL if changes else NEVER_CHANGES


def _payback_formula(months: Layout, total: str, moments: str) -> str:
    last, back = months.cell(total, months.periods - 1), f"MAX({months.range(moments)})/12"
    return f'IF({last}<0,"{NOT_BACK}",IF(MIN({months.range(total)})>=0,"{NOT_OUT}",{back}))'


def _time(payback: float | None, flows: Sequence[float]) -> float | str:
    return NOT_BACK if float(np.sum(flows)) < 0 else _or(payback, NOT_OUT)


def _or(figure: float | None, otherwise: str) -> float | str:
    return otherwise if figure is None else figure


def _rates(book: Workbook, sheet: Sheet, case: Case, row: int) -> int:
    """Between which rates the IRR is shown, and what was found; returns the last row used."""
    sheet.section(row, "Rates of return")
    for name, label, value in (
        (LOWEST_RATE, "Lowest rate shown", valuation.LOWEST_RATE),
        (HIGHEST_RATE, "Highest rate shown", valuation.HIGHEST_RATE),
    ):
        row += 1
        sheet.text(row, 0, label)
        sheet.number(row, 1, value, sheet.styles.given("share"))
        book.define_name(name, f"={sheet.at(row, 1)}")
    sheet.wrapped(row + 1, 0, ("Rates found when this file was made",))
    found = (irr_sentence(case.headline), irr_sentence(case.with_value))
    style = sheet.styles.of("text", text_wrap=True, bg_color=PANEL, italic=True)
    sheet.wrapped(row + 1, 1, found, style)
    return row + 1


def _checks(
    sheet: Sheet,
    case: Case,
    layout: Layout,
    months: Layout,
    places: Mapping[str, int],
    row: int,
) -> int:
    """Live checks; returns the row that tells whether the NPV is still the one exported."""
    sheet.section(row, "Checks")
    exported = row + 1
    sheet.text(exported, 0, "NPV when this file was made")
    labels = (
        "NPV is as when this file was made",
        "NPV is benefits less costs",
        "NPV is the sum of the discounted flows",
        "The flows add up to the last cumulative figure",
        "The value at the internal rate of return is zero",
    )
    for place, label in enumerate(labels, start=exported + 1):
        sheet.text(place, 0, label)
    right = sheet.styles.of("text", align="right")
    counted = ((HEADLINE_BLOCK, case.headline), (VALUE_BLOCK, case.with_value))
    for column, (block, appraisal) in enumerate(counted, start=1):
        here = {key: xl_rowcol_to_cell(place, column) for key, place in places.items()}
        npv, rate, net = here["npv"], here["irr"], f"{block} net"
        at_rate = Flows(case, months, block).worth_at(rate, layout)
        kept = f"*(1-{TAX_RATE})" if case.conventions.taxed else ""
        differences = (
            f"{npv}-{xl_rowcol_to_cell(exported, column)}",
            f"{npv}-({here['benefits']}-{here['costs']}){kept}",
            f"{npv}-SUM({layout.range(f'{block} discounted')})",
            f"{layout.total(net)}-{layout.cell(f'{block} cumulative', layout.periods - 1)}",
            f"IF(ISNUMBER({rate}),{at_rate},0)",
        )
        sheet.number(exported, column, appraisal.npv, sheet.styles.fixed("money"))
        for place, difference in enumerate(differences, start=exported + 1):
            otherwise = CHANGED if place == exported + 1 else WRONG
            formula = f'IF(ROUND({difference},0)=0,"{OK}","{otherwise}")'
            sheet.formula(place, column, formula, OK, right)
    return exported + 1
