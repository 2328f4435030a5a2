"""The pictures of the business case: cumulative cash, what moves the value, what to believe."""

import pandas as pd
import streamlit as st

from workbench.business_case.case import DISCOUNT_RATE, HORIZON, Appraisal, Case
from workbench.business_case.money import money, years
from workbench.business_case.picture_titles import cash_title, swing_title
from workbench.business_case.sentences import payback_sentence
from workbench.charts.cumulative_cash import cumulative_cash, cumulative_figures, cumulative_scale
from workbench.charts.tornado import shown_swings, tornado, tornado_figures, tornado_scale
from workbench.evidence.assumptions import Register
from workbench.evidence.units import figure_in_words
from workbench.headroom.links import Evidence
from workbench.ui.case_head import Shown
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.ui.rests_on import behind_the_model

MOST_NAMED = 3


def cash_picture(
    case: Case, held: Register, evidence: Evidence, shown: Shown, currency: str
) -> None:
    """Cumulative cash with its range and the payback, as it flows or discounted."""
    appraisal, discounted = shown
    scale = cumulative_scale(appraisal)
    counted = "cash" if appraisal.tiers == case.headline.tiers else "cash and your value"
    unit = f"Cumulative {counted}, {scale.unit(currency)}"
    title = cash_title(case, appraisal, currency, discounted=discounted)
    said = payback_sentence(case, appraisal)
    picture(
        "cumulative cash",
        (unit, case.horizon),
        lambda look: cumulative_cash(look, unit, case.horizon),
        title=title,
        alt=f"{title}. {said}",
        table=lambda: cash_table(appraisal, currency),
        data=cumulative_figures(appraisal, currency, scale, discounted=discounted),
    )
    other = "as it flows" if discounted else "in today's money, discounted"
    st.caption(
        f"Bold line: every figure as expected. {_shaded(appraisal)}Dashes: {other}. {said}"
        f"{_widest(appraisal, held)}"
    )
    figures_behind_the_case(case, held, evidence, currency)


def _shaded(appraisal: Appraisal) -> str:
    if not appraisal.cumulative_half:
        return ""
    return "Shaded: eight futures in ten; darker: the middle half of them. "


def figures_behind_the_case(case: Case, held: Register, evidence: Evidence, currency: str) -> None:
    """Every assumption behind the cash flows, on demand: those of the lines and of the model."""
    behind = dict.fromkeys(
        (HORIZON, DISCOUNT_RATE, *case.rows.assumptions, *behind_the_model(evidence))
    )
    opened = st.popover(
        f"{len(behind)} figures behind it",
        icon=":material/fact_check:",
        key="behind_the_case",
        on_change="rerun",
    )
    if opened.open:
        opened.markdown(
            "\n".join(
                f"- {plain(held[key].label)}: **"
                f"{plain(figure_in_words(held.value(key), held[key].unit, currency))}**, "
                f"grade {held[key].grade}"
                for key in behind
            )
        )


def _widest(appraisal: Appraisal, held: Register) -> str:
    """The assumptions that make the range wide, with their grades."""
    named = ", ".join(
        f"{plain(swing.label)} (grade {held[swing.assumption_id].grade})"
        for swing in appraisal.swings[:MOST_NAMED]
    )
    band = appraisal.npv_range
    told = "The range comes mostly from" if band.low < band.high else "It hangs mostly on"
    return f" {told}: {named}." if named else ""


def cash_table(shown: Appraisal, currency: str) -> pd.DataFrame:
    """The figures of the cumulative picture."""
    bands = zip(shown.cumulative_range, shown.discounted_range, strict=True)
    rows = [
        {
            "End of year": "Today" if year == 0 else str(year),
            "Low": money(flowing.low, currency),
            "Expected": money(flowing.base, currency),
            "High": money(flowing.high, currency),
            "Discounted, low": money(worth.low, currency),
            "Discounted, expected": money(worth.base, currency),
            "Discounted, high": money(worth.high, currency),
        }
        for year, (flowing, worth) in enumerate(bands)
    ]
    return pd.DataFrame(rows)


def swing_picture(case: Case, shown: Appraisal, currency: str) -> None:
    """How far each assumption alone moves the net present value, the widest first."""
    title = swing_title(shown, currency)
    swings = shown_swings(shown)
    if not swings:
        st.subheader(title)
        return
    scale = tornado_scale(shown)
    rest = len(shown.swings) - len(swings)
    picture(
        "tornado",
        (currency, scale.name, len(swings)),
        lambda look: tornado(look, currency, scale, len(swings)),
        title=title,
        alt=f"{title}. The {len(swings)} widest of {len(shown.swings)} over {years(case.horizon)}.",
        table=lambda: swing_table(shown, currency),
        data=tornado_figures(shown, currency, scale),
    )
    also = f" {rest} more move it less; the table has them all." if rest else ""
    st.caption(
        "Each bar: the net present value when this assumption alone moves to its low and to its "
        f"high end (P10 and P90, written at the ends).{also}"
    )


def swing_table(shown: Appraisal, currency: str) -> pd.DataFrame:
    """Every assumption that moves the value."""
    rows = []
    for swing in shown.swings:
        low, base, high = (
            figure_in_words(value, swing.unit, currency)
            for value in (swing.p10, swing.p50, swing.p90)
        )
        rows.append(
            {
                "Assumption": swing.label,
                "P10": low,
                "P50": base,
                "P90": high,
                "Value at P10": money(swing.npv_at_p10, currency),
                "Value at P90": money(swing.npv_at_p90, currency),
                "Swing": money(swing.width, currency),
            }
        )
    return pd.DataFrame(rows)
