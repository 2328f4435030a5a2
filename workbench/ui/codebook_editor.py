"""The codebook as a table that can be changed, and how well its keywords do."""

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from workbench.ui.outcome import attempt, say
from workbench.ui.room_findings import codebook, statements
from workbench.ui.store import store
from workbench.voices.codebook import Codebook, Theme, keywords_of
from workbench.voices.instrument import instrument
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "codebook"
TABLE = "codebook_table"


def show_codebook(workshop: Workshop) -> None:
    """Themes with their keywords, the element and the must-have each belongs to."""
    say(PLACE)
    book = codebook(workshop)
    elements = {name: one.label for name, one in instrument().elements.items()}
    st.caption(
        "A keyword matches at the beginning of a word; “=” in front asks for the whole word. The "
        "theme with the most different keywords in a text wins. What a writer picked, or you "
        "assigned, comes before the keywords."
    )
    table = pd.DataFrame(
        [
            {
                "id": theme.id,
                "Theme": theme.label,
                "Seven S": elements.get(theme.element, theme.element),
                "Must-have": book.must_haves.get(theme.must_have or "", ""),
                "Keywords": ", ".join(theme.keywords),
            }
            for theme in book.themes
        ]
    )
    edited = st.data_editor(
        table,
        key=TABLE,
        hide_index=True,
        num_rows="dynamic",
        column_config={
            "id": None,
            "Theme": st.column_config.TextColumn(width="medium", max_chars=60),
            "Seven S": st.column_config.SelectboxColumn(
                options=[*elements.values()], width="small"
            ),
            "Must-have": st.column_config.SelectboxColumn(
                options=["", *book.must_haves.values()], width="medium"
            ),
            "Keywords": st.column_config.TextColumn(width="large", max_chars=1200),
        },
    )
    with st.container(horizontal=True):
        st.button(
            "Save the codebook",
            key="codebook_save",
            type="primary",
            on_click=_saved,
            args=(workshop, book, edited),
        )
        st.button(
            "Back to the shipped one", key="codebook_reset", on_click=_reset, args=(workshop,)
        )
    _how_well(workshop, book)
    st.caption(f"{book.source} As of {book.as_of:%d %B %Y}.")


def _how_well(workshop: Workshop, book: Codebook) -> None:
    """How often the keywords agree with the themes that people gave."""
    given = [one for one in statements(workshop) if one.theme is not None]
    if not given:
        return
    coded = [(one.theme, book.theme_of(one.shown_text)) for one in given]
    hit = sum(own == theme for own, theme in coded)
    miss = sum(theme is None for _, theme in coded)
    st.caption(
        f"Of {len(given)} statements with a theme from their writer or from you, the keywords find "
        f"the same theme in {hit}, another in {len(given) - hit - miss} and none in {miss}."
    )


def _saved(workshop: Workshop, book: Codebook, edited: pd.DataFrame) -> None:
    def made() -> str:
        store().room_parts.set_codebook(workshop.id, _read(book, edited))
        st.session_state.pop(TABLE, None)
        return "Saved. Counts by role follow once the change touches enough people of a role."

    attempt(PLACE, made)


def _reset(workshop: Workshop) -> None:
    def made() -> str:
        store().room_parts.set_codebook(workshop.id, None)
        st.session_state.pop(TABLE, None)
        return "The shipped codebook is in force again."

    attempt(PLACE, made)


def _read(book: Codebook, edited: pd.DataFrame) -> Codebook:
    elements = {one.label: name for name, one in instrument().elements.items()}
    must_haves = {label: name for name, label in book.must_haves.items()}
    themes, taken = [], {theme.id for theme in book.themes}
    for number, row in enumerate(edited.fillna("").to_dict("records"), start=1):
        label = str(row["Theme"]).strip()
        known = str(row["id"]) or _new_id(label, taken)
        taken.add(known)
        own = book.theme(known)
        try:
            themes.append(
                Theme(
                    id=known,
                    label=label,
                    meaning=own.meaning if own else "",
                    element=elements.get(str(row["Seven S"]), ""),
                    must_have=must_haves.get(str(row["Must-have"])),
                    keywords=keywords_of(str(row["Keywords"])),
                )
            )
        except ValidationError as error:
            field = " ".join(str(part) for part in error.errors()[0]["loc"][:1])
            raise Refused(
                f"Row {number} ({label or 'no name'}): {field} is not accepted. A name has 2 to 60 "
                "letters, a keyword 2 to 40, a theme up to 60 keywords."
            ) from error
        if not themes[-1].element:
            raise Refused(f"Row {number} ({label}): choose which of the seven S it belongs to.")
    try:
        return Codebook.model_validate(book.model_dump() | {"themes": tuple(themes)})
    except ValidationError as error:
        raise Refused("The codebook needs 1 to 40 themes.") from error


def _new_id(label: str, taken: set[str]) -> str:
    letters = "".join(c if c.isascii() and c.isalnum() else "_" for c in label.lower()).strip("_")
    base = (letters if letters[:1].isalpha() else f"t_{letters}")[:20] or "theme"
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}_{number}"
    return found
