"""Cells, formats and print set-up that all sheets of the workbook share."""

import math
from collections.abc import Collection, Sequence
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from workbench.business_case.rows import MONEY
from workbench.evidence.assumptions import SHARE

Kind = Literal["money", "price", "share", "points", "whole", "years", "times", "plain", "text"]

INK, ACCENT, PANEL, RULE = "#1B2A41", "#0F766E", "#F7F5F2", "#D6D0C8"
INPUT_INK, INPUT_FILL = "#1D4ED8", "#FFF8DC"
HARM = "#B45309"
FONT = "Arial"

_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "INR": "₹"}
LARGE = 1000.0
_DECIMALS_TYPED = 4
_LONGEST_TEXT = 32_000
_LINE_HEIGHT = 13.5


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula, even after a detour through CSV."""
    clipped = text[:_LONGEST_TEXT]
    starts = clipped.lstrip()[:1]
    return (
        f"'{clipped}" if starts in tuple("=+-@") or clipped[:1] in ("\t", "\r", "\n") else clipped
    )


def number_format(kind: Kind, currency: str) -> str:
    """The cell format of a kind of figure, in the workshop's currency."""
    sign = f"[${_SYMBOLS.get(currency, currency + ' ')}]"
    formats: dict[Kind, str] = {
        "money": f"{sign}#,##0;-{sign}#,##0;–",
        "price": f"{sign}#,##0.00;-{sign}#,##0.00",
        "share": "0.0%",
        "whole": "#,##0",
        "years": "0.0",
        "points": '+0.0%" points";-0.0%" points";–',
        "times": "0.00",
        "plain": "General",
        "text": "General",
    }
    return formats[kind]


def kind_of(unit: str, *figures: float) -> Kind:
    """How the figures of a row are shown, in a unit.

    Small amounts of money have their cents; other figures are whole from a thousand on, have two
    decimals when they were measured, and stand as they were typed otherwise.
    """
    largest = max((abs(figure) for figure in figures), default=0.0)
    if unit.startswith(MONEY):
        return "price" if unit != MONEY and largest < LARGE else "money"
    if unit == SHARE:
        return "share"
    if largest >= LARGE:
        return "whole"
    typed = all(round(figure, _DECIMALS_TYPED) == figure for figure in figures)
    return "plain" if typed else "times"


class Styles:
    """The formats of one workbook, made once each, and what stands at the foot of its pages."""

    def __init__(self, book: Workbook, currency: str, foot: str = "") -> None:
        self.foot = foot
        self._book = book
        self._currency = currency
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, kind: Kind = "text", **more: Any) -> Any:
        """The format of a kind of figure with further properties."""
        properties = {
            "font_name": FONT,
            "font_size": 10,
            "font_color": INK,
            "valign": "top",
            "num_format": number_format(kind, self._currency),
            **({"align": "left"} if more.get("indent") else {}),
            **more,
        }
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def given(self, kind: Kind) -> Any:
        """A figure that the reader may change."""
        return self.of(kind, font_color=INPUT_INK, bg_color=INPUT_FILL, border=1, border_color=RULE)

    def fixed(self, kind: Kind) -> Any:
        """A figure that was worked out elsewhere and does not move here."""
        return self.of(kind, bg_color=PANEL, italic=True)

    def total(self, kind: Kind) -> Any:
        """A sum or another result."""
        return self.of(kind, bold=True, top=1, top_color=INK)


class Sheet:
    """A worksheet with neutralised text, live formulas with their values, and printing set up."""

    def __init__(self, book: Workbook, name: str, styles: Styles, widths: Sequence[float]) -> None:
        self.name = name
        self.styles = styles
        self.page = book.add_worksheet(name)
        self.widths = list(widths)
        self._heights: dict[int, float] = {}
        for column, width in enumerate(widths):
            self.page.set_column(column, column, width, styles.of())
        self.page.hide_gridlines(2)
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer(f"&L&8&A&C&8{styles.foot}&R&8&P / &N")

    def text(self, row: int, column: int, text: str, style: Any = None) -> None:
        """Text, never a formula; set off a little from the figures before it."""
        plain = self.styles.of("text", indent=1 if column else 0)
        self.page.write_string(row, column, neutral(text), style or plain)

    def wrapped(self, row: int, column: int, texts: Sequence[str], style: Any = None) -> None:
        """Texts side by side from a column on, wrapped, in a row high enough for the longest."""
        for offset, text in enumerate(texts):
            indent = 1 if column + offset else 0
            plain = self.styles.of("text", text_wrap=True, indent=indent)
            self.text(row, column + offset, text, style or plain)
            self.make_room(row, text, self.widths[column + offset])

    def make_room(self, row: int, text: str, width: float, spare: float = 2) -> None:
        """Make the row at least as high as the wrapped text needs."""
        height = _LINE_HEIGHT * _lines(text, width) + spare
        if height > self._heights.get(row, 0):
            self._heights[row] = height
            self.page.set_row(row, height)

    def paragraph(self, row: int, text: str, style: Any = None) -> None:
        """Text across the sheet, wrapped."""
        wide, last = style or self.styles.of("text", text_wrap=True), len(self.widths) - 1
        if last:
            self.page.merge_range(row, 0, row, last, "", wide)
        self.page.write_string(row, 0, neutral(text), wide)
        self.make_room(row, text, sum(self.widths), spare=6)

    def heading(self, row: int, texts: Sequence[str], figures: Collection[int] = ()) -> None:
        """Column heads; those over figures stand on the right."""
        look = {"bold": True, "bg_color": INK, "font_color": "#FFFFFF", "text_wrap": True}
        look |= {"valign": "vcenter"}
        for column, text in enumerate(texts):
            side = {"align": "right"} if column in figures else {"indent": 1 if column else 0}
            self.text(row, column, text, self.styles.of("text", **look, **side))
            self.make_room(row, text, self.widths[column], spare=6)

    def title(self, text: str, remark: str) -> None:
        """The sheet's title in row 0 and what it is in row 1."""
        look = self.styles.of("text", bold=True, font_size=16, font_color=ACCENT, valign="vcenter")
        self.text(0, 0, text, look)
        self.page.set_row(0, 26)
        self.paragraph(1, remark)

    def section(self, row: int, text: str) -> None:
        """The name of a part of the sheet."""
        self.text(row, 0, text, self.styles.of(bold=True, font_color=ACCENT, font_size=11))

    def number(self, row: int, column: int, value: float, style: Any) -> None:
        """A figure."""
        self.page.write_number(row, column, value, style)

    def formula(self, row: int, column: int, formula: str, value: float | str, style: Any) -> None:
        """A live formula, with its value for viewers that do not recalculate."""
        self.page.write_formula(row, column, f"={formula}", style, value)

    def at(self, row: int, column: int) -> str:
        """A cell's address from any sheet, fixed."""
        return f"'{self.name}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"


def _lines(text: str, width: float) -> int:
    """How many lines wrapped text takes: Arial 10 sets more letters than the width counts.

    Narrow columns lose that to words that do not fit the end of a line.
    """
    letters = width * (1.15 if width >= 20 else 1.0)
    return sum(max(1, math.ceil(len(part) / letters)) for part in text.split("\n"))
