"""A case worked out for drawn figures: what the futures need of it, and no more."""

from collections.abc import Mapping

from workbench.business_case.case import WITH_VALUE, Simulate
from workbench.business_case.conventions import Conventions
from workbench.business_case.futures import Counted, Work, within_reason
from workbench.business_case.model import Trials, model
from workbench.business_case.rows import HEADLINE, Rows
from workbench.evidence.assumptions import Register
from workbench.evidence.distributions import FloatArray


def work_of(
    register: Register,
    simulate: Simulate,
    rows: Rows | None = None,
    conventions: Conventions | None = None,
) -> Work:
    """What works the case of a register out for drawn figures; the others stay at their P50."""
    built = model(register, within_reason(simulate), rows, conventions)

    def work(drawn: Mapping[str, FloatArray]) -> tuple[Counted, Counted, FloatArray]:
        headline, with_value = built.counted(drawn, (HEADLINE, WITH_VALUE))
        return _counted(headline), _counted(with_value), headline.contacts

    return work


def _counted(trials: Trials) -> Counted:
    return Counted(trials.npv, trials.cumulative, trials.discounted_cumulative)
