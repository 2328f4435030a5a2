"""A second opinion on the valuation: numpy-financial's figures for the same flows."""

import warnings
from collections.abc import Callable, Sequence

import numpy as np
import numpy_financial as npf

from workbench.business_case import valuation
from workbench.frozen import Frozen

TOLERANCE = 1e-6
"""Relative to the larger of 1 and the figure."""


class CrossCheck(Frozen):
    """One measure computed twice; `None` where an engine gives no figure."""

    measure: str
    ours: float | None
    theirs: float | None
    agrees: bool
    remark: str = ""


def cross_check(
    flows: Sequence[float], rate: float, finance_rate: float, reinvest_rate: float
) -> tuple[CrossCheck, ...]:
    """NPV, IRR and MIRR of one series, by this project and by numpy-financial.

    numpy-financial 1.0 picks one of several rates of return without saying so (its issues 28 and
    44), misses double roots, and is not asked about more than one series; the remark says when its
    IRR differs because there is not exactly one.
    """
    roots = valuation.irr_roots(flows)
    remark = (
        ""
        if len(roots) == 1
        else f"{len(roots) or 'no'} rates of return lie between -99% and 1000%; "
        "numpy-financial gives at most one and does not say so"
    )
    ours_npv = valuation.npv(rate, flows)
    ours_irr = roots[0] if len(roots) == 1 else None
    ours_mirr = valuation.mirr(flows, finance_rate, reinvest_rate)
    return (
        _compared("NPV", ours_npv, lambda: npf.npv(rate, flows)),
        _compared("IRR", ours_irr, lambda: npf.irr(flows), remark),
        _compared("MIRR", ours_mirr, lambda: npf.mirr(flows, finance_rate, reinvest_rate)),
    )


def _compared(
    measure: str, ours: float | None, ask: Callable[[], float], remark: str = ""
) -> CrossCheck:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        answer = float(ask())
    theirs = answer if np.isfinite(answer) else None
    if ours is None or theirs is None:
        agrees = ours is None and theirs is None
    else:
        agrees = abs(ours - theirs) <= TOLERANCE * max(1.0, abs(ours))
    return CrossCheck(measure=measure, ours=ours, theirs=theirs, agrees=agrees, remark=remark)
