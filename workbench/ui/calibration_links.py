"""How people respond, as the rows have it: each figure before and after, and what to beware of."""

from collections.abc import Iterator
from typing import Literal

import streamlit as st

from workbench.charts.prior_and_posterior import prior_and_posterior
from workbench.evidence.units import MINUS, digits, factor, unit_in_words
from workbench.headroom.fitting.link_fits import LinkFit, LinkVerdict, Slopes
from workbench.headroom.fitting.posterior import Update
from workbench.headroom.fitting.row_calibration import RowCalibration
from workbench.headroom.fitting.slopes import Slope
from workbench.headroom.links import links
from workbench.ui.calibration_taken import take_or_put_back
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.page import page
from workbench.ui.pictures import small_picture
from workbench.ui.plain import plain
from workbench.workshop.workshop import Workshop

ORDER = list(LinkVerdict)
# A table with words turns into a list on a phone, where a range would not fit beside the rest.
WORDS = frozenset({2})
BADGES: dict[LinkVerdict, tuple[str, Literal["green", "orange", "gray"], str]] = {
    LinkVerdict.LEARNT: ("Your data speaks to this", "green", ":material/check_circle:"),
    LinkVerdict.DOUBTFUL: ("Something else moves with it", "orange", ":material/warning:"),
    LinkVerdict.SILENT: ("Your data does not speak to this", "gray", ":material/help:"),
}


def show_links(workshop: Workshop, found: RowCalibration) -> None:
    """Every figure of behaviour that the rows were asked about, those that they move first."""
    st.header("How people respond", anchor=False)
    if not found.test.unlocked:
        st.warning(
            "Locked. Nothing is claimed about behaviour before the queue predicts the days that it "
            "has not seen.",
            icon=":material/lock:",
        )
        return
    st.caption(
        "Dashed is the range in the register before any calibration, dotted what your rows alone "
        "say, filled both together. Days are no experiment: each slope is held against weekday, "
        "trend and volume, against yesterday, and where rows hold unplanned absence, against that."
    )
    drawn = [fit for fit in found.links if fit.update is not None]
    for fit in sorted(drawn, key=lambda fit: ORDER.index(fit.verdict)):
        _link(workshop, found, fit)
    _silent(found)


def _link(workshop: Workshop, found: RowCalibration, fit: LinkFit) -> None:
    update = fit.update
    if update is None:
        return
    label, colour, icon = BADGES[fit.verdict]
    with st.container(border=True):
        st.subheader(plain(fit.sentence), anchor=False)
        st.badge(label, color=colour, icon=icon)
        picture_side, words = st.columns([3, 2], gap="large")
        with picture_side:
            small_picture(
                f"calibrated {fit.assumption.id}",
                repr((update.before, update.after, float(update.data.max()))),
                lambda look: prior_and_posterior(look, update),
                alt=f"{fit.sentence} {_in_words(update)}",
            )
        with words:
            _before_and_after(update)
            take_or_put_back(workshop, found.measured, fit.assumption.id)
            for caution in fit.cautions:
                st.caption(plain(caution))
        if fit.slopes is not None:
            with st.expander("The slopes behind it", icon=":material/table_chart:"):
                _slopes(fit.slopes)


def _before_and_after(found: Update) -> None:
    unit = unit_in_words(found.assumption.unit, "")
    rows = [FigureRow("Before", _before(found)), FigureRow("After", _after(found))]
    columns = ("", "P50", "P10 to P90")
    figure_table(columns, rows, caption="Before and after the rows", words=WORDS)
    st.caption(f"In {plain(unit)}.")


def _before(found: Update) -> tuple[str, str]:
    """P50 and the range as the register has them."""
    prior = found.assumption
    return _told(found, prior.p50), f"{_told(found, prior.p10)} to {_told(found, prior.p90)}"


def _after(found: Update) -> tuple[str, str]:
    after = found.after
    return _told(found, after.p50), f"{_told(found, after.p10)} to {_told(found, after.p90)}"


def _told(found: Update, value: float) -> str:
    """A value in the figure's unit, as finely as it is known."""
    return digits(float(f"{factor(found.assumption.unit) * value:.2g}"))


def _in_words(found: Update) -> str:
    (before, ranged), (after, narrowed) = _before(found), _after(found)
    return (
        f"In {unit_in_words(found.assumption.unit, '')}. Before: {before}, P10 to P90 {ranged}. "
        f"After: {after}, P10 to P90 {narrowed}. The third curve is what the rows alone say."
    )


def _slopes(slopes: Slopes) -> None:
    st.caption(plain(f"Slope of {slopes.outcome} on {slopes.driver}."))
    rows = [FigureRow(name, _cells(each)) for name, each in _named(slopes)]
    figure_table(("", "Slope", "Error", "95% interval"), rows, caption="Four ways to one slope")
    told = f"Variance inflation of the driver: {slopes.inflation:.1f}."
    if slopes.instrumented is not None:
        told += f" F of the instrument: {slopes.instrumented.first_stage:.0f}."
    st.caption(f"{told} Errors allow for days that are like the week before them (Newey and West).")


def _named(slopes: Slopes) -> Iterator[tuple[str, Slope]]:
    yield "Plain line, no controls", slopes.naive
    yield "Given weekday, trend and volume (used)", slopes.controlled
    if slopes.instrumented is not None:
        yield "Through unplanned absence alone", slopes.instrumented.slope
    if slopes.placebo is not None:
        yield "The day before, which should be nothing", slopes.placebo


def _cells(slope: Slope) -> tuple[str, str, str]:
    value, low, high = (
        f"{each:.3f}".replace("-", MINUS) for each in (slope.value, slope.low, slope.high)
    )
    return value, f"{slope.error:.3f}", f"{low} to {high}"


def _silent(found: RowCalibration) -> None:
    st.subheader("What your rows cannot tell", anchor=False)
    names = {link.id: link.name for link in links()}
    reasons: dict[str, list[str]] = {}
    for fit in found.links:
        if fit.update is None:
            reasons.setdefault(fit.why_not, []).append(fit.assumption.label)
    for why, labels in reasons.items():
        st.markdown(f"- **{plain('; '.join(labels))}:** {plain(why)}.")
    never = "; ".join(f"{names[link].lower()}: {why}" for link, why in found.cannot_tell)
    st.caption(plain(f"Never in rows of one centre. {never[0].upper()}{never[1:]}."))
    st.page_link(
        page("pilot"),
        label="Design the pilot that would tell",
        icon=":material/science:",
    )
