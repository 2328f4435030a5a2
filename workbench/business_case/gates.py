"""Stage gates: what it is worth that the board can stop, worked out from the futures of the case.

A gate is an option on the rest of the case (Dixit and Pindyck 1994, Investment under Uncertainty).
Its value is computed, never asserted: the case is followed in every future up to the gate, where
what has been learned of one figure decides.
"""

from collections.abc import Sequence

import numpy as np
import scipy
from numpy.typing import NDArray

from workbench.business_case.bid_trials import Draws
from workbench.business_case.futures import Futures
from workbench.business_case.risk_defaults import risk_defaults
from workbench.business_case.risk_plan import Gate
from workbench.evidence.distributions import FloatArray
from workbench.frozen import Frozen

MONTHS = 12
Flags = NDArray[np.bool_]


class GateOutcome(Frozen):
    """What happens at a gate, over all futures.

    `reached` and `stops` are chances from today; `avoided` is what the stopped futures would have
    been worth if they had gone on, each, in today's money.
    """

    name: str
    reached: float
    stops: float
    avoided: float


class GatePath(Frozen):
    """A case with its gates, in today's money.

    `gated` stops where the criteria say so; `ungated` takes the same way and the same time and
    never stops; `at_once` has neither gate nor pilot. `goes_on` is the chance of passing all.
    """

    gates: tuple[GateOutcome, ...]
    gated: float
    ungated: float
    at_once: float
    goes_on: float

    @property
    def worth_of_stopping(self) -> float:
        """What it is worth to be able to stop."""
        return self.gated - self.ungated

    @property
    def worth_of_gates(self) -> float:
        """What the whole way with its gates adds to the better of doing it at once and nothing."""
        return self.gated - max(0.0, self.at_once)


def option_value(
    spent: float, chances: Sequence[float], payoffs: Sequence[float]
) -> tuple[float, float]:
    """The value of a way with a gate and of the same without one.

    After `spent`, one of the outcomes shows with its chance; with a gate, those that lose are not
    taken. Raises ValueError when the chances are not those of all outcomes.
    """
    chance, payoff = np.asarray(chances, dtype=float), np.asarray(payoffs, dtype=float)
    if chance.shape != payoff.shape or (chance < 0).any() or abs(chance.sum() - 1) > 1e-9:
        raise ValueError("the chances are not one for each outcome, from 0 and 1 in all")
    return (
        float((chance * np.maximum(payoff, 0.0)).sum()) - spent,
        float((chance * payoff).sum()) - spent,
    )


def gate_path(gates: Sequence[Gate], futures: Futures, worth: FloatArray, rate: float) -> GatePath:
    """What gates make of a case. `worth` is its value in each future when started today.

    The case starts at the last gate; `rate` is yearly. At a gate the figure is known as well as its
    precision says: what is believed of it then is today's belief and the measurement, each by the
    inverse of its variance. What is spent on the way to a gate is spent at the one before. Raises
    ValueError naming a gate on a figure that has no range.
    """
    count = len(worth)
    draws = Draws(count, futures.sizes.parts, futures.seed)
    last = max((gate.month for gate in gates), default=0.0)
    rest = worth * (1 + rate) ** (-last / MONTHS)
    going, spent_if_stopped, spent_always = np.ones(count, dtype=bool), np.zeros(count), 0.0
    outcomes, before = [], 0.0
    for gate in gates:
        today = gate.spent * (1 + rate) ** (-before / MONTHS)
        spent_if_stopped += np.where(going, today, 0.0)
        spent_always += today
        stops = going & _stops(gate, futures, draws)
        outcomes.append(
            GateOutcome(
                name=gate.name,
                reached=float(going.mean()),
                stops=float(stops.mean()),
                avoided=float(rest[stops].mean()) if stops.any() else 0.0,
            )
        )
        going = going & ~stops
        before = gate.month
    return GatePath(
        gates=tuple(outcomes),
        gated=float((np.where(going, rest, 0.0) - spent_if_stopped).mean()),
        ungated=float(rest.mean()) - spent_always,
        at_once=float(worth.mean()),
        goes_on=float(going.mean()),
    )


def best_criterion(gate: Gate, futures: Futures, worth: FloatArray) -> tuple[float, bool] | None:
    """Where a gate would best stop, and whether above or below that; `None` if it best never does.

    The value of what is believed at the gate for which stopping beyond it avoids the most loss over
    the futures, among those that stop some futures and let some on. Another value than the turning
    point of the figure alone, because the other figures vary as well.
    """
    believed = _believed(gate, futures, Draws(len(worth), futures.sizes.parts, futures.seed))
    order = np.argsort(believed, kind="stable")
    below = np.concatenate([[0.0], np.cumsum(worth[order])])
    above = below[-1] - below
    least = max(1, round(risk_defaults().decision.least_split.value * len(order)))
    inside = slice(least, len(order) - least + 1)
    low, high = least + int(below[inside].argmin()), least + int(above[inside].argmin())
    if min(below[low], above[high]) >= 0:
        return None
    stops_above = bool(above[high] < below[low])
    place = min(high if stops_above else low, len(order) - 1)
    return float(believed[order[place]]), stops_above


def _stops(gate: Gate, futures: Futures, draws: Draws) -> Flags:
    believed = _believed(gate, futures, draws)
    return believed > gate.stops_beyond if gate.stops_above else believed < gate.stops_beyond


def _believed(gate: Gate, futures: Futures, draws: Draws) -> FloatArray:
    """What is believed of the gate's figure when it is reached, in each future."""
    drawn = futures.drawn.get(gate.assumption_id)
    if drawn is None:
        raise ValueError(
            f"gate “{gate.name}” watches {gate.assumption_id}, which has no range; accepted: a "
            "figure that is not certain"
        )
    middle, deviation = float(drawn.mean()), float(drawn.std())
    noise = np.asarray(scipy.special.ndtri(draws.of(f"gate {gate.name}")))
    measured = drawn + gate.precision * deviation * noise
    believed: FloatArray = middle + (measured - middle) / (1 + gate.precision**2)
    return believed
