"""The first sheet: what the case says, on one page."""

from collections.abc import Mapping

from xlsxwriter import Workbook

from workbench.board_pack.grid import Layout
from workbench.board_pack.pack import INVENTED, BoardPack
from workbench.board_pack.pictures import benefits_and_costs_chart, cumulative_chart
from workbench.board_pack.sheet import ACCENT, INK, PANEL, Kind, Sheet, Styles
from workbench.board_pack.valuation_sheet import OK, Shown
from workbench.business_case.sentences import (
    break_even_sentence,
    irr_sentence,
    one_sentence,
    payback_sentence,
    verdict_headline,
)

NAME = "Summary"
_FIGURES: tuple[tuple[str, str, Kind], ...] = (
    ("npv", "Net present value", "money"),
    ("bcr", "Benefit-cost ratio", "times"),
    ("payback", "Payback, years", "years"),
    ("break_even", "Break-even value of a contact", "price"),
)
NONE_NEEDED = "none needed: it pays without"
_AS_EXPORTED = (
    "The sentences and the titles of the pictures stand as when this file was made; the figures "
    "and the pictures are live."
)
_MOVED = (
    "An assumption has been changed since this file was made: the figures and the pictures have "
    "moved, the sentences and titles have not."
)


def summary_sheet(book: Workbook, styles: Styles) -> Sheet:
    """An empty first sheet, so that it comes first; `fill_summary` writes it."""
    return Sheet(book, NAME, styles, (32, 32, 32, 36))


def fill_summary(
    book: Workbook, sheet: Sheet, pack: BoardPack, layout: Layout, measures: Mapping[str, Shown]
) -> None:
    """The verdict, four figures, the case in sentences, and two pictures."""
    styles, case, last = sheet.styles, pack.case, len(sheet.widths) - 1
    about = [pack.organisation, pack.workshop, pack.as_of.isoformat(), pack.model]
    about += [INVENTED] if pack.invented else []
    sheet.title(f"Business case: {pack.scenario}", " · ".join(about))
    verdict = styles.of(
        "text", bold=True, font_size=13, font_color=INK, text_wrap=True, bg_color=PANEL
    )
    said = f"{verdict_headline(case, pack.currency)}."
    sheet.paragraph(3, said, verdict)
    sheet.make_room(3, said, sum(sheet.widths) * 0.65, spare=10)
    for column, (key, label, kind) in enumerate(_FIGURES):
        sheet.text(5, column, label, styles.of("text", font_color=ACCENT, bold=True))
        shown = _unless_negative(measures[key]) if key == "break_even" else measures[key]
        size = 10 if isinstance(shown.value, str) else 18
        style = styles.of(kind, bold=True, font_size=size, align="left", text_wrap=True)
        sheet.formula(6, column, shown.address, shown.value, style)
    sheet.page.set_row(6, 34)
    row = 8
    sentences = [
        one_sentence(case, pack.currency),
        payback_sentence(case, case.headline),
        irr_sentence(case.headline),
        break_even_sentence(case, pack.currency),
    ]
    for sentence in sentences:
        sheet.paragraph(row, sentence)
        row += 1
    formula = f'IF({measures["as_exported"].address}="{OK}","{_AS_EXPORTED}","{_MOVED}")'
    note = styles.of("text", italic=True, text_wrap=True)
    sheet.page.merge_range(row, 0, row, last, "", note)
    sheet.formula(row, 0, formula, _AS_EXPORTED, note)
    sheet.make_room(row, _MOVED, sum(sheet.widths))
    sheet.page.insert_chart(row + 2, 0, cumulative_chart(book, pack, layout))
    sheet.page.insert_chart(row + 2, 2, benefits_and_costs_chart(book, pack, layout))


def _unless_negative(shown: Shown) -> Shown:
    """A break-even value below zero is no value to believe in: the case pays without it."""
    cell, value = shown
    needed = f'IF(ISNUMBER({cell}),IF({cell}<0,"{NONE_NEEDED}",{cell}),{cell})'
    return Shown(needed, NONE_NEEDED if isinstance(value, float) and value < 0 else value)
