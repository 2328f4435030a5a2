"""Sheets of fixed figures and text: lines, scenarios, released findings, sources."""

from collections.abc import Sequence

from xlsxwriter import Workbook

from workbench.board_pack.pack import BoardPack, Cell
from workbench.board_pack.pictures import PICTURE_ROWS, tornado_chart
from workbench.board_pack.sheet import Kind, Sheet, Styles, kind_of
from workbench.business_case.formula import in_words
from workbench.business_case.futures import on_the_page
from workbench.business_case.rows import MONEY, Row, RowKind, Tier, labels
from workbench.business_case.sentences import break_even_sentence, verdict_sentence
from workbench.business_case.table import columns

LINES, SCENARIOS, TORNADO = "Lines", "Scenarios", "Tornado"
FINDINGS, SOURCES = "Readiness and voices", "Sources"


def lines_sheet(book: Workbook, styles: Styles, pack: BoardPack) -> None:
    """What each line is, who owns it, how it is worked out and why it is counted that way."""
    sheet = Sheet(book, LINES, styles, (36, 10, 17, 24, 28, 16, 62, 62))
    sheet.title(
        LINES,
        "Value is the model with the scenario less the model without it. The tiers: "
        + "; ".join(f"{tier} means {tier.meaning}" for tier in Tier)
        + ". Only the first two make the headline.",
    )
    heads = ("Line", "Kind", "Tier", "Owner", "Ledger line", "Counts from", "How it is worked out")
    sheet.heading(3, (*heads, "Why it is counted this way"))
    sheet.page.freeze_panes(4, 1)
    sheet.page.repeat_rows(3)
    spoken = labels(pack.case.rows, {each.id: each.label for each in pack.assumptions})
    order = (RowKind.BENEFIT, RowKind.COST, RowKind.DRIVER, RowKind.STATE, RowKind.MEMO)
    rows = [row for kind in order for row in pack.case.rows.of_kind(kind)]
    for place, row in enumerate(rows, start=4):
        words = in_words(row.parsed, spoken)
        described = (row.label, row.kind, row.tier or "", row.owner, row.ledger)
        cells = (*described, _counts_from(pack, row), words, row.source)
        sheet.wrapped(place, 0, cells)


def scenarios_sheet(book: Workbook, styles: Styles, pack: BoardPack) -> None:
    """Low, base and high, and one assumption at a time; these figures do not move."""
    case, horizon = pack.case, pack.case.horizon
    sheet = Sheet(book, SCENARIOS, styles, (46, 24, *[16.0] * max(4, horizon + 2)))
    sheet.title(
        SCENARIOS,
        f"Worked out by {pack.model} on {pack.as_of.isoformat()}; these figures do not move with "
        f"the workbook. Low and high are P10 and P90 of {on_the_page().trials:,} futures in which "
        "every uncertain figure is drawn: eight in ten lie between them. Where risk is priced in "
        "the flows or the rate already they are the base.",
    )
    heads = ("Cumulative cash", "Counted", *columns(horizon)[:-2], "Net present value")
    sheet.heading(3, heads, figures=range(2, len(heads)))
    row = 4
    counted = {"headline": case.headline}
    counted |= {"including your value": case.with_value} if case.counts_value else {}
    for name, appraisal in counted.items():
        bands = (*appraisal.cumulative_range, appraisal.npv_range)
        for end in ("low", "base", "high"):
            sheet.text(row, 0, end.capitalize())
            sheet.text(row, 1, name)
            for column, band in enumerate(bands, start=2):
                sheet.number(row, column, getattr(band, end), styles.fixed("money"))
            row += 1
        sheet.paragraph(row, verdict_sentence(appraisal), styles.of(bold=True, text_wrap=True))
        row += 1
    sheet.paragraph(row, break_even_sentence(case, pack.currency))


def _counts_from(pack: BoardPack, row: Row) -> str:
    if row.kind not in (RowKind.BENEFIT, RowKind.COST):
        return ""
    month = pack.case.line(row.id).counts_from
    return "" if month is None else f"month {month}" if month else "today"


def tornado_sheet(book: Workbook, styles: Styles, pack: BoardPack) -> None:
    """What moves the value most: the picture, and below it the figures it is drawn from."""
    sheet = Sheet(book, TORNADO, styles, (46, 24, *[16.0] * 6))
    sheet.title(
        TORNADO,
        f"Each assumption alone at its own P10 and P90, worked out by {pack.model} on "
        f"{pack.as_of.isoformat()}; these figures do not move with the workbook.",
    )
    row = 3
    if not pack.case.headline.swings:
        sheet.paragraph(row, "No assumption that has a range moves the value.")
        return
    first = row + PICTURE_ROWS + 2
    sheet.page.insert_chart(row, 0, tornado_chart(book, pack, TORNADO, first))
    sheet.section(first - 2, "One assumption at a time, headline, widest first")
    heads = ("Assumption", "Unit", "P10", "P50", "P90", "NPV at P10", "NPV at P90", "Swing")
    sheet.heading(first - 1, heads, figures=range(2, 8))
    for place, swing in enumerate(pack.case.headline.swings, start=first):
        sheet.wrapped(place, 0, (swing.label, swing.unit.replace(MONEY, pack.currency)))
        kind = kind_of(swing.unit, swing.p10, swing.p50, swing.p90)
        for column, value in enumerate((swing.p10, swing.p50, swing.p90), start=2):
            sheet.number(place, column, value, sheet.styles.fixed(kind))
        money = (swing.npv_at_p10, swing.npv_at_p90, swing.width)
        for column, value in enumerate(money, start=5):
            sheet.number(place, column, value, sheet.styles.fixed("money"))


def findings_sheet(book: Workbook, styles: Styles, pack: BoardPack) -> None:
    """Released figures of the voices, table by table; one of a single column runs across."""
    wide = max(len(table.columns) for table in pack.findings)
    columned = [table for table in pack.findings if len(table.columns) > 1]
    widths = [
        max((_widest(table.columns, table.rows, column) for table in columned), default=10.0)
        for column in range(wide)
    ]
    widths[-1] = max(widths[-1], 90.0 - sum(widths[:-1]))
    sheet = Sheet(book, FINDINGS, styles, widths)
    sheet.title(
        FINDINGS,
        "As released under the privacy rules of the workshop: no figure stands for fewer people "
        "than its threshold. These figures do not move with the workbook.",
    )
    row = 3
    for table in pack.findings:
        sheet.section(row, table.title)
        figures = [
            column
            for column in range(len(table.columns))
            if any(isinstance(cells[column], int | float) for cells in table.rows)
        ]
        row += 1
        if len(table.columns) > 1:
            sheet.heading(row, table.columns, figures=figures)
            row += 1
        for cells in table.rows:
            if len(cells) == 1:
                sheet.paragraph(row, str(cells[0]))
            else:
                for column, cell in enumerate(cells):
                    _fixed(sheet, row, column, cell)
            row += 1
        if table.note:
            sheet.paragraph(row, table.note)
            row += 1
        row += 1


def sources_sheet(book: Workbook, styles: Styles, pack: BoardPack) -> None:
    """What the figures rest on, and what each source serves."""
    sheet = Sheet(book, SOURCES, styles, (100, 60))
    sheet.title(SOURCES, "Each source once, with the assumptions that rest on it.")
    sheet.heading(3, ("Source", "Serves"))
    sheet.page.repeat_rows(3)
    served: dict[str, list[str]] = {}
    for assumption in pack.assumptions:
        served.setdefault(assumption.source, []).append(assumption.label)
    for source in pack.sources:
        served.setdefault(source, [])
    for row, (source, labels_served) in enumerate(served.items(), start=4):
        sheet.wrapped(row, 0, (source, "; ".join(labels_served)))


def _widest(heads: Sequence[str], rows: Sequence[Sequence[Cell]], column: int) -> float:
    if column >= len(heads):
        return 10.0
    texts = [heads[column], *(str(row[column]) for row in rows)]
    return min(60.0, max(10.0, 1.2 * max(len(text) for text in texts) + 2))


def _fixed(sheet: Sheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.wrapped(row, column, (cell,))
    elif cell is not None:
        kind: Kind = "whole" if isinstance(cell, int) else "times"
        sheet.number(row, column, cell, sheet.styles.fixed(kind))
