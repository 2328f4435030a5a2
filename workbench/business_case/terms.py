"""The terms that a board likes to try on a case: horizon, discount rate, pace of adoption."""

from enum import StrEnum

from workbench.business_case.case import DISCOUNT_RATE, HORIZON
from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.units import digits, factor, figure_in_words
from workbench.frozen import Frozen

ADOPTION = ("ramp_months", "ramp_midpoint", "adoption_later")
LATER_IS_SLOWER = frozenset({"ramp_months", "ramp_midpoint"})


class Pace(StrEnum):
    """How quickly the change takes hold, and how much lasts: the slow, the P50 or the quick end."""

    SLOW = "Slow"
    EXPECTED = "Expected"
    QUICK = "Quick"


class Terms(Frozen):
    """What is tried; `None`, and the expected pace, leave the register as it is."""

    horizon_years: float | None = None
    discount_rate: float | None = None
    pace: Pace = Pace.EXPECTED

    def overrides(self, register: Register) -> dict[str, float]:
        """The values to try, by assumption; those that the register holds already are left out.

        Raises ValueError naming the assumption for a value that it does not accept, or a horizon
        that is not a whole number of years.
        """
        tried = {HORIZON: self.horizon_years, DISCOUNT_RATE: self.discount_rate}
        if self.pace is not Pace.EXPECTED:
            slow = self.pace is Pace.SLOW
            for key in ADOPTION:
                low = slow != (key in LATER_IS_SLOWER)
                tried[key] = register[key].p10 if low else register[key].p90
        given = {key: value for key, value in tried.items() if value is not None}
        for key, value in given.items():
            _check(register[key], value)
        return {key: value for key, value in given.items() if value != register.value(key)}


def _check(assumption: Assumption, value: float) -> None:
    low, high = assumption.lowest, assumption.highest
    whole = assumption.id != HORIZON or value == int(value)
    if not (low <= value <= high and whole):
        given, most = (figure_in_words(figure, assumption.unit, "") for figure in (value, high))
        least = digits(low * factor(assumption.unit))
        kind = "whole numbers, " if assumption.id == HORIZON else ""
        raise ValueError(f"{assumption.label} is {given}; accepted: {kind}{least} to {most}")
