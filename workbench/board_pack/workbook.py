"""The board pack as one spreadsheet file that recalculates itself."""

from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from workbench.board_pack.cash_flow import cash_flow_sheet
from workbench.board_pack.fixed_sheets import (
    findings_sheet,
    lines_sheet,
    scenarios_sheet,
    sources_sheet,
)
from workbench.board_pack.inputs import assumptions_sheet, cell_names, results_sheet
from workbench.board_pack.pack import INVENTED, BoardPack
from workbench.board_pack.sections import section_sheet
from workbench.board_pack.sheet import Styles
from workbench.board_pack.summary import fill_summary, summary_sheet
from workbench.board_pack.valuation_sheet import valuation_sheet

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(pack: BoardPack) -> bytes:
    """The board pack as an XLSX file.

    Every assumption and every result of the simulator is a named cell; cash flow and valuation are
    formulas over them, with their values stored for viewers that do not recalculate. Text is never
    taken for a formula. The same pack gives the same bytes.
    """
    buffer = BytesIO()
    book = Workbook(buffer, _OPTIONS)
    book.set_properties(
        {
            "title": f"Business case: {pack.scenario}",
            "subject": pack.workshop,
            "author": pack.organisation,
            "comments": f"Made by {pack.model}",
            "created": datetime.combine(pack.as_of, time()),
        }
    )
    book.set_calc_mode("auto")
    styles = Styles(book, pack.currency, INVENTED if pack.invented else "")
    names = cell_names([*(each.id for each in pack.assumptions), *pack.case.rows.result_names])
    summary = summary_sheet(book, styles)
    assumptions_sheet(book, styles, pack, names)
    results_sheet(book, styles, pack, names)
    lines_sheet(book, styles, pack)
    layout = cash_flow_sheet(book, styles, pack, names)
    measures = valuation_sheet(book, styles, pack, layout)
    scenarios_sheet(book, styles, pack)
    if pack.findings:
        findings_sheet(book, styles, pack)
    for section in pack.sections:
        section_sheet(book, styles, section)
    sources_sheet(book, styles, pack)
    fill_summary(book, summary, pack, layout, measures)
    book.close()
    return buffer.getvalue()
