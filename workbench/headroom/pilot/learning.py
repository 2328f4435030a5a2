"""What a pilot says about the assumption it was run for."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime

import numpy as np

from workbench.evidence.assumptions import Assumption, AssumptionEdit, Register
from workbench.evidence.grades import Grade, SourceKind
from workbench.headroom.centre import Behaviour, figures
from workbench.headroom.erlang import Floats
from workbench.headroom.fitting.posterior import Update, likelihood_of, update
from workbench.headroom.outcome import Outcome, evaluate
from workbench.headroom.pilot.estimate import PilotEstimate
from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan, Unit
from workbench.headroom.policy import policy, tried
from workbench.headroom.scenario import Scenario

POINTS = 41
# Less than this share of an answer is nothing that a pilot could tell apart.
MOVES = 1e-4
WEEKS_A_YEAR = 52.0
LONGEST_SOURCE = 500
ON_LOAD = 1e-4


def measurable(register: Register, plan: PilotPlan, scenario: Scenario) -> Mapping[str, float]:
    """The behavioural assumptions that a pilot of this scenario can tell about, the most first.

    By id, how far the effect on the plan's outcome moves between their P10 and P90. Empty for a
    burnout scale, which no figure of the model is. Raises ValueError when the model does not accept
    the scenario.
    """
    if plan.outcome is PilotOutcome.BURNOUT:
        return {}
    held = tried(register, scenario)
    moved = {}
    for field in fields(Behaviour):
        each = held[field.name]
        if each.p10 < each.p90:
            ends = np.array([each.p10, each.p50, each.p90])
            effects = implied_effect(held, plan, scenario, each.id, ends)
            known = effects[np.isfinite(effects)]
            moved[each.id] = float(np.ptp(known)) if len(known) else 0.0
    return {
        key: size for key, size in sorted(moved.items(), key=lambda one: -one[1]) if size > MOVES
    }


def implied_effect(
    held: Register, plan: PilotPlan, scenario: Scenario, assumption_id: str, values: Floats
) -> Floats:
    """The effect on the plan's outcome that the model expects for values of an assumption.

    Teams that share a queue have the same load whatever they do, so for them the scenario is taken
    at today's occupancy. Not a number where the model has no steady state at the load asked for.
    Raises ValueError when it does not accept a value.
    """
    on = figures(held, {assumption_id: values})
    now = evaluate(on)
    then = policy(on, scenario)
    if plan.unit is Unit.TEAM and plan.shared_queue:
        then = replace(then, seats=None, occupancy=np.asarray(now.occupancy))
    changed = evaluate(on, then)
    effect = _measured(plan, changed) - _measured(plan, now)
    if then.occupancy is not None:
        # Past the tipping point no staffing keeps the load; the tightest that lasts is calmer.
        there = np.isclose(np.asarray(changed.occupancy), np.asarray(then.occupancy), atol=ON_LOAD)
        effect = np.where(there, effect, np.nan)
    return np.broadcast_to(effect, values.shape)


def learned(register: Register, plan: PilotPlan, found: PilotEstimate) -> Update:
    """The plan's assumption before and after the result.

    Raises ValueError when the plan names no assumption or scenario, when the result has no
    interval, or when the assumption has no range.
    """
    if plan.scenario is None or plan.assumption_id is None:
        raise ValueError("the plan names no assumption; accepted: one that the pilot is run for")
    if found.error is None:
        raise ValueError(
            "the lots are too few to bound the effect; accepted: a result with an interval"
        )
    others = {k: v for k, v in plan.scenario.overrides.items() if k != plan.assumption_id}
    scenario = plan.scenario.model_copy(update={"overrides": others})
    held = tried(register, scenario)
    assumption = held[plan.assumption_id]
    nodes = np.linspace(assumption.lowest, assumption.highest, POINTS)
    nodes = np.unique([*nodes, assumption.p10, assumption.p50, assumption.p90])
    expected = implied_effect(held, plan, scenario, assumption.id, nodes)
    known = np.isfinite(expected)
    if not known.any():
        raise ValueError(
            f"the model has no steady state for {assumption.label} in this scenario; accepted: a "
            "scenario that it can run"
        )

    def implied(values: Floats) -> Floats:
        return np.interp(values, nodes[known], expected[known])

    return update(assumption, likelihood_of(found.effect, found.error, implied))


def before_pilot(register: Register, plan: PilotPlan) -> Register:
    """The register with the plan's assumption as it was before this pilot updated it.

    So that no result counts twice.
    """
    key = plan.assumption_id
    if key is None:
        return register
    values = (*register.replaced(key), register[key])
    others = [value for value in values if not value.source.startswith(_source(plan))]
    kept = {**register, key: others[-1]} if others else dict(register)
    return Register(kept.values())


def is_taken(register: Register, plan: PilotPlan) -> bool:
    """Whether the register holds what this pilot says of its assumption."""
    key = plan.assumption_id
    return key is not None and register[key].source.startswith(_source(plan))


def share_before(register: Register, plan: PilotPlan) -> float:
    """The share before the pilot as the register has it today, for an outcome that is a share."""
    today = float(_measured(plan, evaluate(figures(register))))
    return min(0.99, max(0.01, round(today, 3)))


def as_edit(
    plan: PilotPlan, before: Assumption, found: Update, told: str, at: datetime
) -> AssumptionEdit:
    """The updated figure for the register; `told` is the result in words."""
    ends = np.clip(
        [found.after.p10, found.after.p50, found.after.p90], before.lowest, before.highest
    )
    return AssumptionEdit(
        assumption_id=before.id,
        p10=float(ends[0]),
        p50=float(ends[1]),
        p90=float(ends[2]),
        source_kind=SourceKind.UPLOADED,
        source=f"{_source(plan)} {told}; before: {before.source}"[:LONGEST_SOURCE],
        owner=plan.owner if len(plan.owner) > 1 else "Operations",
        grade=Grade.A,
        as_of=at.date(),
        edited_at=at,
    )


def _source(plan: PilotPlan) -> str:
    return f"Pilot “{plan.name}”:"


def _measured(plan: PilotPlan, found: Outcome) -> Floats:
    if plan.outcome is PilotOutcome.RESOLUTION:
        return np.asarray(found.fcr)
    if plan.outcome is PilotOutcome.SATISFACTION:
        return np.asarray(found.satisfaction)
    # Who leaves within a period, of those employed at its start.
    years = plan.weeks_per_period / WEEKS_A_YEAR
    return np.asarray(-np.expm1(-np.asarray(found.attrition) * years))
