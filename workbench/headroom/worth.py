"""Does it pay: what an avoided unresolved contact would have to be worth, over many draws.

Cost and benefit differ from draw to draw, and either may have any sign, so the ratio of the two is
not averaged. Asked instead is how many of the draws pay at each value: the acceptability curve of
health economics (van Hout, Al, Gordon and Rutten 1994; Fenwick, Claxton and Sculpher, Health
Economics 10, 2001), and the net benefit value × avoided - cost (Stinnett and Mullahy 1998).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.headroom.erlang import Floats

CHANCES = (0.1, 0.5, 0.9)
# A difference of less than this part of what there is today is rounding of a search.
ROUNDING = 1e-7


def beyond_rounding(difference: Floats, today: ArrayLike) -> Floats:
    """A difference, 0 where it is rounding beside today's figure."""
    return np.where(np.abs(difference) <= ROUNDING * np.abs(today), 0.0, difference)


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """The extra cost of a scenario and the unresolved contacts it avoids, one entry per draw.

    Both over the same time and against the same today, exactly 0 where nothing differs
    (`beyond_rounding`); a negative cost is money saved, a negative number of avoided contacts are
    more unresolved ones.
    """

    cost: Floats
    avoided: Floats

    @property
    def differs(self) -> NDArray[np.bool_]:
        """Whether anything comes out differently in a draw."""
        some: NDArray[np.bool_] = (self.cost != 0) | (self.avoided != 0)
        return some

    @property
    def changes_nothing(self) -> float:
        """The share of the draws in which the scenario makes no difference."""
        return float((~self.differs).mean())

    @property
    def saves_money(self) -> float:
        """The share of the draws in which the scenario costs less."""
        return float((self.differs & (self.cost < 0)).mean())

    @property
    def pays_at_any_value(self) -> float:
        """The share of the draws in which it costs no more and leaves no more unresolved."""
        return float((self.differs & (self.cost <= 0) & (self.avoided >= 0)).mean())

    @property
    def pays_at_no_value(self) -> float:
        """The share of the draws in which it costs more and avoids nothing."""
        return float((self.differs & (self.cost > 0) & (self.avoided <= 0)).mean())

    @property
    def saves_at_customers_cost(self) -> float:
        """The share of the draws in which it costs less and leaves more unresolved."""
        return float((self.differs & (self.cost < 0) & (self.avoided < 0)).mean())

    def pays_at(self, value: ArrayLike) -> Floats:
        """The share of the draws that pay when an avoided unresolved contact is worth `value`.

        A draw in which nothing differs does not pay.
        """
        values = np.atleast_1d(np.asarray(value, dtype=float))
        pays = self.differs & (values[:, None] * self.avoided >= self.cost)
        shares: Floats = pays.mean(axis=1)
        return shares

    def value_for(self, chance: float) -> float | None:
        """The lowest value, from 0, at which the scenario pays with a chance; None for never.

        Raises ValueError when the chance is not above 0 and below 1.
        """
        if not 0 < chance < 1:
            raise ValueError(f"the chance is {chance:g}; accepted: above 0 and below 1")
        gives = self.avoided > 0
        even = self.cost[gives] / self.avoided[gives]
        tried = np.unique(np.concatenate([[0.0], even[even > 0]]))
        # The value at which a draw breaks even is rounded; a hair more lets it count.
        enough = self.pays_at(tried * (1 + 1e-12)) >= chance
        return float(tried[np.argmax(enough)]) if enough.any() else None

    @property
    def break_even(self) -> tuple[float | None, float | None, float | None]:
        """The values at which 10, 50 and 90 of 100 draws pay; None where none does.

        Where every draw avoids unresolved contacts, they are the 10 %, 50 % and 90 % quantiles of
        cost over avoided contacts, or 0 where money is saved.
        """
        low, middle, high = (self.value_for(chance) for chance in CHANCES)
        return low, middle, high

    def net_benefit(self, value: float) -> Floats:
        """Value × avoided contacts - extra cost, one entry per draw."""
        benefit: Floats = value * self.avoided - self.cost
        return benefit
