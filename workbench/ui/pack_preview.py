"""The board pack before it is taken: what it holds, what moves in it, and the one button."""

import streamlit as st

from workbench.board_pack.contents import contents
from workbench.board_pack.pack import BoardPack, Cell, Findings
from workbench.evidence.assumptions import Register
from workbench.evidence.units import MINUS
from workbench.headroom.scenario import Scenario
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.pack import XLSX, file_name, written
from workbench.ui.pack_sections import Sections
from workbench.ui.plain import plain
from workbench.ui.terms import tried_in_words
from workbench.ui.to_the_board import note_pack_taken
from workbench.workshop.workshop import Workshop


def download(workshop: Workshop, pack: BoardPack, sections: Sections) -> None:
    """The one button; the workbook and its sections are written when it is pressed."""
    with st.container(border=True):
        st.markdown(
            "**One spreadsheet that a finance department can audit**, for the scenario "
            f"“{plain(pack.scenario)}”."
        )
        st.download_button(
            "Take the board pack",
            data=lambda: written(pack, sections.made()),
            file_name=file_name(pack),
            mime=XLSX,
            type="primary",
            icon=":material/download:",
            key="take_pack",
            on_click=note_pack_taken,
            args=(workshop, pack.scenario),
        )
        st.caption(f"An XLSX file: {plain(file_name(pack))}")


def say_tried(workshop: Workshop, held: Register, scenario: Scenario) -> None:
    """That the pack counts with figures that were tried and not kept."""
    tried = {key: value for key, value in scenario.overrides.items() if value != held.value(key)}
    if tried:
        words = tried_in_words(tried, held, workshop.currency)
        st.warning(
            f"This pack counts with figures that were tried and not kept: {plain(words)}. The "
            "sheet of assumptions says so beside each.",
            icon=":material/science:",
        )


def what_it_holds(pack: BoardPack, sections: Sections) -> None:
    """The sheets, and what is live and what is fixed."""
    st.header("What the workbook holds")
    figure_table(
        ("Sheet", "Moves?", "What you find there"),
        [
            FigureRow(each.sheet, (each.moves, each.words))
            for each in contents(with_findings=bool(pack.findings), sections=sections.names)
        ],
        caption="The sheets of the workbook",
        words=frozenset({1, 2}),
    )
    st.caption(
        "Live: change an assumption in the workbook and these figures follow, in any spreadsheet "
        "program. Fixed: worked out by Headroom on the day of the export; they do not move. "
        f"{len(pack.assumptions)} assumptions, {len(pack.sources)} methods and publications "
        "beside the sources of the assumptions. No macros, no links to other files."
    )
    with st.expander("Methods and publications", icon=":material/menu_book:"):
        st.markdown("\n".join(f"- {plain(source)}" for source in pack.sources))


def what_was_released(pack: BoardPack) -> None:
    """The tables of readiness and voices as they stand in the pack."""
    st.header("Readiness and voices in the pack")
    if not pack.findings:
        st.markdown(
            "Nothing has been revealed in this workshop, so the pack has no sheet on readiness and "
            "voices yet. Reveal the results on the Readiness page and it will."
        )
        return
    for findings in pack.findings:
        with st.expander(findings.title, expanded=findings is pack.findings[0]):
            _table(findings)


def _table(findings: Findings) -> None:
    words = frozenset(
        place
        for place in range(1, len(findings.columns))
        if any(isinstance(row[place], str) for row in findings.rows)
    )
    figure_table(
        findings.columns,
        [FigureRow(_cell(name), [_cell(cell) for cell in rest]) for name, *rest in findings.rows],
        caption=findings.title,
        words=words,
    )
    if findings.note:
        st.caption(plain(findings.note))


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:,.2f}".replace("-", MINUS)
    return str(cell).replace("-", MINUS) if isinstance(cell, int) else cell
