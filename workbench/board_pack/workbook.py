"""The board pack as one spreadsheet file that recalculates itself."""

from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from workbench.board_pack.agreed import agreed_figures
from workbench.board_pack.audit import audit_sheet
from workbench.board_pack.cash_flow import cash_flow_sheet
from workbench.board_pack.fixed_sheets import (
    findings_sheet,
    lines_sheet,
    scenarios_sheet,
    sources_sheet,
    tornado_sheet,
)
from workbench.board_pack.inputs import assumptions_sheet, cell_names, results_sheet
from workbench.board_pack.months import months_sheet
from workbench.board_pack.pack import INVENTED, BoardPack
from workbench.board_pack.sections import section_sheet
from workbench.board_pack.sheet import Styles
from workbench.board_pack.summary import fill_summary, summary_sheet
from workbench.board_pack.valuation_sheet import valuation_sheet

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(pack: BoardPack) -> bytes:
    """The board pack as an XLSX file.

    Every assumption, every result of the simulator and every convention is a named cell; the
    monthly model, the cash flow and the valuation are formulas over them, with their values stored
    for viewers that do not recalculate. Text is never taken for a formula. The same pack gives the
    same bytes.
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
    named = [each.id for each in pack.assumptions]
    names = cell_names([*named, *pack.case.rows.result_names, *agreed_figures(pack.case)])
    summary = summary_sheet(book, styles)
    assumptions_sheet(book, styles, pack, names)
    results_sheet(book, styles, pack, names)
    lines_sheet(book, styles, pack)
    months = months_sheet(book, styles, pack, names)
    layout = cash_flow_sheet(book, styles, pack, months)
    measures = valuation_sheet(book, styles, pack, layout, months)
    audit_sheet(book, styles, pack, layout, months)
    scenarios_sheet(book, styles, pack)
    tornado_sheet(book, styles, pack)
    if pack.findings:
        findings_sheet(book, styles, pack)
    for section in pack.sections:
        section_sheet(book, styles, section)
    sources_sheet(book, styles, pack)
    fill_summary(book, summary, pack, layout, measures)
    book.close()
    return buffer.getvalue()
