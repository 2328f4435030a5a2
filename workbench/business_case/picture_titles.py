"""What the pictures of a case show, each in one sentence."""

from workbench.business_case.case import VALUE_PER_UNRESOLVED as VALUE
from workbench.business_case.case import Appraisal, Case
from workbench.business_case.money import money, years


def cash_title(case: Case, appraisal: Appraisal, currency: str, *, discounted: bool) -> str:
    """When the money is back, or how much is still out at the end."""
    total = appraisal.discounted_cumulative if discounted else appraisal.cumulative
    payback = appraisal.discounted_payback if discounted else appraisal.payback
    terms = ", discounted" if discounted else ""
    if payback is not None:
        said = f"The money is back after {years(payback)}{terms}"
    elif min(total) >= 0:
        said = "No money is ever out: each year's gains cover what has been spent"
    else:
        said = f"After {years(case.horizon)} {money(-total[-1], currency)} is still out{terms}"
    if appraisal.tiers == case.headline.tiers:
        return said
    return f"With your value counted as money: {said[0].lower()}{said[1:]}"


def swing_title(appraisal: Appraisal, currency: str) -> str:
    """Which assumption moves the value most, and between what."""
    if not appraisal.swings:
        return "No assumption that has a range moves the value"
    widest = appraisal.swings[0]
    low, high = sorted((widest.npv_at_p10, widest.npv_at_p90))
    return (
        f"“{widest.label}” moves the net present value most: {money(low, currency)} to "
        f"{money(high, currency)}"
    )


def belief_title(case: Case, currency: str) -> str:
    """What an avoided unresolved contact must be worth, and what was put on it."""
    found = case.break_even
    yours = (
        f"you put {money(case.values[VALUE], currency)} on it"
        if case.counts_value
        else "no value has been put on it yet"
    )
    if found.value is None:
        return f"No value per contact makes this pay: {found.reason}"
    if found.value <= 0:
        return "It pays without any value on an avoided unresolved contact"
    return (
        f"An avoided unresolved contact must be worth {money(found.value, currency)} to break "
        f"even; {yours}"
    )
