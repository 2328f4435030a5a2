"""The pilot that a visitor works on: what is stored, what was changed since, and saving it."""

import secrets
from typing import Any, NamedTuple

import streamlit as st
from pydantic import ValidationError

from workbench.business_case.case import VALUE_PER_UNRESOLVED
from workbench.evidence.assumptions import Register
from workbench.headroom.centre import figures
from workbench.headroom.outcome import evaluate
from workbench.headroom.pilot.learning import share_before
from workbench.headroom.pilot.pilot import Pilot, read_pilot
from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan, suggested_plan
from workbench.headroom.scenario import Scenario
from workbench.ui.current import register
from workbench.ui.outcome import attempt
from workbench.ui.pilot_refusals import refused_in_words
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop

PLACE = "pilot plan"
HIGHEST_SEED = 10**9
# What a person decides once, whatever the outcome is.
KEPT_ACROSS = ("name", "unit", "shared_queue", "teams", "owner", "alpha", "power", "scenario")


class Working(NamedTuple):
    """The pilot as this visitor has it, and the stored version that it started from; 0 for none."""

    pilot: Pilot
    based_on: int


def working(workshop: Workshop) -> Working:
    """What this visitor works on: the stored pilot until they change it."""
    kept: Working | None = st.session_state.get(_key(workshop))
    if kept is not None:
        return kept
    versions = store().pilots.all(workshop.id)
    based_on = versions[-1].version if versions else 0
    for saved in versions[-1:]:
        try:
            return Working(read_pilot(saved.document), based_on)
        except ValueError as error:
            refuse(f"The stored pilot cannot be read by this version of Headroom: {error}.")
    return Working(Pilot(plan=start(workshop, PilotOutcome.RESOLUTION)), based_on)


def start(workshop: Workshop, outcome: PilotOutcome) -> PilotPlan:
    """A plan to start from, with what the register knows of the centre."""
    held, plan = register(workshop), suggested_plan(outcome)
    changes: dict[str, Any] = {}
    try:
        if outcome.is_share:
            changes["before"] = share_before(held, plan)
        if outcome is PilotOutcome.RESOLUTION:
            changes |= _worth(held)
        return PilotPlan.model_validate(plan.model_dump() | changes)
    except ValueError:
        # The register holds figures that the model does not accept; its own page says so.
        return plan


def is_changed(workshop: Workshop) -> bool:
    """Whether anything differs from what is stored."""
    return _key(workshop) in st.session_state


def has_other_version(workshop: Workshop, now: Working) -> bool:
    """Whether somebody has saved another version since."""
    versions = store().pilots.all(workshop.id)
    return bool(versions) and versions[-1].version != now.based_on


def drop_changes(workshop: Workshop) -> None:
    """Back to what is stored."""
    st.session_state.pop(_key(workshop), None)


def change(workshop: Workshop, **values: Any) -> None:
    """Change the plan, from a callback; what is refused is said on the page."""
    now = working(workshop)
    try:
        plan = PilotPlan.model_validate(now.pilot.plan.model_dump() | values)
    except ValidationError as error:
        refuse(f"Not changed: {refused_in_words(error, now.pilot.plan.outcome)}.")
        return
    if plan != now.pilot.plan:
        st.session_state[_key(workshop)] = Working(Pilot(plan=plan), now.based_on)


def choose_outcome(workshop: Workshop, outcome: PilotOutcome) -> None:
    """Start over for another outcome, with what does not depend on it."""
    before = working(workshop).pilot.plan
    kept = {name: getattr(before, name) for name in KEPT_ACROSS}
    fresh = start(workshop, outcome).model_dump() | kept
    try:
        plan = PilotPlan.model_validate(fresh)
    except ValidationError:
        plan = start(workshop, outcome)
    st.session_state[_key(workshop)] = Working(Pilot(plan=plan), working(workshop).based_on)


def choose_scenario(workshop: Workshop, scenario: Scenario | None) -> None:
    """What is tried; the assumption is chosen anew."""
    change(workshop, scenario=scenario, assumption_id=None)


def save(workshop: Workshop, pilot: Pilot, told: str, place: str = PLACE) -> bool:
    """Store the next version, and say so at `place`."""
    based_on = working(workshop).based_on

    def store_it() -> str:
        store().pilots.save(workshop.id, pilot.model_dump(mode="json"), based_on)
        drop_changes(workshop)
        return told

    return attempt(place, store_it)


def new_plan(workshop: Workshop) -> None:
    """A plan without lot and results to change; the stored one stays until it is saved over."""
    now = working(workshop)
    st.session_state[_key(workshop)] = Working(Pilot(plan=now.pilot.plan), now.based_on)


def fresh_seed() -> int:
    """A seed that nobody chose."""
    return secrets.randbelow(HIGHEST_SEED)


def refuse(told: str) -> None:
    """Say on the next drawing of the page what was refused."""
    st.session_state["refused at " + PLACE] = told


def _worth(held: Register) -> dict[str, Any]:
    contacts = float(evaluate(figures(held)).contacts_per_year)
    return {
        "value_per_unit": held.value(VALUE_PER_UNRESOLVED),
        "units_per_year": float(f"{contacts:.3g}"),
    }


def _key(workshop: Workshop) -> str:
    return f"pilot of {workshop.id}"
