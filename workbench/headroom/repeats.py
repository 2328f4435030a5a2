"""Contacts that come back: the total rate that a primary rate grows into."""

import numpy as np

from workbench.headroom.erlang import Floats
from workbench.headroom.patience_queue import patience_queue

# Newton's step squares the relative error, so after a step this small nothing is left to correct.
SMALL_STEP = 1e-8
STEPS = 100
ROUNDING = 1e-12


def total_rate(
    primary: Floats,
    handle_time: Floats,
    agents: Floats,
    patience: Floats,
    solved: Floats,
    redial: Floats,
    start: Floats | None = None,
    steps: int = STEPS,
) -> tuple[Floats, Floats]:
    """The total arrival rate and the part of it that is answered, on checked arrays of one shape.

    `solved` is 1 - (1 - FCR) × recontact, the share of answered contacts that end the matter;
    1 - `redial` (above 0) is the share of abandoned contacts that do. The total rate is the one
    where answered × solved + abandoned × (1 - redial) = primary: both flows rise with the total
    rate, so there is exactly one. Newton's method within a shrinking bracket. The approach, a
    fluid total rate fed into Erlang A, is that of Ding, Remerova, van der Mei and Zwart
    (arXiv:1311.6248).
    """
    gone = 1 - redial
    capacity = agents / handle_time
    flowing = primary / solved
    crowded = capacity + (primary - capacity * solved) / gone
    low = primary / np.maximum(solved, gone)
    high = np.minimum(primary / np.minimum(solved, gone), primary / gone + capacity)
    guess = np.where(flowing <= capacity, flowing, crowded) if start is None else start
    rate = np.clip(guess, low, high)
    active = np.flatnonzero(primary > 0)
    answer, answered = np.where(primary > 0, rate, 0.0), np.zeros_like(rate)
    low, high = low.copy(), high.copy()
    for _ in range(steps):
        if not active.size:
            break
        rate = answer[active]
        queue = patience_queue(rate, handle_time[active], agents[active], patience[active])
        served, slope = rate * queue.p_answered, queue.abandoned_slope
        ends, leaves = solved[active], gone[active]
        excess = served * ends + rate * queue.p_abandon * leaves - primary[active]
        low[active] = np.where(excess < 0, rate, low[active])
        high[active] = np.where(excess > 0, rate, high[active])
        trial = rate - excess / (ends + slope * (leaves - ends))
        # Without abandonment the root is an end of the bracket, and rounding may go past it.
        inside = (trial >= low[active] * (1 - ROUNDING)) & (trial <= high[active] * (1 + ROUNDING))
        trial = np.where(inside, trial, (low[active] + high[active]) / 2)
        answer[active] = trial
        answered[active] = served + (1 - slope) * (trial - rate)
        active = active[np.abs(trial - rate) > SMALL_STEP * rate]
    return answer, answered
