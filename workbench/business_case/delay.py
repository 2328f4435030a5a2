"""What it costs to start later, in both meanings of the question."""

import numpy as np

from workbench.business_case import valuation
from workbench.evidence.distributions import FloatArray
from workbench.frozen import Frozen


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


def monthly_rate(yearly: float) -> float:
    """The rate a month that compounds to a yearly one. Raises ValueError at -1 or below."""
    if not yearly > -1:
        raise ValueError(f"the yearly rate is {yearly:g}; accepted: above -1")
    return float((1 + yearly) ** (1 / 12) - 1)


def cost_of_delay(flows: FloatArray, yearly_rate: float, months: int) -> CostOfDelay:
    """The cost of starting `months` later than today; flow 0 is today, one a month follows.

    Raises ValueError for months below 0 or above those of the flows.
    """
    last = len(flows) - 1
    if not 0 <= months <= last:
        raise ValueError(f"the delay is {months} months; accepted: 0 to {last}")
    rate = monthly_rate(yearly_rate)
    later = (1 + rate) ** -months
    now = float(valuation.npv(rate, flows))
    kept = np.asarray(flows, dtype=float)[: last + 1 - months]
    return CostOfDelay(
        months=months,
        window_moves=now * (1 - later),
        end_is_fixed=now - later * float(valuation.npv(rate, kept)),
    )
