"""What the conventions of a case are called in the workbook."""

from workbench.business_case.case import DISCOUNT_RATE, Case
from workbench.business_case.rows import CONVENTIONS, RowKind

PREMIUM = "hurdle_premium"


def attribution_name(driver: str) -> str:
    """The cell that holds which share of a driver's effect the case claims."""
    return f"attribution_{driver}"


def haircut_name(row: str) -> str:
    """The cell that holds by how much a line is taken down or up for risk."""
    return f"haircut_{row}"


def rate_formula(case: Case) -> str:
    """The yearly rate that flows are discounted at, over named cells."""
    return (
        f"({DISCOUNT_RATE}+{PREMIUM})" if case.conventions.pricing.hurdle_premium else DISCOUNT_RATE
    )


def agreed_figures(case: Case) -> dict[str, tuple[str, float]]:
    """The conventions that formulas use, by the name of their cell: what it is, and its value."""
    agreed = case.conventions
    found = {name: (CONVENTIONS[name], value) for name, value in agreed.names.items()}
    if agreed.pricing.hurdle_premium:
        said = "Hurdle premium, on the discount rate"
        found[PREMIUM] = (said, agreed.pricing.hurdle_premium)
    for line in case.lines:
        row = line.row
        share = agreed.attribution.get(row.id, 1.0)
        if row.kind is RowKind.DRIVER and share != 1:
            found[attribution_name(row.id)] = (f"Share claimed: {row.label}", share)
        if haircut := agreed.pricing.haircut(row.id, row.haircut):
            found[haircut_name(row.id)] = (f"Taken off or put on for risk: {row.label}", haircut)
    return found
