"""Ranges of judgement, which are too narrow, taken as wide as they should have been."""

import math

import numpy as np
import scipy

from workbench.business_case.risk_defaults import risk_defaults
from workbench.evidence.assumptions import Assumption

STATED = 0.8
"""What P10 to P90 hold of the outcomes, as they are asked for."""


def widening_factor(held: float) -> float:
    """By how much a range grows that was stated as 80% and holds the share `held`.

    The log odds of P90 over those of the end that it really is: a metalog's spread is in log odds
    (Keelin 2016), so the range keeps its shape. 1 for a share of 0.8. Raises ValueError outside
    0.2 to 0.8.
    """
    if not 0.2 <= held <= STATED:
        raise ValueError(f"the share held is {held:g}; accepted: 0.2 to {STATED:g}")
    return math.log(9.0) / math.log((1 + held) / (1 - held))


def is_widened(assumption: Assumption) -> bool:
    """Whether a range is one of judgement, or a claim, and was not measured."""
    stated = risk_defaults().widening.grades.value
    return assumption.n is None and assumption.grade in stated and assumption.p10 < assumption.p90


def widened(assumption: Assumption, factor: float) -> Assumption:
    """The assumption with both sides of its range `factor` times as far from P50.

    Measured on the scale on which the figure is drawn: log odds between its bounds, so that a share
    stays a share; where an end of the range stands at a bound, plainly and cut off there.
    """
    low, middle, high = assumption.p10, assumption.p50, assumption.p90
    least, most = assumption.lowest, assumption.highest
    if least < low and high < most:
        at = np.array([low, middle, high])
        odds = np.log(at - least) - np.log(most - at)
        away = odds[1] + factor * (odds - odds[1])
        ends = least + (most - least) * scipy.special.expit(away)
        low, high = float(ends[0]), float(ends[2])
    else:
        low, high = middle - factor * (middle - low), middle + factor * (high - middle)
    return assumption.with_range(min(middle, max(least, low)), middle, max(middle, min(most, high)))
