"""What is allowed for costs that grow: the Green Book's optimism bias, or a reference class."""

from workbench.business_case.distributions import Event
from workbench.business_case.risk_defaults import risk_defaults
from workbench.business_case.risk_plan import Allowance, RiskPlan
from workbench.evidence.assumptions import Register

CONTINGENCY = "contingency_share"
"""The assumption that raises the costs of the programme; an allowance takes its place."""


def optimism_bias(low: float, high: float, managed: float) -> float:
    """The uplift that is left when a share of the contributing factors is managed.

    From the upper bound towards the lower one (HM Treasury, Green Book supplementary guidance on
    optimism bias; Mott MacDonald 2002). Raises ValueError for a share outside 0 to 1.
    """
    if not 0 <= managed <= 1:
        raise ValueError(f"the managed share is {managed:g}; accepted: 0 to 1")
    return high - managed * (high - low)


def reference_class() -> Event:
    """How projects of this kind overran: one in six at a multiple of its plan.

    Flyvbjerg and Budzier (2011, Harvard Business Review 89(9)).
    """
    told = risk_defaults().overrun
    return Event(chance=told.chance.value, size=told.black_swan.value, otherwise=told.usual.value)


def green_book(managed: float) -> float:
    """The uplift of costs under the Green Book, with a share of the risks managed."""
    told = risk_defaults().optimism
    return optimism_bias(told.capital_low.value, told.capital_high.value, managed)


def allowed_for(register: Register, plan: RiskPlan) -> Register:
    """The register with the plan's allowance in the place of the contingency.

    The Green Book's uplift is one figure without a range. The reference class leaves the register
    as it is, where the mean overrun stands already: only the trials draw from it.
    """
    if plan.allowance is not Allowance.GREEN_BOOK:
        return register
    uplift = green_book(plan.managed)
    raised = register[CONTINGENCY].with_range(uplift, uplift, uplift)
    return Register(
        (raised if key == CONTINGENCY else register[key] for key in register),
        {key: register.replaced(key) for key in register},
    )
