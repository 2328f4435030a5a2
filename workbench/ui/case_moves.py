"""What moves it: each figure alone, its part of the spread, and what would turn the case."""

import pandas as pd
import streamlit as st

from workbench.business_case.information import Learned, learned
from workbench.business_case.turning_points import (
    TurningPoint,
    cash_alone,
    turning_points,
    with_the_value,
)
from workbench.charts.named_bars import bar_figures, named_bars
from workbench.evidence.assumptions import Register
from workbench.evidence.units import figure_in_words
from workbench.ui.case import Built
from workbench.ui.case_futures import Key, futures_key, futures_of, work_of_case
from workbench.ui.case_head import Shown
from workbench.ui.case_pictures import swing_picture
from workbench.ui.case_sure import counted
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.workshop.workshop import Workshop

MOST_BARS, MOST_TURNS = 8, 10
LEAST_SHARE = 0.005


def what_moves(workshop: Workshop, shown: Built, view: Shown) -> None:
    """Each figure from its P10 to its P90, its part of the spread, and its turning point."""
    if shown.case is None or shown.held is None:
        return
    swing_picture(shown.case, view.appraisal, workshop.currency)
    try:
        found = learned_of(shown, view)
        points = turning_points_of(shown, view)
    except ValueError as error:
        st.error(plain(f"The case cannot be tried in other futures: {error}."))
        return
    _shares(found, shown.held)
    _turns(points, workshop.currency)


def learned_of(shown: Built, view: Shown) -> tuple[Learned, ...]:
    """What each figure has to do with the value. Raises ValueError when there are no futures."""
    return _learned(futures_key(shown), _valued(shown, view), shown, view)


def turning_points_of(shown: Built, view: Shown) -> tuple[TurningPoint, ...]:
    """What would turn the case. Raises ValueError when the model does not accept a value."""
    return _turning(futures_key(shown), _valued(shown, view), shown)


def _valued(shown: Built, view: Shown) -> bool:
    return shown.case is not None and view.appraisal.tiers != shown.case.headline.tiers


def _shares(found: tuple[Learned, ...], held: Register) -> None:
    ranked = sorted(found, key=lambda each: (-each.share, each.id))
    bars = [
        (held[each.id].label, 100 * each.share, f"{each.share:.0%}")
        for each in ranked[:MOST_BARS]
        if each.clear and each.share >= LEAST_SHARE
    ]
    if not bars:
        st.subheader("No single figure makes the range wide")
        st.caption("In no figure alone do the futures differ by more than chance.")
        return
    title = f"“{bars[0][0]}” makes {bars[0][2]} of the spread between the futures"
    picture(
        "shares of the spread",
        len(bars),
        lambda look: named_bars(look, len(bars)),
        title=title,
        alt=f"{title}. Next: " + "; ".join(f"{label} {told}" for label, _, told in bars[1:4]),
        table=lambda: pd.DataFrame(
            {
                "Figure": [held[each.id].label for each in ranked],
                "Part of the spread, %": [round(100 * each.share, 1) for each in ranked],
                "Clear of chance": ["yes" if each.clear else "no" for each in ranked],
            }
        ),
        data=bar_figures(bars),
    )
    st.caption(
        "The part of the variance of the value over all futures that goes with each figure while "
        "the others vary too (first-order index). Figures that move together share theirs, so the "
        "parts may add up to more than 100%; what only acts jointly is in none of them."
    )


def _turns(points: tuple[TurningPoint, ...], currency: str) -> None:
    turning = [point for point in points if point.value is not None]
    if not turning:
        st.subheader("No figure alone would turn it")
        st.caption(
            "Each figure was moved through its whole range, out to one outcome in a thousand, with "
            "all others as expected: the case stays on its side of nothing."
        )
        return
    first = turning[0]
    st.subheader(f"Most likely to turn it alone: “{first.label}”", anchor=False)
    figure_table(
        ("Figure", "Today", "Turns at", "Chance that it lies beyond"),
        [
            FigureRow(
                point.label,
                (
                    figure_in_words(point.today, point.unit, currency),
                    _beyond(point, currency),
                    _chance(point.beyond),
                ),
                remark=f"grade {point.grade}",
            )
            for point in turning[:MOST_TURNS]
        ],
        caption="What would turn the case",
        words=frozenset({1, 2, 3}),
    )
    rest = len(points) - len(turning)
    more = len(turning) - min(len(turning), MOST_TURNS)
    st.caption(
        "The value of each figure alone at which the case comes to nothing, all others as "
        "expected."
        + (f" {more} more are less likely to." if more else "")
        + (f" {rest} figures turn it nowhere in their range." if rest else "")
    )


def _beyond(point: TurningPoint, currency: str) -> str:
    if point.value is None:
        return ""
    side = "above" if point.above else "below"
    # To three figures: a turning point is no more exact than the case around it.
    return f"{side} {figure_in_words(float(f'{point.value:.3g}'), point.unit, currency)}"


def _chance(share: float) -> str:
    if share < 0.01:
        return "less than 1 in 100"
    return f"{round(100 * share)} in 100"


@st.cache_resource(max_entries=100, show_spinner=False)
def _learned(
    key: Key,  # noqa: ARG001 - what the futures depend on
    valued: bool,  # noqa: ARG001 - part of the key
    _shown: Built,
    _view: Shown,
) -> tuple[Learned, ...]:
    futures = futures_of(_shown)
    return learned(futures.drawn, counted(futures, _shown, _view).npv)


@st.cache_resource(max_entries=100, show_spinner=False)
def _turning(
    key: Key,  # noqa: ARG001 - what the futures depend on
    valued: bool,
    _shown: Built,
) -> tuple[TurningPoint, ...]:
    if _shown.held is None:
        return ()
    count = with_the_value if valued else cash_alone
    return turning_points(_shown.held, _shown.plan, work_of_case(_shown), count)
