"""How sure is it: the case in ten thousand futures, and how those are drawn."""

import pandas as pd
import streamlit as st

from workbench.business_case.futures import Counted, Futures, uncertain
from workbench.business_case.model import priced_by_trials
from workbench.business_case.money import money
from workbench.business_case.risk_defaults import risk_defaults
from workbench.business_case.risk_plan import HIGHEST_SEED, Level, RiskPlan
from workbench.business_case.risk_sentences import (
    between_sentence,
    chance_with_error,
    sure_title,
    widened_sentence,
    with_error,
)
from workbench.business_case.spread import Spread, spread
from workbench.business_case.widening import is_widened
from workbench.charts.futures_dots import DOTS, dots_figures, dots_height, dots_scale, futures_dots
from workbench.evidence.assumptions import Register
from workbench.ui.case import Built
from workbench.ui.case_futures import futures_of
from workbench.ui.case_head import Shown
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.outcome import attempt, say
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.ui.store import store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "risk plan"
SEED, WIDEN = "risk_seed", "risk_widen"
LEVEL_WORDS = {
    Level.NONE: "Not at all",
    Level.SOME: "Somewhat",
    Level.STRONG: "Strongly",
}


def counted(futures: Futures, shown: Built, view: Shown) -> Counted:
    """The futures in the way of counting benefits that the visitor looks at."""
    case = shown.case
    headline = case is None or view.appraisal.tiers == case.headline.tiers
    return futures.headline if headline else futures.with_value


def how_sure(workshop: Workshop, shown: Built, view: Shown) -> None:
    """The picture of the futures, their figures with errors, and what they rest on."""
    if shown.held is None:
        return
    currency = workshop.currency
    try:
        futures = futures_of(shown)
    except ValueError as error:
        st.error(plain(f"The case cannot be tried in other futures: {error}."))
        return
    if shown.case is not None and not priced_by_trials(shown.case.conventions):
        st.info(
            "The headline prices risk in its flows or in its rate. The futures price it by "
            "themselves, so they are shown without that: no risk is priced twice.",
            icon=":material/info:",
        )
    npv = counted(futures, shown, view).npv
    told = spread(npv, futures.sizes.parts, risk_defaults().decision.tail.value)
    scale, height = dots_scale(npv), dots_height(npv)
    unit = scale.unit(currency)
    title = sure_title(told)
    picture(
        "futures dots",
        (unit, height),
        lambda look: futures_dots(look, unit, height),
        title=title,
        alt=f"{title}. {between_sentence(told, currency)}",
        table=lambda: _table(told, currency),
        data=dots_figures(npv, currency, scale),
    )
    between = plain(between_sentence(told, currency))
    st.caption(f"Each mark is one of {DOTS} equally likely futures. {between}")
    _figures(told, currency)
    _rests_on(futures, shown.held, shown.plan)
    _settings(workshop, shown.plan)


def _figures(told: Spread, currency: str) -> None:
    tail = f"Mean of the worst {told.tail:.0%}"
    rows = [
        ("One future in ten is worth less than (P10)", with_error(told.p10, currency)),
        ("As many are worth more as less (P50)", with_error(told.p50, currency)),
        ("One future in ten is worth more than (P90)", with_error(told.p90, currency)),
        ("Mean of all futures", with_error(told.mean, currency)),
        (f"{tail} (expected shortfall)", with_error(told.shortfall, currency)),
        ("Chance that it pays", chance_with_error(told.positive)),
    ]
    figure_table(
        ("Net present value", "Figure and its error"),
        [FigureRow(name, (figure,)) for name, figure in rows],
        caption="What the futures say",
        words=frozenset({1}),
    )
    st.caption(
        "±: what another set of as many futures would change, one standard error. Each figure is "
        "rounded to it."
    )


def _rests_on(futures: Futures, held: Register, plan: RiskPlan) -> None:
    ranges = uncertain(held)
    widened = sum(map(is_widened, ranges))
    sizes = futures.sizes
    st.markdown(
        f"**{len(ranges)} figures that are not certain.** "
        + plain(widened_sentence(plan, widened, len(ranges)))
    )
    st.caption(
        f"{sizes.trials:,} futures, every range divided into slices that are each met once (Latin "
        f"hypercube). The exact contact-centre model ran {sizes.runs:,} times, each run in "
        f"{sizes.trials // sizes.runs} futures of everything else; nothing stands in for it. In "
        "the tails of several ranges at once its spiral of strain and leaving has no end, so "
        f"leavers are cut off at {risk_defaults().limits.most_leavers.value:g} per advisor and "
        f"year. Seed {plan.seed}: the same figures give the same digits for everybody. With every "
        "figure as expected the case is the one above; the middle of the futures may differ from "
        "it, because losses and gains do not mirror each other."
    )


def _settings(workshop: Workshop, plan: RiskPlan) -> None:
    say(PLACE)
    opened = st.expander(
        "How the futures are drawn",
        icon=":material/casino:",
        key="risk_settings",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened, st.form("risk_form", border=False):
        st.toggle(
            "Take ranges of judgement as wider than stated",
            plan.widen,
            key=WIDEN,
            help=risk_defaults().widening.held.source,
        )
        st.markdown("**What moves together**")
        for group in risk_defaults().groups:
            st.segmented_control(
                group.label,
                tuple(Level),
                default=plan.level_of(group.id),
                format_func=LEVEL_WORDS.__getitem__,
                key=_level_key(group.id),
                required=True,
                help=f"{group.why} Somewhat: a rank correlation of "
                f"{risk_defaults().levels.some.value:g}; strongly: "
                f"{risk_defaults().levels.strong.value:g}.",
            )
        st.number_input(
            "Seed", value=plan.seed, step=1, key=SEED,
            help="Any whole number. Another one draws other futures of the same ranges: what "
            "changes is chance alone.",
        )  # fmt: skip
        st.form_submit_button("Draw them so", type="primary", on_click=_draw, args=(workshop, plan))


def _draw(workshop: Workshop, plan: RiskPlan) -> None:
    state = st.session_state
    seed = state[SEED]
    levels = {group.id: Level(state[_level_key(group.id)]) for group in risk_defaults().groups}

    def draw() -> str:
        if seed is None or not 0 <= seed <= HIGHEST_SEED:
            raise Refused(f"Not changed: the seed is {seed}; accepted: 0 to {HIGHEST_SEED:,}.")
        changed = plan.model_copy(update={"seed": seed, "widen": state[WIDEN], "levels": levels})
        store().cases.put(workshop.id, risk=changed)
        return "The futures are drawn anew, on this page, in the portfolio and in the board pack."

    attempt(PLACE, draw)


def _level_key(group: str) -> str:
    return f"risk_level_{group}"


def _table(told: Spread, currency: str) -> pd.DataFrame:
    figures = {
        "P10": told.p10, "P50": told.p50, "P90": told.p90, "Mean": told.mean,
        "Expected shortfall": told.shortfall,
    }  # fmt: skip
    return pd.DataFrame(
        {
            "Figure": list(figures),
            "Value": [money(each.shown, currency) for each in figures.values()],
            "Standard error": [money(each.error, currency) for each in figures.values()],
        }
    )
