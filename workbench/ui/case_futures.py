"""A case in many futures, worked out once for all visitors who look at the same figures."""

import hashlib
from collections.abc import Mapping

import streamlit as st

from workbench.business_case.case import Case
from workbench.business_case.futures import Futures, Sizes, for_the_board, on_the_page, run
from workbench.business_case.futures import with_futures as with_ranges
from workbench.business_case.risk_plan import RiskPlan
from workbench.business_case.simulation import simulation
from workbench.business_case.work import work_of
from workbench.evidence.assumptions import Register
from workbench.headroom.scenario import Scenario
from workbench.ui.case import Built

KNOWN = "futures that are known"


def ranged(shown: Built, sizes: Sizes | None = None) -> Built:
    """The case with the ends of every range from its futures.

    Without them, when the model does not accept one, the problem is a sentence and the ranges are
    those of the base alone.
    """
    if shown.case is None or shown.held is None:
        return shown
    key = futures_key(shown)
    try:
        case = _ranged(
            key, sizes or on_the_page(), shown.held, shown.scenario, shown.plan, shown.case
        )
    except ValueError as error:
        return shown._replace(problem=f"The case cannot be tried in other futures: {error}.")
    return shown._replace(case=case)


def ranged_for_the_board(shown: Built) -> Built:
    """The same from ten times as many futures: what is printed."""
    return ranged(shown, for_the_board())


def all_ranged(cases: Mapping[str, Built]) -> dict[str, Built]:
    """Several cases with the ranges of the same futures."""
    return {name: ranged(each) for name, each in cases.items()}


def seen_before(shown: Built) -> bool:
    """Whether this visitor has just seen the case in its futures, so that they are at hand."""
    key = futures_key(shown)
    seen: bool = st.session_state.get(KNOWN) == key
    st.session_state[KNOWN] = key
    return seen


def futures_of(shown: Built) -> Futures:
    """The futures of a case. Raises ValueError when there is no case or the model refuses one."""
    if shown.held is None:
        raise ValueError(f"there is no case: {shown.problem}")
    return _futures(futures_key(shown), on_the_page(), shown.held, shown.scenario, shown.plan)


def futures_key(shown: Built) -> tuple[str, str, str]:
    """What the futures depend on: every range, the levers and the plan."""
    held = shown.held
    figures = [
        (a.id, a.p10, a.p50, a.p90, a.lowest, a.highest, a.grade, a.n)
        for a in (held.values() if held is not None else ())
    ]
    plan = shown.plan.model_copy(update={"gates": ()})
    levers = shown.scenario.model_dump_json(exclude={"name"})
    return hashlib.sha256(repr(figures).encode()).hexdigest(), levers, plan.model_dump_json()


# Some megabytes each; what is read off them is small and kept longer.


@st.cache_resource(max_entries=16, show_spinner=False)
def _futures(
    key: tuple[str, str, str],  # noqa: ARG001 - part of the key
    sizes: Sizes,
    _held: Register,
    _scenario: Scenario,
    _plan: RiskPlan,
) -> Futures:
    return run(_held, _plan, sizes, work_of(_held, simulation(_scenario)))


@st.cache_resource(max_entries=400, show_spinner=False)
def _ranged(
    key: tuple[str, str, str],
    sizes: Sizes,
    _held: Register,
    _scenario: Scenario,
    _plan: RiskPlan,
    _case: Case,
) -> Case:
    if sizes == on_the_page():
        return with_ranges(_case, _futures(key, sizes, _held, _scenario, _plan))
    # Of the many that are printed only the ranges are kept.
    return with_ranges(_case, run(_held, _plan, sizes, work_of(_held, simulation(_scenario))))
