"""A case in many futures, worked out once for all visitors who look at the same figures."""

import hashlib
from collections.abc import Mapping

import streamlit as st

from workbench.business_case.case import Case
from workbench.business_case.conventions import Pricing
from workbench.business_case.futures import (
    Futures,
    Printed,
    Work,
    for_the_board,
    on_the_page,
    printed,
    run,
    with_futures,
    without_ranges,
)
from workbench.business_case.model import priced_by_trials
from workbench.business_case.simulation import simulation
from workbench.business_case.work import work_of
from workbench.ui.case import Built

KNOWN = "futures that are known"
Key = tuple[str, str, str, str]


def ranged(shown: Built) -> Built:
    """The case with the ends of every range from its futures.

    None where risk is priced in the flows or the rate already: it is priced once. When the model
    does not accept a future, the problem is a sentence and the ranges are the base's own.
    """
    if shown.case is None or shown.held is None:
        return shown
    if not priced_by_trials(shown.case.conventions):
        return shown._replace(case=without_ranges(shown.case))
    try:
        case = _ranged(futures_key(shown), shown)
    except ValueError as error:
        return shown._replace(problem=f"The case cannot be tried in other futures: {error}.")
    return shown._replace(case=case)


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
    if shown.case is None or shown.held is None:
        raise ValueError(f"there is no case: {shown.problem}")
    return _futures(futures_key(shown), shown)


def futures_for_the_board(shown: Built) -> Printed:
    """What ten times as many futures say: for what is printed, in some seconds.

    Raises ValueError when there is no case or the model refuses a future.
    """
    if shown.case is None or shown.held is None:
        raise ValueError(f"there is no case: {shown.problem}")
    return _for_the_board(futures_key(shown), shown)


def work_of_case(shown: Built) -> Work:
    """What works the case out in other futures, which price its risk by themselves.

    Raises ValueError when there is no case.
    """
    if shown.case is None or shown.held is None:
        raise ValueError(f"there is no case: {shown.problem}")
    agreed = shown.case.conventions.model_copy(update={"pricing": Pricing()})
    return work_of(shown.held, simulation(shown.scenario), conventions=agreed)


def content_hash(shown: Built) -> str:
    """A hash of all that the futures depend on."""
    return hashlib.sha256("\n".join(futures_key(shown)).encode()).hexdigest()


def futures_key(shown: Built) -> Key:
    """What the futures depend on: every range, the levers, the plan and the conventions."""
    held = shown.held
    figures = [
        (a.id, a.p10, a.p50, a.p90, a.lowest, a.highest, a.grade, a.n)
        for a in (held.values() if held is not None else ())
    ]
    plan = shown.plan.model_copy(update={"gates": ()})
    levers = shown.scenario.model_dump_json(exclude={"name"})
    agreed = shown.case.conventions.model_dump_json() if shown.case is not None else ""
    fingerprint = hashlib.sha256(repr(figures).encode()).hexdigest()
    return fingerprint, levers, plan.model_dump_json(), agreed


# Some megabytes each; what is read off them is small and kept longer.


@st.cache_resource(max_entries=16, show_spinner=False)
def _futures(
    key: Key,  # noqa: ARG001 - what the futures depend on
    _shown: Built,
) -> Futures:
    held = _shown.held
    if held is None:
        raise ValueError(f"there is no case: {_shown.problem}")
    return run(held, _shown.plan, on_the_page(), work_of_case(_shown))


@st.cache_resource(max_entries=400, show_spinner=False)
def _ranged(key: Key, _shown: Built) -> Case:
    if _shown.case is None:
        raise ValueError(f"there is no case: {_shown.problem}")
    return with_futures(_shown.case, _futures(key, _shown))


@st.cache_resource(max_entries=50, show_spinner=False)
def _for_the_board(
    key: Key,  # noqa: ARG001 - what the futures depend on
    _shown: Built,
) -> Printed:
    held = _shown.held
    if held is None:
        raise ValueError(f"there is no case: {_shown.problem}")
    return printed(run(held, _shown.plan, for_the_board(), work_of_case(_shown)))
