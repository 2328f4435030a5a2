"""The figures that are tried here and not kept: listed, put back, or kept in the register."""

import streamlit as st

from workbench.evidence.assumptions import AssumptionEdit, Register
from workbench.evidence.edit_problems import problems_of_text
from workbench.evidence.grades import Grade, SourceKind
from workbench.evidence.units import figure_in_words
from workbench.headroom.scenario import Scenario
from workbench.ui.current import register
from workbench.ui.outcome import attempt, problems_at, refuse, say, under_field
from workbench.ui.plain import plain
from workbench.ui.scenarios import change, override, working_scenario
from workbench.ui.store import now, store
from workbench.workshop.workshop import Workshop

PLACE = "tried figures"
SOURCE, OWNER = "tried_source", "tried_owner"


def differing(held: Register, scenario: Scenario) -> tuple[str, ...]:
    """The figures that the scenario tries and the register does not hold, in its order."""
    return tuple(
        key
        for key in held
        if key in scenario.overrides and scenario.overrides[key] != held.value(key)
    )


def tried_figures(workshop: Workshop, scenario: Scenario) -> None:
    """What is tried instead of what, with the way back and the way into the register.

    It is always there, so that nothing moves under the hand of somebody who tries a figure.
    """
    held = register(workshop)
    tried = differing(held, scenario)
    say(PLACE)
    with st.expander(_label(len(tried)), icon=":material/science:", key="tried_figures"):
        for key in tried:
            _row(workshop, held, key, scenario.overrides[key])
        if not tried:
            st.caption(
                "Another value is tried below, under Today's figures, The scorecard or How people "
                "respond."
            )
            return
        with st.container(horizontal=True):
            st.button(
                "Put all back",
                key="put_all_back",
                icon=":material/undo:",
                on_click=_put_all_back,
                args=(workshop,),
            )
            _keep_form(workshop, tried)


def _label(count: int) -> str:
    match count:
        case 0:
            return "All figures are as on the page Assumptions"
        case 1:
            return "1 figure is tried instead of the one on the page Assumptions"
    return f"{count} figures are tried instead of those on the page Assumptions"


def _row(workshop: Workshop, held: Register, key: str, value: float) -> None:
    tried, kept = (
        plain(figure_in_words(one, held[key].unit, workshop.currency))
        for one in (value, held.value(key))
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{plain(held[key].label)}: **{tried}** instead of {kept}", width="stretch")
        st.button(
            "Put back",
            key=f"put_back_{key}",
            type="tertiary",
            on_click=override,
            args=(workshop, key, None),
        )


def _keep_form(workshop: Workshop, tried: tuple[str, ...]) -> None:
    with st.popover("Keep in the register", icon=":material/save:"):
        problems = problems_at(PLACE)
        st.text_input("Why, or where it comes from", key=SOURCE)
        under_field("source", "The register shows it beside the figure, as a judgement.", problems)
        st.text_input("Whose figure it is", key=OWNER)
        under_field("owner", "The person or function who answers for it.", problems)
        st.button("Keep", key="tried_keep", type="primary", on_click=_keep, args=(workshop, tried))


def _put_all_back(workshop: Workshop) -> None:
    change(workshop, overrides={})


def _keep(workshop: Workshop, tried: tuple[str, ...]) -> None:
    source, owner = st.session_state[SOURCE].strip(), st.session_state[OWNER].strip()
    problems = problems_of_text(source, owner)
    if problems:
        refuse(PLACE, problems)
        return
    scenario = working_scenario(workshop)
    values = register(workshop).try_values({key: scenario.overrides[key] for key in tried})

    def keep() -> str:
        at = now()
        for key in tried:
            moved = values[key]
            store().edits.add(
                workshop.id,
                AssumptionEdit(
                    assumption_id=key,
                    p10=moved.p10,
                    p50=moved.p50,
                    p90=moved.p90,
                    source_kind=SourceKind.JUDGEMENT,
                    source=source,
                    owner=owner,
                    grade=Grade.J,
                    as_of=at.date(),
                    edited_at=at,
                ),
            )
        return "Kept in the register, with the source. Every page counts with it now."

    if attempt(PLACE, keep):
        left = {key: value for key, value in scenario.overrides.items() if key not in tried}
        change(workshop, overrides=left)
