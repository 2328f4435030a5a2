"""A table of sentences: real rows and headers, which become blocks under each other on a phone."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

# The framework's own table keeps its columns on a phone, a word wide each. The roles are spelled
# out because a browser forgets that a table is one once its rows are laid out as blocks.
STYLE = """<style>
.reading { width: 100%; border-collapse: collapse; line-height: 1.45; }
.reading caption { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.reading th, .reading td { text-align: left; vertical-align: top; padding: .5rem .9rem .5rem 0;
  font-weight: 400; border-bottom: 1px solid rgba(128, 128, 128, .3); }
.reading thead th { font-size: .875rem; opacity: .75; }
.reading tbody th { font-weight: 600; }
@media (max-width: 640px) {
  .reading thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
  .reading tr { display: block; padding: .6rem 0;
    border-bottom: 1px solid rgba(128, 128, 128, .3); }
  .reading th, .reading td { display: block; border: 0; padding: .1rem 0; }
  .reading .short { display: inline-block; margin-right: .6rem; }
}
</style>"""
SHORT = 14


def reading_table(
    rows: Sequence[Mapping[str, str]], caption: str, colours: Mapping[str, str] | None = None
) -> None:
    """Rows of texts by column, the first one naming its row; nothing in them is read as markup.

    `caption` names the table to those who cannot see it. `colours` are those of cells that hold
    one certain word.
    """
    columns = list(rows[0]) if rows else []
    head = "".join(f'<th role="columnheader" scope="col">{escape(c)}</th>' for c in columns)
    body = "".join(
        '<tr role="row">'
        + "".join(
            _cell(row[column], is_first=column == columns[0], colours=colours or {})
            for column in columns
        )
        + "</tr>"
        for row in rows
    )
    st.html(
        f'{STYLE}<table role="table" class="reading"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _cell(text: str, *, is_first: bool, colours: Mapping[str, str]) -> str:
    style = f' style="color:{colours[text]};font-weight:600"' if text in colours else ""
    kind = ' class="short"' if len(text) <= SHORT else ""
    shown = escape(text)
    if is_first:
        return f'<th role="rowheader" scope="row"{kind}>{shown}</th>'
    return f'<td role="cell"{kind}{style}>{shown}</td>'
