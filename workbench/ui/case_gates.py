"""Gates and options: where the board can stop, what waiting costs, and what a pilot has shown."""

from typing import NamedTuple

import numpy as np
import streamlit as st

from workbench.business_case.case import DISCOUNT_RATE
from workbench.business_case.delay import cost_of_delay
from workbench.business_case.futures import Futures
from workbench.business_case.gates import GateOutcome, GatePath, best_criterion, gate_path
from workbench.business_case.information import Learned
from workbench.business_case.money import money
from workbench.business_case.risk_defaults import risk_defaults
from workbench.business_case.risk_plan import MOST_GATES, Allowance, Gate, RiskPlan
from workbench.business_case.risk_sentences import best_way, gates_title
from workbench.business_case.spread import chance_in_words
from workbench.charts.gate_tree import Stage, gate_tree, tree_figures
from workbench.evidence.assumptions import Register
from workbench.evidence.distributions import FloatArray
from workbench.evidence.units import figure_in_words
from workbench.ui.case import Built
from workbench.ui.case_futures import futures_of
from workbench.ui.case_gate_form import gate_form
from workbench.ui.case_head import Shown
from workbench.ui.case_moves import learned_of
from workbench.ui.case_pilot import pilot_update
from workbench.ui.case_sure import counted
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.outcome import attempt, say
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.ui.store import store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "gates"
DELAY, ALLOWANCE, MANAGED = "delay_months", "risk_allowance", "risk_managed"
USUAL_DELAY = 6


class _Stands(NamedTuple):
    """What the gates are worked out on: the case in each future, and what it hangs on."""

    held: Register
    futures: Futures
    worth: FloatArray
    learned: tuple[Learned, ...]

    @property
    def rate(self) -> float:
        return self.held.value(DISCOUNT_RATE)


def gates_and_options(workshop: Workshop, shown: Built, view: Shown) -> None:
    """The gates with their worth, the cost of waiting, the allowances, and what a pilot shows."""
    if shown.case is None or shown.held is None:
        return
    try:
        futures = futures_of(shown)
        found = learned_of(shown, view)
    except ValueError as error:
        st.error(plain(f"The case cannot be tried in other futures: {error}."))
        return
    worth = counted(futures, shown, view).npv
    stands = _Stands(shown.held, futures, worth, found)
    say(PLACE)
    _gates(workshop, shown.plan, stands, view.appraisal.present_costs)
    gate_form(workshop, shown.plan, shown.held, found)
    _delay(view, shown.case.rate, workshop.currency)
    _allowance(workshop, shown.plan)
    pilot_update(workshop, shown.held)
    st.caption(
        "The days on which the figures are looked at again after the investment are set under "
        "“Credibility”."
    )


def _gates(workshop: Workshop, plan: RiskPlan, stands: _Stands, laid_out: float) -> None:
    known = tuple(gate for gate in plan.gates if gate.assumption_id in stands.futures.drawn)
    gone = [gate for gate in plan.gates if gate not in known]
    for gate in gone:
        st.warning(
            plain(f"{gate.name}: the figure that it watches has no range now, so it is left out."),
            icon=":material/warning:",
        )
    if not known:
        _propose(workshop, plan, stands, laid_out)
        return
    path = gate_path(known, stands.futures, stands.worth, stands.rate)
    _picture(known, path, stands, workshop.currency)
    st.markdown(plain(best_way(path, workshop.currency)))
    figure_table(
        ("Gate", "Stops when", "Chance to stop", "Kill criterion"),
        [
            FigureRow(
                gate.name,
                (
                    f"{stands.held[gate.assumption_id].label} "
                    f"{_criterion(gate, stands.held, workshop.currency)}",
                    _futures(outcome.stops, stands),
                    gate.kill_criterion or "the same, in words nobody has written yet",
                ),
                remark=f"month {gate.month:g}, {money(gate.spent, workshop.currency)} on the way",
            )
            for gate, outcome in zip(known, path.gates, strict=True)
        ],
        caption="The gates",
        words=frozenset({1, 2, 3}),
    )
    st.caption(
        "Worked out in every future: up to a gate the money is spent, there the figure is known as "
        "well as the pilot tells, and what is stopped is not paid for. The case starts at the last "
        "gate, so gates cost time too."
    )
    with st.container(horizontal=True):
        for place, gate in enumerate(plan.gates):
            st.button(
                plain(f"Take out “{gate.name}”"),
                icon=":material/delete:",
                key=f"gate_out_{place}",
                on_click=_remove,
                args=(workshop, plan, gate),
            )


def _picture(gates: tuple[Gate, ...], path: GatePath, stands: _Stands, currency: str) -> None:
    stages = [
        Stage(
            name=f"{gate.name}, month {gate.month:g}",
            said=f"reached in {_futures(outcome.reached, stands)}",
            share=outcome.reached,
            stops=f"stops in {_futures(outcome.stops, stands)}",
            effect=_effect(outcome, currency),
        )
        for gate, outcome in zip(gates, path.gates, strict=True)
    ]
    stages.append(Stage("The case goes on", f"in {_futures(path.goes_on, stands)}", path.goes_on))
    title = gates_title(path, currency)
    picture(
        "gate tree",
        len(stages),
        lambda look: gate_tree(look, len(stages)),
        title=title,
        alt=f"{title}. " + "; ".join(f"{s.name}: {s.said}, {s.stops}, {s.effect}" for s in stages),
        data=tree_figures(stages),
    )


def _effect(outcome: GateOutcome, currency: str) -> str:
    if not outcome.stops:
        return ""
    each = money(abs(outcome.avoided), currency)
    return f"avoids a loss of {each} each" if outcome.avoided < 0 else f"gives up {each} each"


def _propose(workshop: Workshop, plan: RiskPlan, stands: _Stands, laid_out: float) -> None:
    """No gate yet: the one that would be worth most on the figure that is most worth knowing."""
    currency = workshop.currency
    for each in stands.learned:
        if each.worth <= 0:
            break
        usual = risk_defaults().pilot
        gate = Gate(
            name="Pilot",
            month=usual.months.value,
            assumption_id=each.id,
            stops_beyond=0.0,
            precision=usual.precision.value,
        )
        best = best_criterion(gate, stands.futures, stands.worth)
        if best is None:
            continue
        gate = gate.model_copy(update={"stops_beyond": _tidy(best[0]), "stops_above": best[1]})
        path = gate_path((gate,), stands.futures, stands.worth, stands.rate)
        enough = risk_defaults().decision.nearly_nothing.value * laid_out
        if path.worth_of_gates <= enough:
            continue
        criterion = _criterion(gate, stands.held, currency)
        st.subheader("No gate is set; one would be worth having", anchor=False)
        st.markdown(
            plain(
                f"A pilot of {gate.month:g} months that measures "
                f"“{stands.held[each.id].label}”, and a board that stops when it is {criterion}, "
                "would be worth "
                f"{money(path.worth_of_gates, currency)} before what the pilot costs."
            )
        )
        st.button(
            "Set this gate",
            icon=":material/add_task:",
            key="gate_proposed",
            on_click=_add,
            args=(workshop, plan, gate),
        )
        return
    st.subheader("No gate is set, and none on a single figure would pay", anchor=False)
    known = stands.learned[0] if stands.learned else None
    why = "Whatever one figure turned out to be, the board would decide as it does now."
    if known is not None and known.worth > 0:
        why = (
            f"Of single figures “{stands.held[known.id].label}” is most worth knowing, "
            f"{money(known.worth, currency)} if it were known exactly and today; a pilot that "
            "takes its time and errs leaves next to nothing of that."
        )
    st.markdown(
        plain(
            f"{why} A gate is worth something only where what is learned by then changes the "
            "decision."
        )
    )


def _tidy(value: float) -> float:
    """A criterion to three figures: nobody stops at the seventh decimal."""
    return float(f"{value:.3g}")


def _criterion(gate: Gate, held: Register, currency: str) -> str:
    side = "above" if gate.stops_above else "below"
    return f"{side} {figure_in_words(gate.stops_beyond, held[gate.assumption_id].unit, currency)}"


def _futures(share: float, stands: _Stands) -> str:
    return chance_in_words(share, stands.futures.sizes.trials)


def _delay(view: Shown, rate: float, currency: str) -> None:
    st.subheader("What waiting costs", anchor=False)
    flows = np.array(view.appraisal.monthly_discounted)
    months = st.number_input(
        "Months of delay", value=USUAL_DELAY, step=1, key=DELAY, persist_state="session",
        help="Projects of this kind take "
        f"{risk_defaults().optimism.time_low.value:.0%} to "
        f"{risk_defaults().optimism.time_high.value:.0%} longer than planned. "
        f"{risk_defaults().optimism.time_high.source}.",
    )  # fmt: skip
    try:
        found = cost_of_delay(flows, rate, months if months is not None else -1)
    except ValueError as error:
        st.error(plain(f"{error}."), icon=":material/error:")
        return
    moved, fixed = (_lost(amount, currency) for amount in (found.window_moves, found.end_is_fixed))
    with st.grid(2, min_column_width=230):
        st.metric("If everything comes later", moved, border=True, help=_MOVES)
        st.metric(
            "If the end stays where it is",
            fixed,
            f"{_lost(found.a_month, currency)} a month",
            delta_color="off",
            delta_arrow="off",
            border=True,
            help=_FIXED,
        )


_MOVES = (
    "The case starts later and lasts as long as planned: only the time value of its money is lost."
)
_FIXED = (
    "The case starts later and ends when it would have ended, because the contract, the technology "
    "or the chance does: the last months are lost."
)


def _lost(amount: float, currency: str) -> str:
    return f"{money(amount, currency)} lost" if amount >= 0 else f"{money(-amount, currency)} saved"


def _allowance(workshop: Workshop, plan: RiskPlan) -> None:
    st.subheader("Allowed for costs that grow", anchor=False)
    told, overrun = risk_defaults().optimism, risk_defaults().overrun
    with st.form("risk_allowance_form", border=False):
        st.radio(
            "In the place of the contingency",
            tuple(Allowance),
            index=tuple(Allowance).index(plan.allowance),
            format_func=lambda each: each.meaning[0].upper() + each.meaning[1:],
            key=ALLOWANCE,
        )
        st.slider(
            "Share of the risks that is managed (optimism bias only)",
            0,
            100,
            round(100 * plan.managed),
            5,
            format="%d%%",
            key=MANAGED,
            help=f"From {told.capital_high.value:.0%} on top of the costs with nothing managed "
            f"down to {told.capital_low.value:.0%}. {told.capital_high.source}.",
        )
        st.form_submit_button("Count it so", on_click=_allow, args=(workshop, plan))
    st.caption(
        f"Optimism bias: {plain(told.capital_low.source)}. Overruns: "
        f"{plain(overrun.usual.source)}. Either takes the place of the contingency in the "
        "register, so that nothing is allowed for twice."
    )


def _allow(workshop: Workshop, plan: RiskPlan) -> None:
    chosen, managed = st.session_state[ALLOWANCE], st.session_state[MANAGED] / 100

    def allow() -> str:
        changed = plan.model_copy(update={"allowance": Allowance(chosen), "managed": managed})
        store().cases.put(workshop.id, risk=changed)
        return f"Counted from now on: {Allowance(chosen).meaning}."

    attempt(PLACE, allow)


def _add(workshop: Workshop, plan: RiskPlan, gate: Gate) -> None:
    def add() -> str:
        if len(plan.gates) >= MOST_GATES:
            raise Refused(f"Not set: there are {MOST_GATES} gates already; take one out first.")
        changed = RiskPlan.model_validate(plan.model_dump() | {"gates": (*plan.gates, gate)})
        store().cases.put(workshop.id, risk=changed)
        return "The gate is set. It goes into the board pack."

    attempt(PLACE, add)


def _remove(workshop: Workshop, plan: RiskPlan, gate: Gate) -> None:
    def remove() -> str:
        left = tuple(each for each in plan.gates if each != gate)
        store().cases.put(workshop.id, risk=plan.model_copy(update={"gates": left}))
        return f"{gate.name} is taken out."

    attempt(PLACE, remove)
