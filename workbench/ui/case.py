"""The business case of a scenario, worked out once for all visitors of a workshop."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

import streamlit as st

from workbench.business_case.allowance import allowed_for
from workbench.business_case.case import Case, build_case
from workbench.business_case.conventions import Conventions
from workbench.business_case.risk_plan import RiskPlan
from workbench.business_case.simulation import simulation
from workbench.business_case.terms import Terms
from workbench.evidence.assumptions import Register
from workbench.headroom.policy import tried
from workbench.headroom.scenario import Scenario
from workbench.ui.case_settings import settings_at
from workbench.ui.current import register
from workbench.ui.store import store
from workbench.ui.terms import terms_of
from workbench.workshop.workshop import Workshop


class Ground(NamedTuple):
    """What every case of a run stands on: read once, because each look costs a question.

    `plan` says how the case is tried in many futures, `conventions` how it is reckoned.
    """

    workshop: UUID
    revision: int
    held: Register
    terms: Terms
    plan: RiskPlan = RiskPlan()
    conventions: Conventions = Conventions()


class Built(NamedTuple):
    """A scenario with all that it tries, the register with it, and the case on that.

    Without a case, `problem` is the sentence that says why.
    """

    scenario: Scenario
    held: Register | None = None
    case: Case | None = None
    problem: str = ""
    plan: RiskPlan = RiskPlan()
    conventions: Conventions = Conventions()


def ground(workshop: Workshop) -> Ground:
    """The workshop's figures and the terms that this visitor tries on them."""
    revision = store().workshops.figures_revision(workshop.id)
    file = settings_at(workshop.id, revision)
    held, terms = register(workshop), terms_of(workshop)
    return Ground(workshop.id, revision, held, terms, file.risk, file.conventions)


def built(on: Ground, scenario: Scenario) -> Built:
    """The case of a scenario on the visitor's terms."""
    tries = scenario.overrides | on.terms.overrides(on.held)
    scenario = scenario.model_copy(update={"overrides": tries})
    levers = scenario.model_dump_json(exclude={"name"})
    try:
        held, case = _built(on.workshop, on.revision, levers, on, scenario)
    except ValueError as error:
        return Built(scenario, problem=f"This scenario has no business case: {error}.")
    return Built(scenario, held, case, plan=on.plan, conventions=on.conventions)


def side_by_side(on: Ground, scenarios: Mapping[str, Scenario]) -> dict[str, Built]:
    """The cases of several scenarios by name, on the same terms."""
    return {name: built(on, scenario) for name, scenario in scenarios.items()}


def refusal(shown: Built, held: Register) -> str:
    """Why the scenario that is shown would have no case on this register; empty when it has one."""
    agreed = shown.conventions
    try:
        build_case(tried(held, shown.scenario), simulation(shown.scenario), conventions=agreed)
    except ValueError as error:
        return str(error)
    return ""


# The values are frozen, so one copy serves every visitor.


@st.cache_resource(max_entries=400, show_spinner=False)
def _built(
    workshop: UUID,  # noqa: ARG001 - part of the key
    revision: int,  # noqa: ARG001 - part of the key
    levers: str,  # noqa: ARG001 - part of the key
    _on: Ground,
    _scenario: Scenario,
) -> tuple[Register, Case]:
    held = allowed_for(tried(_on.held, _scenario), _on.plan)
    return held, build_case(held, simulation(_scenario), conventions=_on.conventions)
