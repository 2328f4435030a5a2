"""Erlang B, C and A: how long contacts wait and how many give up, for any number of agents.

Every function broadcasts, takes real-valued agents and any consistent unit of time (a rate per
minute goes with minutes), and answers with numbers for numbers and arrays for arrays. An input
that is not possible raises ValueError naming it; overload is an answer, not an error.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.headroom.demand import day_multipliers
from workbench.headroom.erlang import SILENT, Floats, blocking
from workbench.headroom.patience_queue import PatienceQueue, patience_queue
from workbench.headroom.queue_inputs import NOT_NEGATIVE, checked
from workbench.headroom.repeats import total_rate

Number = float | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ErlangC:
    """A queue without abandonment; every field is nan where the load reaches the agents.

    `p_wait`: share that waits. `service_level`: share answered within the threshold. `asa`: mean
    wait, in the unit of time of the inputs. `occupancy`: share of the agents' time taken.
    """

    p_wait: Number
    service_level: Number
    asa: Number
    occupancy: Number


@dataclass(frozen=True, slots=True)
class ErlangA:
    """A queue in which contacts give up.

    Shares of all offered contacts: `p_wait` waits, `p_abandon` gives up, `service_level` is
    answered within the threshold. `service_level_answered` is the same share of the answered
    contacts; `service_level_patient` of all contacts except those that gave up within the
    threshold. `mean_wait` is over all contacts, `asa` over the answered ones, both in the unit of
    time of the inputs. `occupancy` is the share of the agents' time taken.
    """

    p_wait: Number
    p_abandon: Number
    mean_wait: Number
    asa: Number
    service_level: Number
    service_level_answered: Number
    service_level_patient: Number
    occupancy: Number


@dataclass(frozen=True, slots=True)
class ErlangARepeats(ErlangA):
    """A queue in which some contacts come back; `total_rate` is first attempts and repeats."""

    total_rate: Number


@dataclass(frozen=True, slots=True)
class ErlangAMixed:
    """A queue whose rate differs from day to day: shares of all contacts of all days.

    The fields mean what they mean in `ErlangA`; `occupancy` is over all days.
    """

    p_wait: Number
    p_abandon: Number
    mean_wait: Number
    service_level: Number
    service_level_answered: Number
    occupancy: Number


@SILENT
def erlang_b(agents: ArrayLike, load: ArrayLike) -> Number:
    """Share of contacts that find everybody busy when nobody waits (Erlang 1917).

    `load` is arrival rate × handle time, in Erlangs. Zero agents block everything. Raises
    ValueError for a negative or missing number.
    """
    n, a = checked({"agents": agents, "load": load}, agents=NOT_NEGATIVE)
    return _shaped(blocking(n.ravel(), a.ravel()), n.shape)


@SILENT
def erlang_c(
    arrival_rate: ArrayLike, aht: ArrayLike, agents: ArrayLike, threshold: ArrayLike
) -> ErlangC:
    """The queue in which everybody waits for ever (Erlang 1917).

    Where the load is at or above the number of agents the queue has no steady state and every
    figure is nan, never a probability over 1. Raises ValueError for an impossible input.
    """
    rate, handle, n, limit = checked(
        {"arrival_rate": arrival_rate, "aht": aht, "agents": agents, "threshold": threshold}
    )
    load = rate * handle
    stable = load < n
    load = np.where(stable, load, 0.0)
    blocked = blocking(n.ravel(), load.ravel()).reshape(n.shape)
    p_wait = n * blocked / (n - load * (1 - blocked))
    spare = (n - load) / handle
    service_level = 1 - p_wait * np.exp(-spare * limit)
    figures = (p_wait, service_level, p_wait / spare, load / n)
    return ErlangC(*(_shaped(np.where(stable, figure, np.nan), n.shape) for figure in figures))


@SILENT
def erlang_a(
    arrival_rate: ArrayLike,
    aht: ArrayLike,
    agents: ArrayLike,
    patience: ArrayLike,
    threshold: ArrayLike,
) -> ErlangA:
    """The queue in which each contact gives up after an exponential patience.

    Any load has an answer. Garnett, Mandelbaum and Reiman (2002); the answered-in-time share is
    exact, not the diffusion approximation. Raises ValueError for an impossible input.
    """
    inputs = checked(
        {
            "arrival_rate": arrival_rate,
            "aht": aht,
            "agents": agents,
            "patience": patience,
            "threshold": threshold,
        }
    )
    shape = inputs[0].shape
    rate, handle, n, endured, limit = (value.ravel() for value in inputs)
    figures = _figures(patience_queue(rate, handle, n, endured), limit)
    return ErlangA(*(_shaped(figure, shape) for figure in figures))


@SILENT
def erlang_a_with_repeats(
    primary_rate: ArrayLike,
    aht: ArrayLike,
    agents: ArrayLike,
    patience: ArrayLike,
    threshold: ArrayLike,
    fcr: ArrayLike,
    p_recontact: ArrayLike,
    p_redial: ArrayLike,
) -> ErlangARepeats:
    """The same queue when the unresolved contact again and those who gave up try again.

    `primary_rate` counts new matters. An answered contact is resolved with probability `fcr`; if
    not, the customer is back with probability `p_recontact`. A contact that gives up is repeated
    with probability `p_redial`. The total rate is the unique fixed point (Ding, Remerova, van der
    Mei and Zwart, arXiv:1311.6248). Raises ValueError for an impossible input.
    """
    inputs = checked(
        {
            "primary_rate": primary_rate,
            "aht": aht,
            "agents": agents,
            "patience": patience,
            "threshold": threshold,
            "fcr": fcr,
            "p_recontact": p_recontact,
            "p_redial": p_redial,
        }
    )
    shape = inputs[0].shape
    primary, handle, n, endured, limit, resolved, recontact, redial = (
        value.ravel() for value in inputs
    )
    solved = 1 - (1 - resolved) * recontact
    rate, _ = total_rate(primary, handle, n, endured, solved, redial)
    figures = _figures(patience_queue(rate, handle, n, endured), limit)
    return ErlangARepeats(*(_shaped(figure, shape) for figure in (*figures, rate)))


@SILENT
def erlang_a_mixed(
    mean_rate: ArrayLike,
    aht: ArrayLike,
    agents: ArrayLike,
    patience: ArrayLike,
    threshold: ArrayLike,
    rate_cv: ArrayLike,
) -> ErlangAMixed:
    """The same queue when the rate of the day is itself uncertain.

    The daily rate is Gamma distributed with coefficient of variation `rate_cv`; shares are of all
    contacts, so that busy days count for more. Nine Gauss-Hermite days, more where the load is
    large and the variation wide; `rate_cv` 0 gives `erlang_a` exactly. Raises ValueError for an
    impossible input.
    """
    inputs = checked(
        {
            "mean_rate": mean_rate,
            "aht": aht,
            "agents": agents,
            "patience": patience,
            "threshold": threshold,
            "rate_cv": rate_cv,
        }
    )
    shape = inputs[0].shape
    mean, handle, n, endured, limit, variation = (value.ravel()[:, None] for value in inputs)
    days, weights = day_multipliers(variation[:, 0], (mean * handle)[:, 0])
    full = np.broadcast_arrays(mean * days, handle, n, endured, limit)
    rate, handle_days, n_days, endured_days, limit_days = (value.ravel() for value in full)
    queue = patience_queue(rate, handle_days, n_days, endured_days)
    _, late = queue.beyond(limit_days)

    def of_all(share: Floats) -> Floats:
        shares: Floats = (share.reshape(days.shape) * days * weights).sum(axis=-1)
        return shares

    answered, abandoned = of_all(queue.p_answered), of_all(queue.p_abandon)
    service_level = np.maximum(0.0, answered - of_all(late))
    figures = (
        of_all(queue.p_wait),
        abandoned,
        abandoned * endured[:, 0],
        service_level,
        service_level / answered,
        np.minimum(1.0, (mean * handle / n)[:, 0] * answered),
    )
    return ErlangAMixed(*(_shaped(figure, shape) for figure in figures))


@SILENT
def p_wait_beyond(
    arrival_rate: ArrayLike,
    aht: ArrayLike,
    agents: ArrayLike,
    patience: ArrayLike,
    wait: ArrayLike,
) -> Number:
    """Share of all contacts that wait longer than `wait`, whether they are answered or give up.

    Raises ValueError for an impossible input.
    """
    inputs = checked(
        {
            "arrival_rate": arrival_rate,
            "aht": aht,
            "agents": agents,
            "patience": patience,
            "wait": wait,
        },
        wait=NOT_NEGATIVE,
    )
    rate, handle, n, endured, limit = (value.ravel() for value in inputs)
    beyond, _ = patience_queue(rate, handle, n, endured).beyond(limit)
    return _shaped(beyond, inputs[0].shape)


def _figures(queue: PatienceQueue, threshold: Floats) -> tuple[Floats, ...]:
    beyond, late = queue.beyond(threshold)
    answered = queue.p_answered
    service_level = np.maximum(0.0, answered - late)
    short_abandons = np.maximum(0.0, queue.p_abandon - (beyond - late))
    return (
        queue.p_wait,
        queue.p_abandon,
        queue.mean_wait,
        queue.answered_wait,
        service_level,
        service_level / answered,
        service_level / (1 - short_abandons),
        queue.occupancy,
    )


def _shaped(figure: Floats, shape: tuple[int, ...]) -> Number:
    """A number for numbers, an array for arrays."""
    return figure.reshape(shape) if shape else float(figure.reshape(-1)[0])
