"""The portfolio of a workshop, worked out once for all visitors who look at it in the same way."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

import streamlit as st

from workbench.business_case.bid_trials import Draws, FloatArray
from workbench.business_case.bids import Bid, Funding
from workbench.business_case.case import Appraisal
from workbench.business_case.conventions import Conventions
from workbench.business_case.decision import Decision
from workbench.business_case.funding import decide
from workbench.business_case.funding_question import FundingQuestion
from workbench.business_case.futures import on_the_page
from workbench.business_case.portfolio_defaults import (
    bid_of_scenario,
    next_quarter,
    portfolio_defaults,
)
from workbench.business_case.project import (
    Projects,
    ScenarioWorth,
    on_the_mean,
    rates_of,
    value_projects,
    worth_of,
)
from workbench.evidence.assumptions import Register
from workbench.ui.case import Built, Ground, built, ground
from workbench.ui.case_futures import futures_of
from workbench.ui.case_head import COUNTED, VALUE
from workbench.ui.scenarios import shelf
from workbench.ui.store import now, store
from workbench.workshop.workshop import Workshop

BASIS = "portfolio_basis"
BASE, MEAN = "Base figures", "Mean of the trials"


class Portfolio(NamedTuple):
    """What the page shows; without a decision, `problem` says why.

    `bids` are those of all functions and of the saved scenarios, `asked` only those that somebody
    entered. `stated` says whether somebody has said what there is to give, `counts_value` whether
    there is a value to count beside cash. `on_mean`: projects are valued at the mean of their
    trials instead of their base figures; `otherwise` would be funded on the other of the two.
    `left_out` are sentences on what cannot be valued.
    """

    bids: tuple[Bid, ...]
    asked: tuple[Bid, ...]
    changes: tuple[str, ...]
    funding: Funding
    stated: bool
    counts_value: bool
    horizon: int
    seed: int
    conventions: Conventions = Conventions()
    on_mean: bool = False
    otherwise: tuple[int, ...] = ()
    projects: Projects | None = None
    decision: Decision | None = None
    problem: str = ""
    left_out: tuple[str, ...] = ()


class _Stands(NamedTuple):
    """What the decision is worked out from."""

    bids: tuple[Bid, ...]
    funding: Funding
    held: Register
    cases: Mapping[str, Built]
    valued: bool
    on_mean: bool
    seed: int
    conventions: Conventions


class Asked(NamedTuple):
    """How a visitor looks at the portfolio: on which ground, and what counts."""

    on: Ground
    with_value: bool
    on_mean: bool


def asked_now(workshop: Workshop) -> Asked:
    """How this visitor looks at it, to be kept for when the session is out of reach."""
    state = st.session_state
    return Asked(ground(workshop), state.get(COUNTED) == VALUE, state.get(BASIS) == MEAN)


def portfolio(workshop: Workshop) -> Portfolio:
    """The portfolio on the visitor's terms: cash, or with the value of unresolved contacts too."""
    return portfolio_as(workshop, asked_now(workshop))


def portfolio_as(workshop: Workshop, how: Asked) -> Portfolio:
    """The portfolio, looked at in this way."""
    on, on_mean = how.on, how.on_mean
    known, asked = shelf(workshop), store().bids.all(workshop.id)
    given = store().bids.funding(workshop.id)
    funding = given or no_limits(now().date())
    cases = {name: built(on, known.scenarios[name]) for name in known.saved}
    fine = {name: each for name, each in cases.items() if each.case is not None}
    bids = _all_bids(asked, tuple(fine), funding.first_day)
    counts_value = any(each.case.counts_value for each in fine.values() if each.case is not None)
    valued = counts_value and how.with_value
    held = on.held.try_values(on.terms.overrides(on.held))
    shown = Portfolio(
        bids=bids,
        asked=asked,
        changes=known.saved,
        funding=funding,
        stated=given is not None,
        counts_value=counts_value,
        horizon=rates_of(held).horizon,
        seed=on.plan.seed,
        conventions=on.conventions,
        on_mean=on_mean,
        left_out=_left_out(cases, asked, known.saved),
    )
    if not bids:
        return shown
    stands = _Stands(bids, funding, held, fine, valued, on_mean, on.plan.seed, on.conventions)
    try:
        projects, decision, otherwise = _decided(*_key(on, stands), stands)
    except ValueError as error:
        return shown._replace(problem=f"There is no portfolio: {error}.")
    return shown._replace(projects=projects, decision=decision, otherwise=otherwise)


def no_limits(today: date) -> Funding:
    """What is assumed until somebody says what there is: no limits, from the next quarter on."""
    years = portfolio_defaults().limits.years.value
    nothing = (None,) * years
    return Funding(first_day=next_quarter(today), money=nothing, people_months=nothing)


def draws(seed: int) -> Draws:
    """The draws of the bids: as many as the futures of the scenarios, in the same parts."""
    sizes = on_the_page()
    return Draws(sizes.trials, sizes.parts, seed)


def _all_bids(asked: tuple[Bid, ...], changes: tuple[str, ...], first_day: date) -> tuple[Bid, ...]:
    """The changes, each with its own terms or the usual ones, then what others ask for."""
    terms = {bid.scenario: bid for bid in asked if bid.scenario is not None}
    own = (terms.get(name, bid_of_scenario(name, first_day)) for name in changes)
    taken = set(changes)
    others = (bid for bid in asked if bid.scenario is None and bid.name not in taken)
    return (*own, *others)


def _left_out(
    cases: Mapping[str, Built], asked: tuple[Bid, ...], saved: tuple[str, ...]
) -> tuple[str, ...]:
    broken = [f"{name}: {each.problem}" for name, each in cases.items() if each.case is None]
    gone = [
        f"{bid.name}: the scenario was renamed or deleted, so its terms are not used."
        for bid in asked
        if bid.scenario is not None and bid.scenario not in saved
    ]
    clash = [
        f"{bid.name}: a scenario has this name too, so the bid is not counted; rename one of them."
        for bid in asked
        if bid.scenario is None and bid.name in saved
    ]
    return (*broken, *gone, *clash)


def _key(on: Ground, stands: _Stands) -> tuple[UUID, int, str]:
    """What a decision depends on beside the workshop's content."""
    tried = (
        f"{stands.valued} {stands.on_mean} {on.terms.model_dump_json()} {stands.funding.first_day}"
    )
    return on.workshop, on.revision, tried


@st.cache_resource(max_entries=50, show_spinner="Comparing all selections of projects")
def _decided(
    workshop: UUID,  # noqa: ARG001 - part of the key
    revision: int,  # noqa: ARG001 - part of the key
    tried: str,  # noqa: ARG001 - part of the key
    _stands: _Stands,
) -> tuple[Projects, Decision, tuple[int, ...]]:
    rates = rates_of(_stands.held, _stands.conventions)
    worths: dict[str, ScenarioWorth] = {}
    trials: dict[str, FloatArray] = {}
    for name, each in _stands.cases.items():
        shown = _appraisal(each, valued=_stands.valued)
        if shown is None or each.held is None:
            continue
        worths[name] = worth_of(shown, each.held)
        futures = futures_of(each)
        trials[name] = (futures.with_value if _stands.valued else futures.headline).npv
    drawn = draws(_stands.seed)
    base = value_projects(_stands.bids, worths, trials, _stands.funding, rates, drawn)
    mean = on_the_mean(base)
    found, other = (mean, base) if _stands.on_mean else (base, mean)
    otherwise = FundingQuestion(other, _stands.funding).best()
    return found, decide(found, _stands.funding), otherwise


def _appraisal(each: Built, *, valued: bool) -> Appraisal | None:
    if each.case is None:
        return None
    return each.case.with_value if valued else each.case.headline
