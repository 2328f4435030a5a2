"""A case's flows valued once more by another engine, in the periods in which they fall."""

import numpy as np

from workbench.business_case.case import FINANCE_RATE, REINVEST_RATE, Appraisal, Case
from workbench.business_case.conventions import Timing, monthly_rate
from workbench.business_case.cross_check import CrossCheck, cross_check


def second_opinion(case: Case, appraisal: Appraisal) -> tuple[CrossCheck, ...]:
    """NPV, IRR and MIRR by two engines: a year where flows fall at year ends, else a month."""
    finance, reinvest = case.values[FINANCE_RATE], case.values[REINVEST_RATE]
    if case.conventions.timing is Timing.YEAR_END:
        return cross_check(appraisal.net, case.rate, finance, reinvest)
    placed = case.conventions.timing.placed(np.asarray(appraisal.monthly))
    a_month = (monthly_rate(rate) for rate in (case.rate, finance, reinvest))
    return cross_check(placed.tolist(), *a_month)
