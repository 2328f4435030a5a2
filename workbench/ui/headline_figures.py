"""The finding of the working scenario, and the four figures that carry it."""

from typing import Literal

import streamlit as st

from workbench.charts.amounts import Scale
from workbench.headroom.comparison import Comparison, Difference
from workbench.headroom.finding import Verdict, finding, overload, verdict
from workbench.ui.measures import CHANGES, Better, Measure, Written, measures
from workbench.ui.plain import plain

# There is always one, so that nothing below moves.
JUDGED: dict[Verdict, tuple[str, Literal["green", "orange", "gray"], str]] = {
    Verdict.TODAY: ("Nothing changed yet", "gray", ":material/flag:"),
    Verdict.NO_EFFECT: ("No effect", "gray", ":material/link_off:"),
    Verdict.SUPPORTED: ("Better satisfaction: supported", "green", ":material/check_circle:"),
    Verdict.NOT_SUPPORTED: ("Better satisfaction: not supported", "gray", ":material/help:"),
    Verdict.WORSE: ("Worse for customers", "orange", ":material/trending_down:"),
    Verdict.SWITCHED_OFF: ("Behaviour switched off", "gray", ":material/link_off:"),
}
# Two fit beside each other on a phone only with short names.
SHORT = {
    Scale.ONE: "",
    Scale.THOUSAND: " thousand",
    Scale.MILLION: " m",
    Scale.BILLION: " bn",
}
FOUR = {
    "satisfaction": "Customers who answer that they are satisfied.",
    "headroom_minutes": (
        "Minutes of each hour on shift that no contact takes: between contacts, and planned off "
        "the phone."
    ),
    "cost_per_year": "The pay of all advisors, and the cost of replacing those who leave.",
    "attrition": "Advisors who leave in a year, of all advisors.",
}
"""The four, and what each is."""


def say_finding(found: Comparison, name: str, *, typical: bool) -> None:
    """The scenario in one sentence, whether the figures support it, and what to beware of.

    `typical` says that the figures of the centre are nobody's own.
    """
    judged, crowded, said = verdict(found), overload(found), finding(found)
    if judged is not Verdict.TODAY:
        said = f"{name}: {said[0].lower()}{said[1:]}"
    st.header(plain(said), anchor=False)
    with st.container(horizontal=True, gap="small"):
        label, colour, icon = JUDGED[judged]
        st.badge(label, color=colour, icon=icon)
        if typical:
            st.badge("Typical figures: put in your own below", color="gray", icon=":material/edit:")
        if crowded:
            st.markdown(f":orange[:material/warning: {plain(crowded)}]")


def four_figures(found: Comparison, currency: str) -> None:
    """Satisfaction, headroom, cost and attrition: the scenario's, with today's beside."""
    threshold = float(found.figures.centre.service_threshold)
    rows = {measure.field: measure for measure in measures(threshold)}
    with st.grid(4, min_column_width=150):
        for field in FOUR:
            _figure(rows[field], found, currency)


def _figure(measure: Measure, found: Comparison, currency: str) -> None:
    difference = found.differences[measure.field]
    told = measure.written(found.today, found.scenario, difference, currency)
    st.metric(
        _label(measure, found, currency),
        told.scenario,
        told.difference.removesuffix(CHANGES.get(measure.kind, "")),
        delta_color=_colour(measure, difference),
        delta_arrow=told.arrow,
        delta_description=f"today {told.today}",
        help=f"{FOUR[measure.field]}\n\n{_help(told, difference)}",
    )


def _label(measure: Measure, found: Comparison, currency: str) -> str:
    match measure.field:
        case "headroom_minutes":
            return "Headroom per hour"
        case "cost_per_year":
            scale = measure.scale(measure.of(found.today), measure.of(found.scenario))
            return f"Yearly cost, {currency}{SHORT[scale]}"
    return measure.name


def _colour(measure: Measure, difference: Difference) -> Literal["off", "primary", "orange"]:
    """Grey unless the difference is clear; otherwise the accent for better, orange for worse."""
    if difference.none or not difference.beyond(0.0):
        return "off"
    better = (difference.base > 0) == (measure.better is Better.MORE)
    return "primary" if better else "orange"


def _help(told: Written, difference: Difference) -> str:
    if difference.none:
        return "The same as today."
    said = f"{told.difference} from today; range (P10 to P90) {told.range}."
    if not difference.beyond(0.0):
        said += " The range includes no change, so this is less than the model can tell."
    return said
