"""Week by week: the path of today's policy and of the scenario, each with its band."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import streamlit as st

from workbench.business_case.money import money
from workbench.charts.amounts import scale_of
from workbench.charts.weekly_path import Path, weekly_path, weekly_rows
from workbench.headroom.comparison import Comparison
from workbench.headroom.path_finding import MEASURES, PathMeasure, path_finding, surge_finding
from workbench.headroom.scenario import Scenario
from workbench.ui.journey_fan import Fan, Measured, kept_fan, worked_out
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.ui.scenarios import reason
from workbench.ui.uncertainty_words import break_even_in_words, of_a_hundred
from workbench.workshop.workshop import Workshop

SHORT = {
    "satisfaction": "Satisfaction",
    "service_level": "Service level",
    "headroom_minutes": "Headroom",
    "fcr": "Resolution",
    "cost": "Cost",
    "advisors": "Advisors",
}
UNITS = {
    "satisfaction": "Satisfied customers, %",
    "headroom_minutes": "Headroom, minutes per advisor-hour",
    "fcr": "Resolved at first contact, % of answered",
    "advisors": "Advisors, full-time",
}
BY_FIELD: Mapping[str, PathMeasure] = {measure.field: measure for measure in MEASURES}
ALT = (
    "Week by week, today's policy as a dashed line and the scenario as a full line, each within a "
    "band from P10 to P90. The heading says how the path runs, the table below has the figures."
)
WORKING = "Working out the weeks"


@st.fragment
def journey_picture(workshop: Workshop, scenario: Scenario, found: Comparison, name: str) -> None:
    """The picture with the choice of what it shows; worked out here, and only when it is new."""
    working = st.empty()
    fan = kept_fan(workshop, scenario)
    if fan is None:
        bar = working.progress(0.0, WORKING)

        def tell(done: float) -> None:
            bar.progress(done, WORKING)

        try:
            fan = worked_out(workshop, scenario, found, tell)
        except ValueError as error:
            working.error(
                plain(f"The weeks cannot be worked out: {reason(error)}."), icon=":material/error:"
            )
            return
        working.empty()
    place = st.container()
    chosen = st.segmented_control(
        "Show",
        list(SHORT),
        default=MEASURES[0].field,
        format_func=SHORT.__getitem__,
        key="journey_shows",
        persist_state="session",
        required=True,
        label_visibility="collapsed",
    )
    beside = st.toggle(
        "As the difference from today",
        key="journey_beside",
        persist_state="session",
        help=(
            "Much of what is not known moves today and the scenario alike. The band of the "
            "difference holds only what is not known about the change."
        ),
    )
    measure = BY_FIELD[chosen]
    with place:
        _draw(measure, fan, found, workshop.currency, beside=beside)
    _said(measure, fan, workshop.currency, name)


def _draw(
    measure: PathMeasure, fan: Fan, found: Comparison, currency: str, *, beside: bool
) -> None:
    drawn = fan.figures[measure.field]
    today, scenario = drawn.today, drawn.scenario
    if beside:
        nothing = np.zeros(len(today.middle))
        today, scenario = Path(nothing, nothing, nothing), drawn.difference
        times, unit, number = 1.0, _beside_unit(measure), f"+.{measure.decimals}~f"
    else:
        times, unit, number = _level(measure.field, drawn, found, currency)
    picture(
        "weekly path",
        (unit, number),
        lambda look: weekly_path(look, unit, number),
        title=_title(measure, drawn, fan),
        alt=ALT,
        table=lambda: _table(today, scenario, unit, times),
        data=weekly_rows(today, scenario, fan.plan, times, _worst(measure, drawn)),
    )


def _title(measure: PathMeasure, drawn: Measured, fan: Fan) -> str:
    """What the scenario does; where it does nothing and there is a surge, what that does."""
    surge = surge_finding(measure, drawn.today.middle, fan.plan)
    nothing = np.abs(drawn.difference.middle).max() <= measure.least
    return surge if surge and nothing else path_finding(measure, drawn.difference.middle)


def _level(field: str, drawn: Measured, found: Comparison, currency: str) -> tuple[float, str, str]:
    """What a figure is multiplied by on its axis, the axis's title, and how numbers are written."""
    match field:
        case "cost":
            scale = scale_of(drawn.today.high.tolist())
            return 1 / scale.size, f"Cost a week, {scale.unit(currency)}", ",.3~r"
        case "service_level":
            threshold = float(found.figures.centre.service_threshold)
            return 100.0, f"Answered within {threshold:.0f} s, % of all offered", ".1~f"
        case "satisfaction" | "fcr":
            return 100.0, UNITS[field], ".1~f"
    return 1.0, UNITS[field], ",.1~f"


def _beside_unit(measure: PathMeasure) -> str:
    unit = f", {measure.unit}" if measure.unit else ""
    return f"{SHORT[measure.field]} beside today{unit}"


def _worst(measure: PathMeasure, drawn: Measured) -> tuple[int, str] | None:
    """The week in which the figure is furthest on the wrong side of today, and what to write."""
    against = measure.better * drawn.difference.middle
    week = int(against.argmin())
    if against[week] >= -measure.least:
        return None
    return week, f"{measure.beside(float(drawn.difference.middle[week]))} in week {week + 1}"


def _said(measure: PathMeasure, fan: Fan, currency: str, name: str) -> None:
    drawn, worth = fan.figures[measure.field], fan.worth
    surge = surge_finding(measure, drawn.today.middle, fan.plan)
    if surge and surge != _title(measure, drawn, fan):
        st.markdown(plain(f"{surge}, under today's policy."))
    side = {1: "lower", 0: "lower", -1: "higher"}[measure.better]
    st.caption(
        f"Lines: every assumption at its P50. Bands: P10 to P90 of {fan.draws} draws of all "
        f"assumptions within their ranges, the same draws for both (seed {fan.seed}). "
        f"{measure.name[0].upper()}{measure.name[1:]} is {side} than under today's policy at some "
        f"time in {of_a_hundred(drawn.worse_once)} draws, and in the last week in "
        f"{of_a_hundred(drawn.worse_at_end)}."
    )
    if worth.changes_nothing == 1:
        st.caption("Cost and contacts without resolution are those of today in every draw.")
        return
    st.caption(
        f"Over all {fan.plan.weeks} weeks {plain(name)} saves money in "
        f"{of_a_hundred(worth.saves_money)} draws. "
        f"{break_even_in_words(worth, lambda value: plain(money(value, currency)))}"
    )


def _table(today: Path, scenario: Path, unit: str, times: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Week": range(1, len(today.middle) + 1),
            f"Today's policy: {unit}": (times * today.middle).round(2),
            "Today's policy, P10": (times * today.low).round(2),
            "Today's policy, P90": (times * today.high).round(2),
            f"Scenario: {unit}": (times * scenario.middle).round(2),
            "Scenario, P10": (times * scenario.low).round(2),
            "Scenario, P90": (times * scenario.high).round(2),
        }
    )
