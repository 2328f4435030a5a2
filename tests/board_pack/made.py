"""A board pack made up for tests, and its workbook worked out by a spreadsheet engine."""

import logging
import warnings
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from tests.business_case.made import Centre, register
from workbench.board_pack.pack import BoardPack, Findings
from workbench.business_case.case import Simulate, build_case
from workbench.business_case.conventions import Conventions
from workbench.evidence.assumptions import Register

FINDINGS = Findings(
    title="Readiness by element",
    columns=("Element", "Role", "n", "Score", "Verdict"),
    rows=(("Style", "Executives", 9, 3.6, "pass"), ("Style", "Advisors", 60, 2.1, "fail")),
    note="Scores from 1 to 5.",
)


def pack(
    held: Register | None = None,
    simulate: Simulate | None = None,
    agreed: Conventions | None = None,
    **more: Any,
) -> BoardPack:
    held = held or register(horizon_years=1.0)
    said: dict[str, Any] = {
        "organisation": "An invented company",
        "workshop": "Autumn session",
        "scenario": "Let advisors finish",
        "model": "Headroom 0.1.0",
        "currency": "EUR",
        "as_of": date(2026, 11, 21),
        "findings": (FINDINGS,),
        "sources": ("Garnett, Mandelbaum and Reiman (2002)",),
    }
    case = build_case(held, simulate or Centre(), conventions=agreed)
    return BoardPack(case=case, assumptions=tuple(held.values()), **(said | more))


def opened(content: bytes, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content), data_only=values)


def named_cell(book: openpyxl.Workbook, name: str) -> Any:
    sheet, cell = next(iter(book.defined_names[name].destinations))
    return book[sheet][cell]


def recalculated(
    content: bytes, folder: Path, changes: Mapping[str, float] | None = None
) -> dict[tuple[str, str], Any]:
    """Every formula's value by sheet and cell, with some named cells changed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("formulas").setLevel(logging.ERROR)
        import formulas

        path = folder / "pack.xlsx"
        path.write_bytes(content)
        book = opened(content)
        inputs = {}
        for name, value in (changes or {}).items():
            cell = named_cell(book, name)
            inputs[f"'[{path.name}]{cell.parent.title.upper()}'!{cell.coordinate}"] = value
        solution = formulas.ExcelModel().loads(str(path)).finish().calculate(inputs=inputs)
        found = {}
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        key = f"'[{path.name}]{sheet.title.upper()}'!{cell.coordinate}"
                        found[sheet.title, cell.coordinate] = solution[key].value[0, 0]
    return found
