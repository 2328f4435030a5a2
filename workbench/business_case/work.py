"""A case worked out for drawn figures: what the futures need of it, and no more."""

from collections.abc import Mapping

import numpy as np

from workbench.business_case import cash_flows
from workbench.business_case.case import (
    DISCOUNT_RATE,
    HORIZON,
    UNRESOLVED,
    WITH_VALUE,
    Simulate,
)
from workbench.business_case.cash_flows import Value
from workbench.business_case.futures import Counted, Work, within_reason
from workbench.business_case.rows import HEADLINE, RowKind, Rows, default_rows
from workbench.evidence.assumptions import Register
from workbench.evidence.distributions import FloatArray


def work_of(register: Register, simulate: Simulate, rows: Rows | None = None) -> Work:
    """What works the case of a register out for drawn figures; the others stay at their P50."""
    lines = rows or default_rows()
    horizon = int(register.value(HORIZON))
    model = within_reason(simulate)
    base: dict[str, Value] = {key: register.value(key) for key in register}
    factors = (1 + register.value(DISCOUNT_RATE)) ** -np.arange(horizon + 1.0)

    def work(drawn: Mapping[str, FloatArray]) -> tuple[Counted, Counted, FloatArray]:
        values = {**base, **drawn}
        results = model(values)
        amounts = cash_flows.yearly(lines, {**values, **results}, horizon)
        count = len(next(iter(drawn.values())))
        spread = {row: np.broadcast_to(each, (count, horizon + 1)) for row, each in amounts.items()}
        costs = cash_flows.summed(lines, spread, RowKind.COST, ())

        def counted(tiers: tuple[object, ...]) -> Counted:
            net = cash_flows.summed(lines, spread, RowKind.BENEFIT, tiers) - costs  # type: ignore[arg-type]
            cumulative = np.cumsum(net, axis=1)
            discounted = np.cumsum(net * factors, axis=1)
            return Counted(discounted[:, -1], cumulative, discounted)

        contacts: FloatArray = (spread[UNRESOLVED] * factors).sum(axis=1)
        return counted(HEADLINE), counted(WITH_VALUE), contacts

    return work
