"""Cumulative cash: the money out and back, year by year, with its range and the payback."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np

from workbench.business_case.case import Appraisal, Band
from workbench.business_case.money import money, years
from workbench.business_case.monthly import YEAR as MONTHS
from workbench.charts.amounts import Columns, Scale, scale_of, spaced
from workbench.charts.look import Chart, Look, styled

HEIGHT = 440
LABEL_HEIGHT = 18
ROOM = 0.36
"""Room for the labels to the right of the last year, as a share of the horizon."""


def cumulative_scale(appraisal: Appraisal) -> Scale:
    """The scale of the picture's amounts."""
    bands = (*appraisal.cumulative_range, *appraisal.discounted_range)
    return scale_of(end for band in bands for end in (band.low, band.high))


def cumulative_cash(look: Look, unit: str, horizon: int) -> Chart:
    """The picture without its figures, which `cumulative_figures` gives by name.

    `unit` says what the amounts are: "Cumulative cash, EUR million". A band from low to high, a
    darker one for the middle half of the futures, the expected line month by month, a thinner
    dashed line for the other way of looking (discounted, or not), the line of nothing, and the
    moment at which the money is back.
    """
    x = alt.X(
        "year:Q",
        title="End of year",
        scale=alt.Scale(domain=[0, horizon * (1 + ROOM)], nice=False),
        axis=alt.Axis(
            values=list(range(horizon + 1)),
            labelExpr="datum.value == 0 ? 'Today' : datum.value",
            grid=False,
            titlePadding=8,
        ),
    )
    y = alt.Y(
        "amount:Q",
        title=unit,
        axis=alt.Axis(
            titleAngle=0, titleAlign="left", titleAnchor="start", titleX=-40, titleY=-14,
            tickCount=6, domain=False, ticks=False,
        ),
    )  # fmt: skip
    told = alt.Tooltip("told:N", title=" ")

    def of(source: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name=source))

    band = of("years").mark_area(color=look.accent, opacity=0.16).encode(x=x, y=y, y2="high:Q")
    half = (
        of("years")
        .mark_area(color=look.accent, opacity=0.24)
        .encode(x=x, y=alt.Y("half_low:Q"), y2="half_high:Q")
    )
    # Without a range no edges: between the years they would run beside the line of the months.
    edges = [
        of("years")
        .transform_filter("datum.low != datum.high || datum.year == 0")
        .mark_line(color=look.accent, strokeWidth=1, strokeDash=[2, 3])
        .encode(x=x, y=alt.Y(f"{end}:Q"))
        for end in ("low", "high")
    ]
    nothing = (
        of("zero")
        .mark_rule(color=look.ink, strokeWidth=1.5)
        .encode(x=x, x2="until:Q", y="amount:Q")
    )
    other = (
        of("months")
        .mark_line(color=look.ink, strokeWidth=1.5, strokeDash=[6, 4])
        .encode(x=x, y="other:Q")
    )
    course = of("months").mark_line(color=look.accent, strokeWidth=3.5).encode(x=x, y="expected:Q")
    expected = (
        of("years")
        .mark_point(color=look.accent, size=70, filled=True, opacity=1)
        .encode(x=x, y="expected:Q", tooltip=[told])
    )
    labels = (
        of("labels")
        .mark_text(align="left", baseline="middle", dx=8, fontSize=13)
        .encode(x=x, y="amount:Q", text="told:N", color=alt.value(look.ink))
    )
    back = of("back").encode(x=x, y="amount:Q")
    moment = back.mark_point(
        shape="diamond", size=190, filled=True, color=look.ink, opacity=1, stroke=look.background
    ).encode(tooltip=[told])
    # The line rises through zero, so there is room on its lower right and on its upper left.
    said: dict[str, Any] = {"fontSize": 14, "fontWeight": "bold", "color": look.ink}
    early = back.transform_filter(f"datum.year < {horizon / 2}").mark_text(
        align="left", baseline="top", dx=4, dy=12, **said
    )
    late = back.transform_filter(f"datum.year >= {horizon / 2}").mark_text(
        align="right", baseline="bottom", dx=-4, dy=-12, **said
    )
    named = (early.encode(text="told:N"), late.encode(text="told:N"))
    layers = (band, half, *edges, nothing, other, course, expected, labels, moment, *named)
    return styled(
        alt.layer(*layers).properties(
            height=HEIGHT,
            padding={"top": 26, "right": 4},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        ),
        look,
    )


def cumulative_figures(
    appraisal: Appraisal, currency: str, scale: Scale, *, discounted: bool
) -> dict[str, Columns]:
    """The figures of the picture; the band and the bold line discounted or as they flow."""
    flowing, worth = appraisal.cumulative_range, appraisal.discounted_range
    bands = worth if discounted else flowing
    # Without futures there is no half: it has no height then, along the expected line.
    halves = (appraisal.discounted_half if discounted else appraisal.cumulative_half) or tuple(
        Band(low=band.base, base=band.base, high=band.base) for band in bands
    )
    courses = [np.cumsum(flows) for flows in (appraisal.monthly, appraisal.monthly_discounted)]
    course, other = reversed(courses) if discounted else courses
    payback = appraisal.discounted_payback if discounted else appraisal.payback
    back = () if payback is None else (payback,)
    size, last = scale.size, len(bands) - 1
    low = [band.low / size for band in bands]
    return {
        "years": {
            "year": range(len(bands)),
            "amount": low,
            "low": low,
            "expected": [band.base / size for band in bands],
            "high": [band.high / size for band in bands],
            "half_low": [half.low / size for half in halves],
            "half_high": [half.high / size for half in halves],
            "told": [_told(year, band, currency) for year, band in enumerate(bands)],
        },
        "months": {
            "year": (np.arange(len(course)) / MONTHS).tolist(),
            "expected": (course / size).tolist(),
            "other": (other / size).tolist(),
        },
        "zero": {"year": [0], "until": [last], "amount": [0.0]},
        "labels": _labels(bands, scale),
        "back": {
            "year": back,
            "amount": [0.0 for _ in back],
            "told": [f"Back after {years(moment)}" for moment in back],
        },
    }


def _labels(bands: Sequence[Band], scale: Scale) -> Columns:
    """Low, expected and high at the end of the last year, none over another."""
    ends = [end / scale.size for band in bands for end in (band.low, band.high, 0.0)]
    apart = (max(ends) - min(ends)) * LABEL_HEIGHT / HEIGHT
    last = bands[-1]
    named = [("low", last.low), ("expected", last.base), ("high", last.high)]
    if last.low == last.high:
        named = named[1:2]
    return {
        "year": [len(bands) - 1] * len(named),
        "amount": spaced([amount / scale.size for _, amount in named], apart),
        "told": [f"{scale.short(amount)} {name}" for name, amount in named],
    }


def _told(year: int, band: Band, currency: str) -> str:
    when = "Today" if year == 0 else f"End of year {year}"
    low, base, high = (money(amount, currency) for amount in (band.low, band.base, band.high))
    return (
        f"{when}: {base}" if band.low == band.high else f"{when}: {base} (range: {low} to {high})"
    )
