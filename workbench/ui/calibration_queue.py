"""The queue behind the rows: what it predicts, how patient customers are, who answers."""

import pandas as pd
import streamlit as st

from workbench.charts.seen_and_predicted import seen_and_predicted
from workbench.evidence.assumptions import Register
from workbench.evidence.units import digits
from workbench.headroom.day_estimates import Spread
from workbench.headroom.fitting.back_test import BackTest, DayByDay
from workbench.headroom.fitting.row_calibration import RowCalibration
from workbench.ui.calibration_taken import take_or_put_back
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.workshop.workshop import Workshop

QUEUE_FIGURES = ("absence", "volume_cv")


def show_queue(workshop: Workshop, found: RowCalibration, held: Register) -> None:
    """The back-test with its picture, the fitted figures, and what of them the register takes."""
    test = found.test
    said = plain(test.sentence)
    if test.unlocked:
        st.success(said, icon=":material/check:")
    else:
        st.warning(said, icon=":material/lock:")
    for note in found.notes:
        st.info(plain(note), icon=":material/info:")
    if test.picture is None:
        return
    drawn, told = st.columns([3, 2], gap="large")
    with drawn:
        _picture(test, test.picture)
    with told:
        _figures(found)
        for key in QUEUE_FIGURES:
            if key in found.measured:
                st.markdown(f"**{held[key].label}**")
                take_or_put_back(workshop, found.measured, key)


def _picture(test: BackTest, days: DayByDay) -> None:
    held_out = int(days.held_out.sum())
    kept = f"{100 * days.within:.0f}% of the {held_out} days that it had not seen"
    title = f"The queue comes within {100 * days.band:.1f} points on {kept}"
    if not test.unlocked:
        title = f"On the {held_out} days that it had not seen the queue is off"
    picture(
        "seen and predicted",
        repr((days.name, days.days[0], days.seen.tolist(), days.predicted.tolist())),
        lambda look: seen_and_predicted(look, days),
        title=title,
        alt=f"{title}. {test.sentence} Each mark is a day: {days.name} as predicted from its "
        "contacts, handle time and seats, against what it was. On the line the queue was right; "
        "the band holds four of five of the days that it was fitted on.",
        table=lambda: pd.DataFrame(
            {
                "Day": [str(day) for day in days.days],
                f"{days.name.capitalize()} (%)": (100 * days.seen).round(1),
                "Predicted (%)": (100 * days.predicted).round(1),
                "Fitted on": ["no" if held else "yes" for held in days.held_out],
            }
        ),
    )


def _figures(found: RowCalibration) -> None:
    test, queue = found.test, found.queue
    rows = []
    if found.patience is not None:
        rows.append(_row("Mean patience", found.patience, 1.0, " min"))
    if queue is not None:
        reach = 1.96 * queue.error
        answering = Spread(queue.answering, 0, 0, queue.answering - reach, queue.answering + reach)
        rows.append(_row("Seats that answer contacts", answering, 100.0, "%"))
    if found.volume_cv is not None:
        rows.append(_row("Variation of volume around the plan", found.volume_cv, 100.0, "%"))
    if rows:
        columns = ("Fitted", "Value", "95% interval")
        figure_table(columns, rows, caption="The fitted queue", words=frozenset({2}))
    misses = [
        ("Service level, implied" if test.level_is_implied else "Service level", test.level_error),
        ("Contacts that gave up", test.abandonment_error),
        ("The same, had one taken the weekday's mean", test.guess_error),
    ]
    figure_table(
        ("Mean miss on the days held out", "Points"),
        [FigureRow(name, (f"{100 * miss:.2f}",)) for name, miss in misses if miss is not None],
        caption="How far the predictions were off",
    )
    st.caption(
        "A day is predicted from its own contacts, handle time and seats. Patience is waiting time "
        "over contacts that gave up. The seats that answer are those that the queue needs to lose "
        "as many contacts as it did: the others are absent, off the phone or lack the skill."
    )


def _row(name: str, found: Spread, times: float, unit: str) -> FigureRow:
    low, value, high = (
        digits(float(f"{times * each:.3g}")) for each in (found.low, found.value, found.high)
    )
    return FigureRow(name, (f"{value}{unit}", f"{low} to {high}{unit}"))
