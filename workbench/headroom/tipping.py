"""Tipping points: whether a centre under a policy can settle in more than one state.

Where quality falls with load, unresolved contacts come back and load the centre further, so that a
centre can be kept in overload by its own repeat contacts although it could also work in calm.
"""

import numpy as np

from workbench.headroom.erlang import SILENT, Floats
from workbench.headroom.steady_state import Question, SteadyState, settle_at_resolution

# Resolutions to look at, from none to all.
PLACES = 17
HALVINGS = 30
# States whose resolution differs by less than this are one.
SAME = 1e-3


@SILENT
def crossings(asked: Question, agents: Floats) -> list[float]:
    """Every resolution at first contact at which a single case rests, lowest first.

    The resolution is held at places from 0 to 1 and compared with the one it leads to; between
    places where the two change order lies a state of rest. Every second one is a tipping point:
    from beside it the centre moves away. Of a single crossing only the place is looked for, not
    its digits.
    """
    places = np.linspace(0.0, 1.0, PLACES)
    above = _excess(asked, agents, places) > 0
    at = np.flatnonzero(above[:-1] != above[1:])
    low, high, falling = places[at], places[at + 1], above[at]
    for _ in range(HALVINGS if at.size > 1 else 0):
        middle = (low + high) / 2
        keeps = (_excess(asked, agents, middle) > 0) == falling
        low, high = np.where(keeps, middle, low), np.where(keeps, high, middle)
    return [float(each) for each in (low + high) / 2]


def warning(asked: Question, state: SteadyState) -> tuple[str, ...]:
    """A sentence when a single case has other steady states than the one found."""
    found = crossings(asked, state.agents)
    if len(found) < 2:
        return ()
    here = float(state.fcr[0])
    nearest = min(found, key=lambda fcr: abs(fcr - here))
    others = " or ".join(f"{fcr:.0%}" for fcr in found[::2] if fcr != nearest)
    if found.index(nearest) % 2:
        return (
            f"This is a tipping point: under the same levers the centre settles at {others} "
            f"resolved at first contact, depending on where it comes from, and does not stay at "
            f"{here:.0%}.",
        )
    tips = " and ".join(f"{fcr:.0%}" for fcr in found[1::2])
    return (
        f"More than one steady state exists: under the same levers the centre can also settle at "
        f"{others} resolved at first contact instead of {here:.0%}, depending on where it comes "
        f"from; it tips over at {tips}.",
    )


def _excess(asked: Question, agents: Floats, fcr: Floats) -> Floats:
    """The resolution that each resolution leads to, less itself."""
    _, implied = settle_at_resolution(_repeated(asked, fcr.size), np.repeat(agents, fcr.size), fcr)
    return implied - fcr


def _repeated(asked: Question, times: int) -> Question:
    """A single case, several times."""
    return asked.of(np.zeros(times, dtype=np.intp))
