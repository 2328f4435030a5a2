"""Where a falling or rising quantity reaches a target, for many cases at once."""

from collections.abc import Callable

import numpy as np

from workbench.headroom.erlang import Floats

STEPS = 120
# Every so many steps the bracket is halved, whatever the line through its ends says.
HALVED = 4
CLOSE = 1e-9


def crossing(
    excess: Callable[[Floats], Floats], low: Floats, high: Floats, small: float = 1e-11
) -> Floats:
    """The point between `low` and `high` where an excess turns from below 0 to above.

    `excess` is below 0 at `low` and at least 0 at `high` in every case, and is asked for all cases
    together; where it is `small` it is 0. The Illinois method, halving now and then: a step is
    found too, to about a thousand millionth of the bracket.
    """
    at_low, at_high = excess(low), excess(high)
    low, high = low.copy(), high.copy()
    answer = np.where(at_low >= 0, low, high)
    open_now = (at_low < 0) & (at_high > 0)
    side = np.zeros_like(low)
    for step in range(STEPS):
        if not (open_now & (high - low > CLOSE * np.maximum(1.0, np.abs(high)))).any():
            break
        with np.errstate(all="ignore"):
            drawn = (low * at_high - high * at_low) / (at_high - at_low)
        inside = (drawn > low) & (drawn < high) & (step % HALVED != HALVED - 1)
        middle = np.where(inside, drawn, (low + high) / 2)
        at = excess(middle)
        answer = np.where(open_now, middle, answer)
        above = at >= 0
        # An end that stays twice counts for half, so that it cannot stay for ever.
        kept = np.where(side == np.where(above, 1.0, -1.0), 0.5, 1.0)
        side = np.where(above, 1.0, -1.0)
        at_high = np.where(above, at, at_high * kept)
        at_low = np.where(above, at_low * kept, at)
        low, high = np.where(above, low, middle), np.where(above, middle, high)
        open_now &= np.abs(at) > small
    return answer
