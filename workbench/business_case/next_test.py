"""Whether a pilot is worth its money and its time, by what it would tell of one figure."""

from collections.abc import Sequence

from workbench.business_case.information import Learned, worth_of_a_sample
from workbench.frozen import Frozen

MONTHS = 12


class PilotWorth(Frozen):
    """What a pilot brings and takes, in today's money, on average over the futures.

    `precision` is its standard error over what is not known today (the standard deviation of the
    figure). `brings` is what its result is worth (expected value of sample information), `waiting`
    what the case loses by starting later, and never below 0: waiting for a case that loses is free.
    """

    precision: float
    brings: float
    costs: float
    waiting: float

    @property
    def net(self) -> float:
        """What is left of it."""
        return self.brings - self.costs - self.waiting


def pilot_worth(
    figure: Learned,
    mean: float,
    precisions: Sequence[float],
    costs: float,
    months: float,
    yearly_rate: float,
) -> tuple[PilotWorth, ...]:
    """A pilot on one figure, for each precision that it may have.

    `mean` is the average value of the case over its futures. What a pilot tells is that part of
    what knowing the figure exactly is worth which it would be if values were normal: so it is never
    worth more, and a blunter pilot is worth less. Raises ValueError for a cost or a time below 0,
    or a rate of -1 or less.
    """
    if costs < 0 or months < 0 or not yearly_rate > -1:
        raise ValueError(
            f"a pilot of {months:g} months for {costs:g} at {yearly_rate:g} a year; accepted: a "
            "time and a cost from 0, and a rate above -1"
        )
    later = (1 + yearly_rate) ** (-months / MONTHS)
    exactly = worth_of_a_sample(mean, figure.moves, 0.0)

    def part(precision: float) -> float:
        return worth_of_a_sample(mean, figure.moves, precision) / exactly if exactly > 0 else 0.0

    return tuple(
        PilotWorth(
            precision=precision,
            brings=later * figure.worth * part(precision),
            costs=costs,
            waiting=max(0.0, mean) * (1 - later),
        )
        for precision in precisions
    )
