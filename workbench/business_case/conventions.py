"""How a case is reckoned: when flows fall, in which prices, with tax or not, how risk is priced.

Conventions are choices, not unknowns. What contradicts itself is refused where it is written down;
what contradicts the register is refused when the case is built.
"""

from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from workbench.business_case.rows import FALLS_AFTER, RowKind, Rows
from workbench.evidence.assumptions import Register
from workbench.frozen import Frozen

FloatArray = NDArray[np.float64]

HORIZON = "horizon_years"
PRICE_GROWTH, GO_LIVE, TAX_RATE = "price_growth", "go_live_months", "tax_rate"
YEAR = 12
LONGEST = 600


class Timing(StrEnum):
    """When the flows of the months fall; flow 0 is today and is never discounted."""

    YEAR_END = "at the end of each year"
    MID_YEAR = "in the middle of each year"
    MONTH_END = "at the end of each month"

    def years(self, months: int) -> FloatArray:
        """When each month's flow falls, in years from today; months 0 to `months`."""
        month = np.arange(months + 1.0)
        match self:
            case Timing.YEAR_END:
                when = np.ceil(month / YEAR)
            case Timing.MID_YEAR:
                when = np.ceil(month / YEAR) - 0.5
            case Timing.MONTH_END:
                when = month / YEAR
        when[0] = 0.0
        return np.asarray(when)

    def placed(self, amounts: FloatArray) -> FloatArray:
        """Monthly amounts moved to the months in which they are taken to fall."""
        found = np.zeros(len(amounts))
        places = np.rint(self.years(len(amounts) - 1) * YEAR).astype(int)
        np.add.at(found, places, amounts)
        return found


class Basis(StrEnum):
    """Prices of today (real) or of each month (nominal); the discount rate follows."""

    REAL = "real"
    NOMINAL = "nominal"


class Referral(StrEnum):
    """What a referred customer is worth: the margin, or what winning a customer costs otherwise."""

    MARGIN = "their margin"
    ACQUISITION = "the cost of winning them otherwise"


class RiskMode(StrEnum):
    """Where risk is priced: in one place only."""

    EXPECTED = "expected cash flow, with the range from trials"
    HAIRCUTS = "benefits taken down and costs taken up, line by line"
    HURDLE = "a premium on the discount rate"


class Pricing(Frozen):
    """How risk is priced; a second way beside the first is refused.

    `haircuts` are by line, `None` the lines' own; a hurdle premium is in yearly rate points (0.05).
    """

    mode: RiskMode = RiskMode.EXPECTED
    haircuts: dict[str, float] | None = None
    hurdle_premium: float = Field(default=0.0, ge=0, le=1)

    @model_validator(mode="after")
    def _once(self) -> Self:
        if self.mode is not RiskMode.HAIRCUTS and self.haircuts:
            raise ValueError(
                f"risk is priced by {self.mode}; haircuts beside it would price it twice. "
                "Accepted: no haircuts, or haircuts alone"
            )
        if self.mode is not RiskMode.HURDLE and self.hurdle_premium:
            raise ValueError(
                f"risk is priced by {self.mode}; a hurdle premium beside it would price it twice. "
                "Accepted: no premium, or a premium alone"
            )
        if self.mode is RiskMode.HURDLE and not self.hurdle_premium:
            raise ValueError("a hurdle without a premium prices no risk; accepted: above 0 to 1")
        for line, share in (self.haircuts or {}).items():
            if not 0 <= share <= 1:
                raise ValueError(f"the haircut of {line} is {share:g}; accepted: 0 to 1")
        return self

    def haircut(self, row_id: str, own: float) -> float:
        """By how much a line is taken down or up; nothing in the other modes."""
        if self.mode is not RiskMode.HAIRCUTS:
            return 0.0
        return own if self.haircuts is None else self.haircuts.get(row_id, 0.0)


class Conventions(Frozen):
    """All conventions of a case.

    `basis` is read off the register's growth of prices when it is `None`. `taxed` takes the tax
    rate of the register off the net operating benefit of every month: benefits that are counted
    less costs, costs deducted when they are spent, a loss set against the company's other profit.
    `contract_years` is how long what the benefits rest on is contracted. `attribution` is which
    share of a driver's effect the case claims, `counts_from` the month from which a line counts.
    There is no terminal value.
    """

    timing: Timing = Timing.YEAR_END
    basis: Basis | None = None
    taxed: bool = False
    contract_years: float | None = Field(default=None, gt=0, le=50)
    pricing: Pricing = Pricing()
    referral: Referral = Referral.MARGIN
    attribution: dict[str, float] = Field(default_factory=dict)
    counts_from: dict[str, int] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _shares(self) -> Self:
        for driver, share in self.attribution.items():
            if not 0 <= share <= 1:
                raise ValueError(f"{driver} claims {share:g} of its effect; accepted: 0 to 1")
        for line, month in self.counts_from.items():
            if not 0 <= month <= LONGEST:
                raise ValueError(f"{line} counts from month {month}; accepted: 0 to {LONGEST}")
        return self

    @property
    def names(self) -> dict[str, float]:
        """The choices that formulas read off the conventions."""
        return {"referral_as_margin": float(self.referral is Referral.MARGIN)}

    def values(self, months: int) -> dict[str, float | FloatArray]:
        """All that formulas read off the conventions; what differs by month is months x 1."""
        return {**self.names, FALLS_AFTER: self.timing.years(months)[:, np.newaxis]}

    def basis_with(self, register: Register) -> Basis:
        """The basis chosen, or the one that the growth of prices implies."""
        if self.basis is not None:
            return self.basis
        return Basis.NOMINAL if register.value(PRICE_GROWTH) else Basis.REAL

    def check(self, register: Register, rows: Rows) -> None:
        """Raises ValueError for what contradicts the register, and says what is accepted."""
        growth, years = register.value(PRICE_GROWTH), register.value(HORIZON)
        if self.basis is Basis.REAL and growth:
            raise ValueError(
                f"the case is in real terms but prices grow by {growth:.1%} a year; inflation "
                "belongs on both sides or on neither. Accepted: no growth of prices, or nominal "
                "terms with a nominal discount rate"
            )
        if self.basis is Basis.NOMINAL and not growth:
            raise ValueError(
                "the case is in nominal terms but prices do not grow; a nominal discount rate "
                "would take inflation off flows that have none. Accepted: a growth of prices, or "
                "real terms"
            )
        if self.contract_years is not None and years > self.contract_years:
            raise ValueError(
                f"the horizon of {years:g} years is longer than the contract of "
                f"{self.contract_years:g}; accepted: a horizon up to the end of the contract"
            )
        known = {row.id: row for row in rows.rows}
        for name, what in (
            *((key, "attribution") for key in self.attribution),
            *((key, "start") for key in self.counts_from),
            *((key, "haircut") for key in self.pricing.haircuts or {}),
        ):
            kinds = (RowKind.DRIVER,) if what == "attribution" else (RowKind.BENEFIT, RowKind.COST)
            if name not in known or known[name].kind not in kinds:
                raise ValueError(
                    f"{what} of {name!r}: accepted: one of "
                    + ", ".join(row.id for row in rows.rows if row.kind in kinds)
                )
        self._check_dates(register, rows)

    def _check_dates(self, register: Register, rows: Rows) -> None:
        if GO_LIVE not in register:
            return
        live = register.value(GO_LIVE)
        for row in rows.of_kind(RowKind.BENEFIT):
            month = self.counts_from.get(row.id)
            if month is not None and month < live:
                raise ValueError(
                    f"{row.label} counts from month {month}, before go-live in month {live:g}; "
                    f"accepted: from month {live:g} on"
                )


def monthly_rate(yearly: float) -> float:
    """The effective monthly rate: twelve of them make the yearly one."""
    return float((1.0 + yearly) ** (1 / YEAR) - 1.0)


def monthly_share(yearly: float) -> float:
    """The share that goes each month when a share goes in a year: 1 − (1 − c)^(1/12)."""
    return float(1.0 - (1.0 - yearly) ** (1 / YEAR))
