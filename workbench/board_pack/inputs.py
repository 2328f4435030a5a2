"""The sheets that hold figures: assumptions and the simulator's results, each in a named cell."""

import re
from collections.abc import Collection, Iterable, Mapping

from xlsxwriter import Workbook

from workbench.board_pack.pack import BoardPack
from workbench.board_pack.sheet import Kind, Sheet, Styles, kind_of
from workbench.business_case.conventions import HORIZON, TAX_RATE
from workbench.business_case.model import DISCOUNT_RATE, FINANCE_RATE, REINVEST_RATE
from workbench.business_case.rows import MONEY, TODAY, WITH
from workbench.evidence.assumptions import SHARE, Assumption
from workbench.evidence.units import digits, factor

ASSUMPTIONS, RESULTS = "Assumptions", "Simulator results"
CASE_GROUPS = ("Business case", "Value drivers")
LIVE = "cash flow, live"

_LOOKS_LIKE_A_CELL = re.compile(r"^([a-z]{1,3}[0-9]+|r[0-9]*|c[0-9]*|r[0-9]+c[0-9]+)$", re.I)


def cell_names(ids: Iterable[str]) -> dict[str, str]:
    """The spreadsheet name of each id: the id itself, or `id_` where that would be a cell."""
    return {key: f"{key}_" if _LOOKS_LIKE_A_CELL.match(key) else key for key in ids}


def assumptions_sheet(
    book: Workbook, styles: Styles, pack: BoardPack, names: Mapping[str, str]
) -> None:
    """Every assumption in force; the P50 of each is an input with a name."""
    sheet = Sheet(book, ASSUMPTIONS, styles, (25, 34, 12, 11, 11, 16, 13, 13, 7, 12, 15, 11, 50))
    sheet.title(
        ASSUMPTIONS,
        "Change a P50 in blue on yellow and the cash flow moves. Figures marked 'simulator' act "
        "through the results on the next sheet, which do not move here: change those in Headroom "
        "and export again. P10 and P90: one in ten lies below, one in ten above. "
        "Grades: A experiment, B longitudinal or structural study, C cross-section, V vendor "
        "claim, J judgement.",
    )
    heads = ("Name", "Assumption", "P50", "P10", "P90", "Unit", "Acts on", "Kind of source")
    rest = ("Grade", "n, 95% interval", "Owner", "As of", "Source")
    sheet.heading(3, (*heads, *rest), figures=range(2, 5))
    sheet.page.freeze_panes(4, 2)
    sheet.page.repeat_rows(3)
    live = set(pack.case.rows.assumptions) | _USED_BY_VALUATION
    row, group = 4, ""
    for assumption in pack.assumptions:
        if assumption.group != group:
            group = assumption.group
            sheet.section(row, group)
            row += 1
        name, kind = names[assumption.id], _kind(assumption)
        sheet.wrapped(row, 0, (name, assumption.label))
        acts = _acts(assumption, live)
        style = styles.given if acts.startswith(LIVE) else styles.fixed
        sheet.number(row, 2, assumption.p50, style(kind))
        sheet.number(row, 3, assumption.p10, styles.of(kind))
        sheet.number(row, 4, assumption.p90, styles.of(kind))
        unit = assumption.unit.replace(MONEY, pack.currency)
        described = (unit, acts, assumption.source_kind, assumption.grade)
        traced = (assumption.owner, assumption.as_of.isoformat(), assumption.source)
        sheet.wrapped(row, 5, (*described, _measured(assumption), *traced))
        book.define_name(name, f"={sheet.at(row, 2)}")
        row += 1


def _kind(assumption: Assumption) -> Kind:
    return kind_of(assumption.unit, assumption.p10, assumption.p50, assumption.p90)


_USED_BY_VALUATION = {DISCOUNT_RATE, FINANCE_RATE, REINVEST_RATE, TAX_RATE}


def _acts(assumption: Assumption, live: Collection[str]) -> str:
    if assumption.id == HORIZON:
        return "number of columns, fixed"
    if assumption.id not in live:
        return "simulator"
    return LIVE if assumption.group in CASE_GROUPS else f"{LIVE}; simulator"


def results_sheet(
    book: Workbook, styles: Styles, pack: BoardPack, names: Mapping[str, str]
) -> None:
    """What the simulator gave for today and for the scenario; these figures do not move."""
    sheet = Sheet(book, RESULTS, styles, (36, 14, 18, 18, 18, 50))
    sheet.title(
        "Simulator results",
        f"Worked out by {pack.model} for the scenario '{pack.scenario}', as of "
        f"{pack.as_of.isoformat()}, from the P50 of every assumption. These are fixed figures: a "
        "spreadsheet cannot rerun the queueing model. Change an assumption that acts on the "
        "simulator in Headroom and export again.",
    )
    heads = ("Result", "Unit", "Today", "With the scenario", "Change", "Names")
    sheet.heading(3, heads, figures=range(2, 5))
    for row, result in enumerate(pack.case.rows.results, start=4):
        today, new = result.id + TODAY, result.id + WITH
        kind = kind_of(result.unit, pack.case.results[today])
        sheet.text(row, 0, result.label[:1].upper() + result.label[1:])
        sheet.text(row, 1, result.unit.replace(MONEY, pack.currency))
        for column, key in ((2, today), (3, new)):
            sheet.number(row, column, pack.case.results[key], styles.fixed(kind))
            book.define_name(names[key], f"={sheet.at(row, column)}")
        change = pack.case.results[new] - pack.case.results[today]
        style = styles.of("points" if kind == "share" else kind)
        sheet.formula(row, 4, f"{names[new]}-{names[today]}", change, style)
        sheet.text(row, 5, f"{names[today]}, {names[new]}")


def _measured(assumption: Assumption) -> str:
    if assumption.n is None:
        return ""
    if assumption.interval is None:
        return f"n = {assumption.n}"
    low, high = (digits(end * factor(assumption.unit)) for end in assumption.interval)
    percent = "%" if assumption.unit == SHARE else ""
    return f"n = {assumption.n}, {low} to {high}{percent}"
