"""Erlang A with repeats the long way round: state by state, in plain Python loops.

What the engine is measured against. The states of the birth-death chain give abandonment, a
secant method the total rate with repeats, and uniformisation the share answered in time, either
with a pass for every place in the queue, as released libraries do it, or with one pass for all.
"""

import math
from collections.abc import Callable

NEGLIGIBLE = 1e-12


def states(rate: float, handle_time: float, agents: int, patience: float) -> list[float]:
    """Give the share of time with 0, 1, 2, ... contacts in the centre."""
    weights = [1.0]
    while len(weights) <= agents or weights[-1] > NEGLIGIBLE * max(weights):
        contacts = len(weights)
        leaving = min(contacts, agents) / handle_time + max(0, contacts - agents) / patience
        weights.append(weights[-1] * rate / leaving)
    total = sum(weights)
    return [weight / total for weight in weights]


def abandoned(rate: float, handle_time: float, agents: int, patience: float) -> float:
    """Give the rate at which contacts give up."""
    shares = states(rate, handle_time, agents, patience)
    return sum(share * (held - agents) for held, share in enumerate(shares) if held > agents) / (
        patience
    )


def total_rate(
    primary: float,
    handle_time: float,
    agents: int,
    patience: float,
    solved: float,
    redial: float,
) -> float:
    """Give the rate of first attempts and repeats together."""

    def excess(rate: float) -> float:
        lost = abandoned(rate, handle_time, agents, patience)
        return (rate - lost) * solved + lost * (1 - redial) - primary

    before, rate = primary, primary / solved
    at_before, at = excess(before), excess(rate)
    while abs(rate - before) > 1e-9 * rate and at != at_before:
        before, at_before, rate = rate, at, rate - at * (rate - before) / (at - at_before)
        at = excess(rate)
    return rate


def service_level(
    rate: float,
    handle_time: float,
    agents: int,
    patience: float,
    threshold: float,
    in_time: Callable[[int, float, float, float], list[float]],
) -> float:
    """Give the share of the offered contacts that is answered within the threshold."""
    shares = states(rate, handle_time, agents, patience)
    places = len(shares) - agents
    answered = in_time(places, agents / handle_time * threshold, threshold / patience, NEGLIGIBLE)
    return sum(shares[:agents]) + sum(
        share * chance for share, chance in zip(shares[agents:], answered, strict=True)
    )


def place_by_place(places: int, served: float, lost: float, enough: float) -> list[float]:
    """Give, for each place in the queue, the chance of an answer in time: a pass for each.

    `served` and `lost` are the rates, per threshold, at which the agents take the next contact and
    at which one waiting contact gives up.
    """
    fastest = served + places * lost
    chances = []
    for place in range(places):
        waiting = [0.0] * (place + 1)
        waiting[place] = 1.0
        chance = answered = 0.0
        weight, step = math.exp(-fastest), 0
        while weight > enough or step < fastest:
            following = [0.0] * (place + 1)
            for ahead, share in enumerate(waiting):
                onward = share * (served + ahead * lost) / fastest
                following[ahead] += share - onward - share * lost / fastest
                if ahead:
                    following[ahead - 1] += onward
                else:
                    answered += onward
            waiting, step = following, step + 1
            weight *= fastest / step
            chance += weight * answered
        chances.append(chance)
    return chances


def all_places_at_once(places: int, served: float, lost: float, enough: float) -> list[float]:
    """Give the same chances from one pass backwards over all places."""
    fastest = served + places * lost
    within, chances = [0.0] * places, [0.0] * places
    weight, step = math.exp(-fastest), 0
    while weight > enough or step < fastest:
        before, following = 1.0, []
        for ahead, chance in enumerate(within):
            onward = (served + ahead * lost) / fastest
            following.append(onward * before + (1 - onward - lost / fastest) * chance)
            before = chance
        within, step = following, step + 1
        weight *= fastest / step
        chances = [have + weight * more for have, more in zip(chances, within, strict=True)]
    return chances
