"""What came out when a portfolio was decided: what is funded, what missed, and how sure that is."""

from workbench.frozen import Frozen

Positions = tuple[int, ...]


class Limit(Frozen):
    """One thing that there is only so much of, in one year (from 0), and how much is used.

    `gain` is what a tenth more of it alone would add to the value.
    """

    year: int
    people: bool
    limit: float
    used: float
    gain: float

    @property
    def share(self) -> float:
        """How much of it is used; all of nothing is all."""
        return self.used / self.limit if self.limit > 0 else 1.0


class Missed(Frozen):
    """A project that is not funded, and why.

    `gap` is what the portfolio would lose if it were funded all the same, so also what it must gain
    in value to enter; `None` when it cannot be funded at all. `instead` are those that would give
    way, `short` by how much each limit (by its place in `limits`) is too small beside the chosen
    ones, `excluded_by` a chosen project that rules it out.
    """

    position: int
    gap: float | None
    instead: Positions = ()
    short: tuple[tuple[int, float], ...] = ()
    excluded_by: int | None = None


class Step(Frozen):
    """A point of the efficient frontier: the smallest budget for which this value is the best.

    `share` is that of today's budgets, all years together.
    """

    share: float
    money: float
    value: float
    selected: Positions


class Decision(Frozen):
    """The portfolio to fund, and what stands beside it.

    Positions are those of the projects. `order` is the funding line: the funded ones by value per
    spend, then those that just missed, then the rest. `ranked` is what ranking by value per spend
    would fund. `chances` is how often each project is in the best portfolio across `trials` trials.
    `low` and `high` are the P10 and P90 of the value of what is funded.
    """

    selected: Positions
    value: float
    low: float
    high: float
    limits: tuple[Limit, ...]
    missed: tuple[Missed, ...]
    order: Positions
    ranked: Positions
    ranked_value: float
    frontier: tuple[Step, ...]
    chances: tuple[float, ...]
    trials: int
    enumerated: bool

    @property
    def lost_by_ranking(self) -> float:
        """What ranking by value per spend costs against the best portfolio."""
        return max(0.0, self.value - self.ranked_value)

    @property
    def scarcest(self) -> Limit | None:
        """The limit of which more would add most; `None` when more of none would add anything."""
        best = max(self.limits, key=lambda limit: limit.gain, default=None)
        return best if best is not None and best.gain > 0 else None
