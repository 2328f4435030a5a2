"""The case in one sentence, as a board repeats it: increase this, reduce that, for so much.

The template is Forrester's (2025, "Build a business case for customer experience").
"""

from workbench.business_case.case import Appraisal, Case
from workbench.business_case.money import money, percent, years
from workbench.evidence.units import digits

# What a reader understands of the simulator's results.
SHARES = {
    "fcr": "the share of contacts resolved at once",
    "satisfaction": "the share of satisfied customers",
}
COUNTS = {
    "unresolved_per_year": "the contacts that stay unresolved",
    "leavers_per_year": "the advisors who leave",
}
_NOTHING = 5e-4


def board_sentence(case: Case, currency: str) -> str:
    """What the case changes, what that brings in cash, at what cost, and the return with its range.

    The return is net present value over present costs, the range that of the net present value.
    """
    better = _listed(_moves(case))
    headline = case.headline
    brings = money(headline.present_benefits, currency) if headline.present_benefits else "nothing"
    said = (
        f"{better or 'Change nothing that the model can see'}: it brings {brings} over "
        f"{years(case.horizon)} at a cost of {money(headline.present_costs, currency)}"
    )
    return f"{said}, {_return(headline)}."


def _return(headline: Appraisal) -> str:
    if headline.roi is None:
        return "so there is no return to speak of: nothing is spent"
    cost = headline.present_costs
    low, high = (percent(end / cost) for end in (headline.npv_range.low, headline.npv_range.high))
    return f"a return of {percent(headline.roi)} (range: {low} to {high})"


def _moves(case: Case) -> list[str]:
    found = []
    for key, label in (SHARES | COUNTS).items():
        today, later = case.results[f"{key}_today"], case.results[f"{key}_with"]
        share = later / today - 1 if today else 0.0
        if abs(share) <= _NOTHING:
            continue
        verb = "increase" if share > 0 else "reduce"
        if key in SHARES:
            found.append(f"{verb} {label} from {percent(today)} to {percent(later)}")
        else:
            found.append(f"{verb} {label} from {_count(today)} to {_count(later)} a year")
    return found


def _count(number: float) -> str:
    size = 10 ** max(0, len(f"{abs(number):.0f}") - 3)
    return digits(round(number / size) * size)


def _listed(moves: list[str]) -> str:
    if not moves:
        return ""
    *first, last = moves
    said = f"{', '.join(first)} and {last}" if first else last
    return said[0].upper() + said[1:]
