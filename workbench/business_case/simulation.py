"""A scenario beside today on the contact-centre model, run once for each set of figures."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.business_case.case import Simulate, Values
from workbench.business_case.rows import Rows, default_rows
from workbench.evidence.assumptions import Register
from workbench.evidence.defaults import default_assumptions
from workbench.headroom.centre import Behaviour, Centre, figures
from workbench.headroom.comparison import DECIDED
from workbench.headroom.outcome import Outcome, evaluate
from workbench.headroom.policy import policy
from workbench.headroom.scenario import Scenario
from workbench.headroom.scorecard import Metric

FIGURES = (
    *(field.name for field in fields(Centre)),
    *(field.name for field in fields(Behaviour)),
    *(f"weight_{metric}" for metric in Metric),
)
"""The assumptions that the model reads; all others leave its results as they are."""

_KEPT = 200


def simulation(scenario: Scenario, rows: Rows | None = None) -> Simulate:
    """What `build_case` asks for the results of a scenario: it gets the model's, today's beside.

    A case that differs only in figures that the model does not read (a discount rate, a cost of
    the programme) is not run again, and the last results are kept. The scenario's levers act; its
    overrides are for the register that the case is built on. What a scenario decides is no unknown:
    it keeps the value of the first case. Raises ValueError, when it is asked, for a figure that the
    model does not accept.
    """
    levers = scenario.model_copy(update={"name": "Levers", "overrides": {}}).model_dump_json()
    counted = rows or default_rows()

    def simulate(values: Values) -> Mapping[str, Any]:
        cases, place = _distinct(values)
        results = counted.results_of(_outcome(None, cases), _outcome(levers, cases))
        return {name: result[place] for name, result in results.items()}

    return simulate


def _distinct(values: Values) -> tuple[bytes, NDArray[np.intp]]:
    """The sets of the model's figures to run, and which of them each case has.

    A case with the figures of the first one is run with it, and so is one with those of the case
    before it: trials that share a run follow each other.
    """
    shape = np.broadcast_shapes(*(np.shape(values[key]) for key in FIGURES))
    given = np.empty((len(FIGURES), *shape)).reshape(len(FIGURES), -1)
    for row, key in enumerate(FIGURES):
        given[row] = np.ravel(values[key])[0] if key in DECIDED else values[key]
    other = (given != given[:, :1]).any(axis=0)
    new = other.copy()
    new[1:] &= (given[:, 1:] != given[:, :-1]).any(axis=0)
    place = np.where(other, np.cumsum(new), 0)
    new[:1] = True
    return given[:, new].tobytes(), place.reshape(shape)


@lru_cache(maxsize=_KEPT)
def _outcome(levers: str | None, cases: bytes) -> Outcome:
    """The steady state of each case, under today's policy when no levers are given."""
    sets = np.frombuffer(cases).reshape(len(FIGURES), -1)
    centre = figures(_accepted(), dict(zip(FIGURES, sets, strict=True)))
    if levers is None:
        return evaluate(centre)
    return evaluate(centre, policy(centre, Scenario.model_validate_json(levers)))


@cache
def _accepted() -> Register:
    """What the model's figures are called and may be; every value is given beside."""
    return Register(default_assumptions())
