"""The audit sheet: the conventions, checks that must be zero, and a second opinion."""

from collections.abc import Iterator

from xlsxwriter import Workbook

from workbench.board_pack.agreed import agreed_figures
from workbench.board_pack.grid import Layout
from workbench.board_pack.months import APART, COSTS, FACTOR, HEADLINE_BLOCK, VALUE_BLOCK
from workbench.board_pack.pack import BoardPack
from workbench.board_pack.sheet import Sheet, Styles
from workbench.business_case.case import Case
from workbench.business_case.conventions import TAX_RATE
from workbench.business_case.rows import RowKind
from workbench.business_case.second_opinion import second_opinion
from workbench.business_case.sentences import conventions_in_words

NAME = "Audit"
SUM_OF_CHECKS = "All checks together"


def audit_sheet(
    book: Workbook, styles: Styles, pack: BoardPack, layout: Layout, months: Layout
) -> None:
    """Write the sheet."""
    case = pack.case
    sheet = Sheet(book, NAME, styles, (64, 26, 26, 16, 60))
    sheet.title(
        NAME,
        "How the case is reckoned, checks that must all be zero, and the same flows valued by "
        "numpy-financial, an independent library.",
    )
    row = _conventions(book, sheet, case, 3)
    row = _checks(sheet, case, layout, months, row + 1)
    _second_opinion(sheet, case, row + 1)


def _conventions(book: Workbook, sheet: Sheet, case: Case, row: int) -> int:
    sheet.section(row, "Conventions")
    for sentence in conventions_in_words(case):
        row += 1
        sheet.paragraph(row, sentence)
    row += 1
    for name, (words, value) in agreed_figures(case).items():
        row += 1
        sheet.text(row, 0, words)
        sheet.number(row, 1, value, sheet.styles.given("plain"))
        sheet.text(row, 2, name)
        book.define_name(name, f"={sheet.at(row, 1)}")
    return row + 1


def _checks(sheet: Sheet, case: Case, layout: Layout, months: Layout, row: int) -> int:
    sheet.section(row, "Checks: each must be 0")
    first = row + 1
    for label, formula in _differences(case, layout, months):
        row += 1
        sheet.wrapped(row, 0, (label,))
        sheet.formula(row, 1, f"ROUND({formula},1)", 0.0, sheet.styles.of("whole", align="right"))
    row += 1
    sheet.text(row, 0, SUM_OF_CHECKS, sheet.styles.total("text"))
    total = f"SUM({sheet.at(first, 1)}:{sheet.at(row - 1, 1).split('!')[1]})"
    sheet.formula(row, 1, total, 0.0, sheet.styles.total("whole"))
    return row + 1


def _differences(case: Case, layout: Layout, months: Layout) -> Iterator[tuple[str, str]]:
    """What must be zero, as formulas; absolute, so that no two hide each other."""

    def whole(key: str) -> str:
        return months.range(key)

    for block, words in ((HEADLINE_BLOCK, "headline"), (VALUE_BLOCK, "with your value")):
        net, gained = f"{block} net", f"{block} benefits"
        kept = f"*(1-{TAX_RATE})" if case.conventions.taxed else ""
        yield (
            f"Years add up to the months, {words}",
            f"ABS(SUM({layout.range(net)})-SUM({whole(net)}))",
        )
        yield (
            f"Net is benefits less costs, {words}",
            f"ABS((SUM({whole(gained)})-SUM({whole(COSTS)})){kept}-SUM({whole(net)}))",
        )
        yield (
            f"Discounted months add up to the net present value, {words}",
            f"ABS(SUM({whole(f'{block} discounted')})-SUMPRODUCT({whole(net)},{whole(FACTOR)}))",
        )
        yield (
            f"Flows moved to where they fall add up to the same, {words}",
            f"ABS(SUM({whole(net)})-SUM({whole(f'{block} placed')}))",
        )
        last = months.periods - 1
        yield (
            f"The cumulative flow ends at the total, {words}",
            f"ABS({months.cell(f'{block} cumulative', last)}-SUM({whole(net)}))",
        )
    lines = [*case.of_kind(RowKind.BENEFIT, case.headline.tiers)]
    listed = "+".join(f"SUM({layout.range(line.row.id)})" for line in lines)
    yield (
        "Benefits in the headline add up, line by line",
        f"ABS({listed}-SUM({layout.range(f'{HEADLINE_BLOCK} benefits')}))",
    )
    for line in case.of_kind(RowKind.STATE):
        key = line.row.id
        if line.without:
            both = f"{months.cell(key, 0)}-{months.cell(APART + key, 0)}"
            yield f"Both runs start alike: {line.row.label}", f"ABS({both})"
    pooled: dict[str, list[str]] = {}
    for line in case.of_kind(RowKind.BENEFIT):
        if line.row.pool:
            pooled.setdefault(line.row.pool, []).append(line.row.id)
    for pool, keys in pooled.items():
        spent = months.range(APART + pool if case.line(pool).without else pool)
        saved = "+".join(f"SUM({months.range(key)})" for key in keys)
        label = case.line(pool).row.label
        yield f"No more is saved than it costs: {label}", f"MAX(0,{saved}-SUM({spent}))"
    for line in case.of_kind(RowKind.BENEFIT):
        yield f"No benefit today: {line.row.label}", f"ABS({months.cell(line.row.id, 0)})"


def _second_opinion(sheet: Sheet, case: Case, row: int) -> None:
    sheet.section(row, "The headline's flows valued by numpy-financial when this file was made")
    heads = ("Measure", "Headroom", "numpy-financial", "Agrees", "Remark")
    sheet.heading(row + 1, heads, figures=(1, 2))
    fixed = sheet.styles.fixed
    for place, check in enumerate(second_opinion(case, case.headline), start=row + 2):
        sheet.text(place, 0, check.measure)
        kind = fixed("money" if check.measure == "NPV" else "share")
        for column, value in ((1, check.ours), (2, check.theirs)):
            if value is None:
                sheet.text(place, column, "none", fixed("text"))
            else:
                sheet.number(place, column, value, kind)
        sheet.text(place, 3, "yes" if check.agrees else "no")
        sheet.wrapped(place, 4, (check.remark,))
