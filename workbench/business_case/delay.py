"""What it costs to start later, in both meanings of the question."""

import numpy as np

from workbench.evidence.distributions import FloatArray
from workbench.frozen import Frozen

MONTHS = 12


class CostOfDelay(Frozen):
    """What waiting for `months` costs in today's money.

    `window_moves`: everything comes later and lasts as long. `end_is_fixed`: it starts later and
    ends when it would have ended, because the contract, the technology or the chance does.
    """

    months: int
    window_moves: float
    end_is_fixed: float

    @property
    def a_month(self) -> float:
        """The second, for each month of waiting."""
        return self.end_is_fixed / self.months if self.months else 0.0


def cost_of_delay(discounted: FloatArray, yearly_rate: float, months: int) -> CostOfDelay:
    """The cost of starting `months` later than today.

    `discounted` is what the flow of each month, 0 (today) first, is worth today: as the case counts
    it, so that what moves is its net present value and no other. Raises ValueError for months below
    0 or above those of the flows, or a rate of -1 or less.
    """
    last = len(discounted) - 1
    if not 0 <= months <= last:
        raise ValueError(f"the delay is {months} months; accepted: 0 to {last}")
    if not yearly_rate > -1:
        raise ValueError(f"the yearly rate is {yearly_rate:g}; accepted: above -1")
    later = (1 + yearly_rate) ** (-months / MONTHS)
    now = float(np.sum(discounted))
    return CostOfDelay(
        months=months,
        window_moves=now * (1 - later),
        end_is_fixed=now - later * float(np.sum(discounted[: last + 1 - months])),
    )
