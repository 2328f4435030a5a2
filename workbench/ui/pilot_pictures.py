"""The pictures of a pilot: who changes when, and how small an effect it sees."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import streamlit as st

from workbench.charts.pilot_schedule import CELLS, NEW, OLD, pilot_schedule, schedule_cells
from workbench.charts.power_curve import power_curve, power_figures
from workbench.headroom.pilot.assignment import assigned_schedule
from workbench.headroom.pilot.pilot import Pilot
from workbench.headroom.pilot.plan import PilotPlan
from workbench.headroom.pilot.schedules import Design
from workbench.headroom.pilot.sizing import (
    Sizing,
    chance_to_notice,
    effect_in_words,
    persons_per_group,
    what_helps,
)
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.pictures import picture

POINTS = 61
# The axis reaches this many times the effect that is seen.
REACH = 1.8


def schedule_picture(pilot: Pilot) -> None:
    """Who works under the new rules in which period."""
    plan, lot = pilot.plan, pilot.assignment
    one = plan.unit.capitalize()
    names = lot.teams if lot else tuple(f"{one} {n}" for n in range(1, plan.teams + 1))
    schedule = assigned_schedule(plan, lot) if lot else plan.schedule
    cells = schedule_cells(names, schedule)
    picture(
        "pilot schedule",
        (plan.teams, plan.periods, plan.weeks_per_period),
        lambda look: pilot_schedule(look, plan.teams, plan.periods, plan.weeks_per_period),
        title=schedule_title(plan),
        alt=f"{schedule_title(plan)}. {plan.design.meaning}",
        table=lambda: pd.DataFrame(
            [
                [name, *(NEW if on else OLD for on in row)]
                for name, row in zip(names, schedule, strict=True)
            ],
            columns=[one, *(f"Period {n}" for n in range(1, plan.periods + 1))],
        ),
        data={CELLS: cells},
    )
    if lot is None:
        st.caption("Places, not names yet: the lot decides who takes which.")


def schedule_title(plan: PilotPlan) -> str:
    """What the schedule shows, as a finding."""
    weeks = f"{plan.weeks:g} weeks"
    if plan.design is Design.STEPPED_WEDGE:
        return f"Everybody changes, in {plan.waves} waves over {weeks}"
    if plan.design is Design.PARALLEL:
        changing = plan.teams // 2
        return f"{changing} change, {plan.teams - changing} stay, over {weeks}"
    return f"Everybody changes and changes back over {weeks}"


def power_picture(plan: PilotPlan, found: Sizing) -> None:
    """The chance to notice an effect, with the smallest that is seen marked."""
    times = 100.0 if plan.outcome.is_share else 1.0
    unit = "points" if plan.outcome.is_share else "points of the scale"
    furthest = REACH * max(
        found.detectable if np.isfinite(found.detectable) else 5 * found.error,
        plan.smallest_effect or 0.0,
    )
    effects = np.linspace(0, furthest, POINTS)
    power = chance_to_notice(plan, effects)
    wanted = None if plan.smallest_effect is None else times * plan.smallest_effect
    title = (
        f"{plan.power:.0%} chance to notice {effect_in_words(found.detectable, plan.outcome)}"
        if np.isfinite(found.detectable)
        else "No effect is so large that it could be told from chance"
    )
    words = effect_in_words(found.detectable, plan.outcome)
    marked = (times * found.detectable, words.removesuffix(" of the scale"))
    picture(
        "power curve",
        unit,
        lambda look: power_curve(look, unit),
        title=title,
        alt=f"{title}; the larger the true effect, the more likely it is noticed.",
        table=lambda: pd.DataFrame(
            {
                f"True effect ({unit})": (times * effects[::6]).round(2),
                "Chance to notice it": [f"{one:.0%}" for one in power[::6]],
            }
        ),
        data=power_figures(times * effects, power, marked, wanted, plan.power),
    )


def helps_table(plan: PilotPlan) -> None:
    """What would show smaller effects, and what would not."""
    helps = what_helps(plan)
    usual = helps.get("As planned", float("inf"))
    st.markdown("**What would show smaller effects**")
    figure_table(
        ("If one thing differed", "Smallest change", "Against the plan"),
        [
            FigureRow(name, (effect_in_words(size, plan.outcome), _against(size, usual)))
            for name, size in helps.items()
        ],
        caption="The smallest change noticed when one thing differs from the plan",
    )


def persons_table(plan: PilotPlan, found: Sizing) -> None:
    """How many answers a single comparison of two groups would take for the same effect."""
    effect = plan.smallest_effect or found.detectable
    st.markdown("**How many answers it takes**")
    try:
        needed = persons_per_group(plan, effect)
    except ValueError as error:
        st.caption(f"No number of answers: {error}.")
        return
    rows: Mapping[str, float] = {
        "If each person were assigned alone": needed.alone,
        f"When they come in {plan.unit}s": needed.in_teams,
        "The same, with a period before": needed.with_baseline,
    }
    figure_table(
        ("In each of two groups", "Answers", f"{plan.unit.capitalize()}s"),
        [
            FigureRow(name, (f"{np.ceil(size):,.0f}", f"{np.ceil(size / plan.answers):,.0f}"))
            for name, size in rows.items()
        ],
        caption="Answers needed in each of two groups",
    )
    st.caption(
        f"For a change of {effect_in_words(effect, plan.outcome)}, {plan.power:.0%} power, one "
        "period after. Answers of one group are alike, so they count for less than as many "
        "strangers."
    )


def _against(size: float, usual: float) -> str:
    if not np.isfinite(size) or not np.isfinite(usual) or size == usual:
        return ""
    return f"{size / usual - 1:+.0%}".replace("-", "−")
