"""Changes: from a theme with one press, decided on, and on to the portfolio."""

from datetime import UTC, datetime

import streamlit as st
from pydantic import ValidationError

from workbench.strategy.changes import Change, Decision, change_of_theme, new_change_id, told
from workbench.ui.outcome import attempt, say
from workbench.ui.page import page
from workbench.ui.plain import plain
from workbench.ui.room_findings import changes, codebook, journey_map, statements
from workbench.ui.store import store
from workbench.voices.theme_report import ThemeReport, statements_of
from workbench.workshop.refused import Refused, refused
from workbench.workshop.workshop import Workshop

PLACE = "changes"


def show_changes(workshop: Workshop, report: ThemeReport) -> None:
    """The changes of the workshop, and new ones from themes or in one's own words."""
    say(PLACE)
    there, book = changes(workshop), codebook(workshop)
    left, right = st.columns([7, 5], gap="large")
    with right:
        _new(workshop, report)
    with left:
        if not there:
            st.info(
                "No change yet. Make one from a theme: it keeps the link to the statements that "
                "it comes from, and later steps vote on it.",
                icon=":material/construction:",
            )
            return
        for change in there:
            with st.expander(f"{plain(change.title)} · {change.decision.value}"):
                from_them = told(change, book)
                if from_them:
                    st.caption(f"From {from_them}")
                _own_statements(workshop, change)
                _edit(workshop, change)
        st.page_link(
            page("portfolio"),
            label="Enter a change as a bid in the portfolio",
            icon=":material/arrow_forward:",
        )


def _new(workshop: Workshop, report: ThemeReport) -> None:
    st.markdown("**From a theme**")
    book = codebook(workshop)
    order = [one.theme.id for one in report.themes] or [theme.id for theme in book.themes]
    labels = {theme.id: theme.label for theme in book.themes}
    theme = st.selectbox("Theme", order, format_func=lambda name: labels[name], key="change_theme")
    st.button(
        "Make it a change",
        key="change_from_theme",
        type="primary",
        on_click=_from_theme,
        args=(workshop, theme),
    )
    st.markdown("**In your own words**")
    st.text_input("What is to change", key="change_title", max_chars=120)
    st.button("Add", key="change_add", on_click=_added, args=(workshop,))


def _own_statements(workshop: Workshop, change: Change) -> None:
    words = [one.shown_text for one in statements(workshop) if one.id in change.statements]
    for text in words[:5]:
        st.markdown(f"> {plain(text)}")
    if len(words) > 5:
        st.caption(f"and {len(words) - 5} more")


def _edit(workshop: Workshop, change: Change) -> None:
    key = change.id
    steps = {one.id: one.label for one in journey_map(workshop).touchpoints}
    with st.form(f"change_{key}", border=False):
        st.text_input("Title", value=change.title, max_chars=120, key=f"title_{key}")
        st.text_area("Why", value=change.why, max_chars=400, key=f"why_{key}", height=70)
        one, two, three = st.columns(3)
        one.text_input("Owner", value=change.owner, max_chars=120, key=f"owner_{key}")
        two.selectbox(
            "Where in the journey",
            [*steps],
            index=[*steps].index(change.journey) if change.journey in steps else None,
            format_func=lambda name: steps[name],
            key=f"journey_{key}",
            placeholder="Anywhere",
        )
        three.selectbox(
            "Decision",
            [*Decision],
            index=[*Decision].index(change.decision),
            format_func=lambda decision: str(decision.value).capitalize(),
            key=f"decision_{key}",
        )
        st.text_input(
            "What the people who asked for it are told",
            value=change.answer,
            max_chars=400,
            key=f"answer_{key}",
        )
        st.form_submit_button("Save", on_click=_saved, args=(workshop, change))
    st.button("Remove", key=f"remove_{key}", on_click=_removed, args=(workshop, change))


def _from_theme(workshop: Workshop, theme_id: str) -> None:
    def made() -> str:
        book = store().room_parts.codebook(workshop.id)
        theme = book.theme(theme_id)
        if theme is None:
            raise Refused("This theme is not in the codebook any more.")
        own = statements_of(theme.id, store().statements.current(workshop.id), book)
        change = change_of_theme(theme, (one.id for one in own), datetime.now(UTC))
        store().changes.save(workshop.id, change)
        number = len(own)
        return f"A change from {number} statement{'s' if number != 1 else ''}: {change.title}."

    attempt(PLACE, made)


def _added(workshop: Workshop) -> None:
    def made() -> str:
        title = str(st.session_state.get("change_title", ""))
        change = _checked(
            {"id": new_change_id(title), "title": title, "made_at": datetime.now(UTC)}
        )
        store().changes.save(workshop.id, change)
        st.session_state["change_title"] = ""
        return f"Added: {change.title}."

    attempt(PLACE, made)


def _saved(workshop: Workshop, change: Change) -> None:
    def made() -> str:
        given = {
            name: st.session_state.get(f"{name}_{change.id}")
            for name in ("title", "why", "owner", "journey", "decision", "answer")
        }
        after = _checked(change.model_dump() | given)
        store().changes.save(workshop.id, after)
        return f"Saved: {after.title}."

    attempt(PLACE, made)


def _removed(workshop: Workshop, change: Change) -> None:
    def made() -> str:
        store().changes.remove(workshop.id, change.id)
        return f"Removed: {change.title}."

    attempt(PLACE, made)


def _checked(values: dict[str, object]) -> Change:
    try:
        return Change.model_validate(values)
    except ValidationError as error:
        raise refused(error) from error
