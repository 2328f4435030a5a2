"""The simulator's answers, worked out once for what they depend on."""

from uuid import UUID

import streamlit as st

from workbench.evidence.assumptions import Register
from workbench.headroom.comparison import Baseline, Comparison, baseline, compare
from workbench.headroom.frontier import (
    CostFrontier,
    HeadroomPicture,
    cost_frontier,
    headroom_picture,
)
from workbench.headroom.policy import tried
from workbench.headroom.scenario import Scenario
from workbench.ui.current import register
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop

# Enough to see the shape, few enough to follow a slider.
STAFFING, ENFORCEMENTS = 30, 20


def compared(workshop: Workshop, scenario: Scenario) -> Comparison:
    """The scenario beside today. Raises ValueError when the model does not accept it."""
    return _compared(*_key(workshop, scenario), workshop, scenario)


def pictured(workshop: Workshop, scenario: Scenario, found: Comparison) -> HeadroomPicture:
    """Headroom against satisfaction under both scorecards; `found` is its comparison."""
    return _pictured(*_key(workshop, scenario), found)


def priced(workshop: Workshop, scenario: Scenario, found: Comparison) -> CostFrontier:
    """Cost against unresolved contacts; `found` is the comparison of the scenario."""
    return _priced(*_key(workshop, scenario), found)


def tried_register(workshop: Workshop, scenario: Scenario) -> Register:
    """The register with the figures that the scenario tries out."""
    return _tried(*_figures_key(workshop, scenario), workshop, scenario)


def _key(workshop: Workshop, scenario: Scenario) -> tuple[UUID, int, str]:
    """What an answer depends on; a scenario's name is not part of it."""
    revision = store().workshops.figures_revision(workshop.id)
    return workshop.id, revision, scenario.model_dump_json(exclude={"name"})


def _figures_key(workshop: Workshop, scenario: Scenario) -> tuple[UUID, int, str]:
    """What today depends on: the register, and the figures that are tried."""
    revision = store().workshops.figures_revision(workshop.id)
    return workshop.id, revision, scenario.model_dump_json(include={"overrides"})


# The values are frozen, so one copy serves every visitor.


@st.cache_resource(max_entries=100, show_spinner=False)
def _tried(
    workshop: UUID,  # noqa: ARG001 - part of the key
    revision: int,  # noqa: ARG001 - part of the key
    overrides: str,  # noqa: ARG001 - part of the key
    _workshop: Workshop,
    _scenario: Scenario,
) -> Register:
    return tried(register(_workshop), _scenario)


@st.cache_resource(max_entries=100, show_spinner=False)
def _baseline(
    workshop: UUID,  # noqa: ARG001 - part of the key
    revision: int,  # noqa: ARG001 - part of the key
    overrides: str,  # noqa: ARG001 - part of the key
    _register: Register,
) -> Baseline:
    return baseline(_register)


@st.cache_resource(max_entries=400, show_spinner=False)
def _compared(
    workshop: UUID,  # noqa: ARG001 - part of the key
    revision: int,  # noqa: ARG001 - part of the key
    levers: str,  # noqa: ARG001 - part of the key
    _workshop: Workshop,
    _scenario: Scenario,
) -> Comparison:
    held = tried_register(_workshop, _scenario)
    return compare(_baseline(*_figures_key(_workshop, _scenario), held), _scenario)


@st.cache_resource(max_entries=400, show_spinner=False)
def _pictured(
    workshop: UUID,  # noqa: ARG001 - part of the key
    revision: int,  # noqa: ARG001 - part of the key
    levers: str,  # noqa: ARG001 - part of the key
    _found: Comparison,
) -> HeadroomPicture:
    return headroom_picture(_found.figures, _found.policy, _found.today, _found.scenario)


@st.cache_resource(max_entries=100, show_spinner=False)
def _priced(
    workshop: UUID,  # noqa: ARG001 - part of the key
    revision: int,  # noqa: ARG001 - part of the key
    levers: str,  # noqa: ARG001 - part of the key
    _found: Comparison,
) -> CostFrontier:
    return cost_frontier(
        _found.figures, _found.policy, _found.today, _found.scenario, STAFFING, ENFORCEMENTS
    )
