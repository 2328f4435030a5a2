"""The wait that only a given share of the contacts exceeds."""

import numpy as np

from workbench.headroom.erlang import Floats
from workbench.headroom.patience_queue import PatienceQueue

CLOSE = 1e-9
STEPS = 60


def wait_quantile(queue: PatienceQueue, weights: Floats, level: float) -> Floats:
    """The wait that a share `level` of all contacts does not exceed, in the queue's unit of time.

    `weights` is cases × days, the share of each day's contacts; `queue` holds the days of one case
    after the other. 0 where fewer than 1 - `level` wait at all. Nobody waits past their patience,
    so the answer is at most patience × ln(1 / (1 - level)); within, the Illinois method on the
    logarithm of the share that waits longer.
    """
    days = weights.shape[1]
    wanted = 1 - level

    def excess(wait: Floats) -> Floats:
        beyond, _ = queue.beyond(np.repeat(wait, days))
        share = (beyond.reshape(-1, days) * weights).sum(axis=1)
        ratio: Floats = np.log(np.maximum(share, np.finfo(float).tiny) / wanted)
        return ratio

    low = np.zeros(len(weights))
    at_low = excess(low)
    high = queue.patience.reshape(-1, days)[:, 0] * -np.log(wanted)
    at_high = np.minimum(excess(high), -np.finfo(float).eps)
    waits = at_low > 0
    limit = high.copy()
    answer = np.zeros_like(low)
    for _ in range(STEPS):
        answer = np.where(waits, (low * at_high - high * at_low) / (at_high - at_low), 0.0)
        at = excess(answer)
        settled = (np.abs(at) < CLOSE) | (high - low < CLOSE * limit)
        if (settled | ~waits).all():
            break
        above = at > 0
        # The end that stays is halved, so that neither end can stay for ever.
        at_high = np.where(above, at_high / 2, at)
        at_low = np.where(above, at, at_low / 2)
        low, high = np.where(above, answer, low), np.where(above, high, answer)
    return answer
