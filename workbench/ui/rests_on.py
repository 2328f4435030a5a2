"""The assumptions behind a picture of the simulator: which matter most, and all of them."""

from dataclasses import fields

import streamlit as st

from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.units import (
    figure_in_words,
    interval_in_words,
    range_in_words,
)
from workbench.headroom.centre import Behaviour, Centre
from workbench.headroom.links import Evidence, links, switched_on
from workbench.headroom.scorecard import Metric
from workbench.ui.plain import plain

MOST_NAMED = 3


def range_comes_from(drivers: tuple[str, ...], what: str, held: Register) -> None:
    """Name the assumptions that make the range of a figure wide."""
    most = " · ".join(
        f"{plain(held[key].label)} (grade {held[key].grade})" for key in drivers[:MOST_NAMED]
    )
    if most:
        st.caption(f"The range of {what} comes mostly from: {most}.")


def figures_behind(held: Register, evidence: Evidence, currency: str) -> None:
    """Every assumption behind the picture, on demand."""
    behind = behind_the_model(evidence)
    with st.popover(f"{len(behind)} figures behind it", icon=":material/fact_check:"):
        st.markdown(
            "\n".join(
                f"- {plain(held[key].label)}: **"
                f"{plain(figure_in_words(held.value(key), held[key].unit, currency))}**, "
                f"grade {held[key].grade}"
                for key in behind
            )
        )


def behind_the_model(evidence: Evidence) -> tuple[str, ...]:
    """The assumptions that act: today's figures and scorecard, and those of links that are on.

    What only moves how fast a change happens is not among them.
    """
    on = switched_on(evidence)
    parameters = {key for link in links() if link.id in on for key in link.parameters}
    today = (field.name for field in fields(Centre))
    weights = (f"weight_{metric}" for metric in Metric)
    acting = (field.name for field in fields(Behaviour) if field.name in parameters)
    return (*today, *weights, *acting)


def provenance(assumption: Assumption, currency: str) -> str:
    """Where a figure comes from, as Markdown: range, source, grade, owner and date."""
    said = f"**{plain(figure_in_words(assumption.p50, assumption.unit, currency))}**"
    if assumption.p10 < assumption.p90:
        said += f", P10 to P90 {plain(range_in_words(assumption, currency))}"
    lines = [said]
    if assumption.n is not None:
        lines.append(f"Measured: {plain(interval_in_words(assumption, currency))}")
    lines.append(plain(assumption.source))
    lines.append(
        f"Grade {assumption.grade} ({assumption.grade.meaning}), {assumption.source_kind}. "
        f"{plain(assumption.owner)}, {assumption.as_of:%-d %B %Y}."
    )
    if assumption.explanation:
        lines.append(plain(assumption.explanation))
    return "\n\n".join(lines)
