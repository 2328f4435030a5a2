"""Tables of figures as a finance department sets them: right-aligned, ruled, sections apart."""

from collections.abc import Sequence
from enum import StrEnum
from html import escape
from typing import NamedTuple

import streamlit as st


class Weight(StrEnum):
    """What a row is in the table."""

    LINE = "line"
    TOTAL = "total"
    SECTION = "section"
    OUTSIDE = "outside"


class FigureRow(NamedTuple):
    """A row: its name, the cells after it, what it is, and a remark under the name.

    A section has a name only.
    """

    name: str
    cells: Sequence[str] = ()
    weight: Weight = Weight.LINE
    remark: str = ""


MANY = 9
"""With more columns than this a table of figures is set closer."""

# The framework's own tables set figures left and cannot group rows. `light-dark` follows its theme.
# On a phone a table with words turns into a list: a row of it is a paragraph there.
STYLE = """<style>
.figures { overflow-x: auto; }
.figures table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.figures caption { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.figures th, .figures td { padding: 0.36rem 0 0.36rem 1.4rem; text-align: right;
  vertical-align: baseline; white-space: nowrap; font-weight: 400; }
.figures thead th { border-bottom: 1.5px solid; font-weight: 600; white-space: normal;
  vertical-align: bottom; min-width: 5.5rem; }
.figures:not(.list) thead th { white-space: nowrap; min-width: 0; }
.figures.many table { font-size: 0.875rem; }
.figures.many tr > * + * { padding-left: 0.75rem; }
.figures.many thead th:last-child { white-space: normal !important; }
.figures tr > :first-child { text-align: left; white-space: normal; min-width: 8.5rem;
  padding-left: 0; position: sticky; left: 0; background: light-dark(#ffffff, #121a24); }
.figures .words { text-align: left; white-space: normal; min-width: 6rem; }
.figures.list thead th { min-width: 4rem; }
.figures.list tr > .words:last-child { min-width: 15rem; }
.figures .remark { display: block; font-size: 0.8125rem; color: light-dark(#5f6672, #a9b1bc); }
.figures tbody tr + tr > * { border-top: 1px solid light-dark(#ddd8d0, #3a4656); }
.figures tbody tr.section > * { padding-top: 1.3rem; font-weight: 600; border-top: 0;
  border-bottom: 1px solid light-dark(#928b81, #65748a); }
.figures tbody tr.total > * { font-weight: 600; border-top: 1.5px solid; }
.figures tbody tr.outside > * { color: light-dark(#5f6672, #a9b1bc); font-style: italic; }
@media (max-width: 640px) {
  .figures:not(.list) { font-size: 0.875rem; }
  .figures:not(.list) thead th { white-space: normal; }
  .figures:not(.list) tr > * + * { padding-left: 0.6rem; }
  .figures:not(.list) tr > :first-child { min-width: 8rem; }
  .figures.list thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .figures.list tbody, .figures.list tr, .figures.list th { display: block; }
  .figures.list td { display: flex; justify-content: space-between; gap: 1rem;
    white-space: normal; }
  .figures.list tr > * { padding: 0.15rem 0; border: 0 !important; }
  .figures.list tr { padding: 0.6rem 0; }
  .figures.list tr + tr { border-top: 1px solid light-dark(#ddd8d0, #3a4656); }
  .figures.list tr > :first-child { font-weight: 600; position: static; }
  .figures.list td::before { content: attr(data-head); text-align: left; flex: none;
    color: light-dark(#5f6672, #a9b1bc); }
  .figures.list tr > .words:last-child { min-width: 0; }
  .figures.list td.words { display: block; }
  .figures.list td.words::before { display: block; }
  .figures.list td:empty { display: none; }
}
</style>"""


def figure_table(
    columns: Sequence[str],
    rows: Sequence[FigureRow],
    *,
    caption: str,
    words: frozenset[int] = frozenset(),
) -> None:
    """Draw a table of figures; `caption` is what a screen reader calls it.

    `words` are the columns that hold text, which stands on the left and wraps; the first always
    does. A table with such columns is a list on a phone, another one is moved sideways there.
    Every text is escaped.
    """
    head = "".join(
        f"<th scope='col' role='columnheader'{_words(place, words)}>{escape(column)}</th>"
        for place, column in enumerate(columns)
    )
    body = "".join(_row(row, columns, words) for row in rows)
    kind = "list" if words else "many" if len(columns) > MANY else ""
    st.html(
        f"{STYLE}<div class='figures {kind}' role='region' tabindex='0' "
        f"aria-label='{escape(caption)}'>"
        f"<table role='table'><caption>{escape(caption)}</caption>"
        f"<thead role='rowgroup'><tr role='row'>{head}</tr></thead>"
        f"<tbody role='rowgroup'>{body}</tbody></table></div>"
    )


def _row(row: FigureRow, columns: Sequence[str], words: frozenset[int]) -> str:
    if row.weight is Weight.SECTION:
        return (
            f"<tr class='section' role='row'><th scope='colgroup' role='rowheader' "
            f"colspan='{len(columns)}'>{escape(row.name)}</th></tr>"
        )
    cells = "".join(
        f"<td role='cell' data-head='{escape(columns[place])}'{_words(place, words)}>"
        f"{escape(cell)}</td>"
        for place, cell in enumerate(row.cells, start=1)
    )
    remark = f"<span class='remark'>{escape(row.remark)}</span>" if row.remark else ""
    return (
        f"<tr class='{row.weight}' role='row'><th scope='row' role='rowheader'>"
        f"{escape(row.name)}{remark}</th>{cells}</tr>"
    )


def _words(place: int, words: frozenset[int]) -> str:
    return " class='words'" if place in words else ""
