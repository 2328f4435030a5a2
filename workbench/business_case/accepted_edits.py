"""Whether an edit of the register leaves every page with figures that it can work with."""

import math

import numpy as np

from workbench.business_case.case import HORIZON
from workbench.evidence.assumptions import Assumption, AssumptionEdit, Register, resolve
from workbench.headroom.centre import Behaviour, Centre, figures
from workbench.headroom.scorecard import Metric

SIMULATED = {
    *Centre.__dataclass_fields__,
    *Behaviour.__dataclass_fields__,
    *(f"weight_{metric}" for metric in Metric),
}


def edited(register: Register, edit: AssumptionEdit) -> Assumption:
    """The assumption as it will be after the edit.

    Raises ValueError when the range is not accepted, or when with it the simulator or the business
    case could not be worked out: scorecard weights that are all 0, no time left on the phone, a
    horizon that is not a whole number of years.
    """
    before = register[edit.assumption_id]
    after = resolve([before], edits=[edit])[before.id]
    if not all(map(math.isfinite, (after.p10, after.p50, after.p90))):
        raise ValueError(f"{after.label} needs three numbers")
    if after.id == HORIZON and {after.p10 % 1, after.p50 % 1, after.p90 % 1} != {0}:
        raise ValueError(f"{after.label} is {after.p50:g} years; accepted: a whole number of years")
    if after.id in SIMULATED:
        ends = np.array([after.p10, after.p50, after.p90])
        figures(register, {after.id: ends})
    return after
