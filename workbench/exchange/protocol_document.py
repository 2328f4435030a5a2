"""The protocol of a pilot as one HTML file: it opens anywhere, prints, and word processors edit it.

It holds its own style, no script, and asks no other host for anything.
"""

from html import escape

from workbench.headroom.pilot.protocol import NEW, Protocol, Section

STYLE = """
body { font: 11pt/1.5 "Source Sans 3", "Segoe UI", Arial, sans-serif; color: #1b2a41;
  max-width: 46rem; margin: 2.5rem auto; padding: 0 1rem; }
h1 { font: 600 20pt/1.2 "Source Serif 4", Georgia, serif; margin-bottom: 0.2rem; }
h2 { font: 600 13pt/1.3 "Source Serif 4", Georgia, serif; margin: 1.6rem 0 0.3rem; }
p { margin: 0 0 0.5rem; }
.subtitle { color: #5f6672; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 0.5rem 0; font-size: 9pt; }
th, td { border: 1px solid #b9b3a9; padding: 0.25rem 0.45rem; text-align: left; }
td.new { background: #0f766e; color: #ffffff; }
tr { break-inside: avoid; }
h2 { break-after: avoid; }
@page { margin: 18mm; }
@media print { body { margin: 0; max-width: none; } td.new { print-color-adjust: exact; } }
"""


def protocol_document(agreed: Protocol, taken_on: str) -> bytes:
    """The file; `taken_on` is the day in words."""
    body = "".join(_section(section) for section in agreed.sections)
    title, subtitle = escape(agreed.title), escape(agreed.subtitle)
    return (
        "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{title}</title><style>{STYLE}</style></head><body>"
        f"<h1>{title}</h1><p class='subtitle'>{subtitle} As of {escape(taken_on)}.</p>"
        f"{body}</body></html>\n"
    ).encode()


def _section(section: Section) -> str:
    paragraphs = "".join(f"<p>{escape(told)}</p>" for told in section.paragraphs)
    return f"<h2>{escape(section.heading)}</h2>{paragraphs}{_table(section.table)}"


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in rows[0])
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[1:])
    return f"<div class='wide'><table><tr>{head}</tr>{body}</table></div>"


def _cell(told: str) -> str:
    kind = " class='new'" if told == NEW else ""
    return f"<td{kind}>{escape(told) or '&nbsp;'}</td>"
