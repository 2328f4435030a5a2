"""The case in one sentence, as a board repeats it: increase this, reduce that, for so much.

The template is Forrester's (2025, "Build a business case for customer experience").
"""

from workbench.business_case.case import Appraisal, Case
from workbench.business_case.money import money, percent, years
from workbench.evidence.units import digits

# What a reader understands of the simulator's results.
# More of a share is better, more of a count is worse.
SHARES = {
    "fcr": ("the share of contacts resolved at once", "rises", "falls"),
    "satisfaction": ("the share of satisfied customers", "rises", "falls"),
}
COUNTS = {
    "unresolved_per_year": ("the contacts that stay unresolved", "rise", "fall"),
    "leavers_per_year": ("the advisors who leave", "rise", "fall"),
}
_NOTHING = 5e-4


def board_sentence(case: Case, currency: str) -> str:
    """What the case changes, what that brings in cash, at what cost, and what is left of it.

    What gets worse by it is said as its price. The return is net benefit over costs, both present
    and before tax; the range is that of the net present value, because the costs have one too.
    """
    gains, harms = _moves(case)
    headline = case.headline
    changes = _capital(_listed(gains)) if gains else "Improve nothing that the model can see"
    price = f", at the price that {_listed(harms)}" if harms else ""
    brings = money(headline.present_benefits, currency) if headline.present_benefits else "nothing"
    return (
        f"{changes}{price}: it brings {brings} in cash over {years(case.horizon)} at a cost of "
        f"{money(headline.present_costs, currency)}, {_return(headline, currency)}."
    )


def _return(headline: Appraisal, currency: str) -> str:
    if headline.roi is None:
        return "so there is no return to speak of: nothing is spent"
    band = headline.npv_range
    ends = f" (range: {money(band.low, currency)} to {money(band.high, currency)})"
    return (
        f"a return of {percent(headline.roi)} and a net present value of "
        f"{money(headline.npv, currency)}{ends if band.low < band.high else ''}"
    )


def _moves(case: Case) -> tuple[list[str], list[str]]:
    """What gets better by the change, as something to do, and what gets worse, as what happens."""
    gains, harms = [], []
    for key, (label, rises, falls) in (SHARES | COUNTS).items():
        today, later = case.results[f"{key}_today"], case.results[f"{key}_with"]
        share = later / today - 1 if today else 0.0
        if abs(share) <= _NOTHING:
            continue
        if key in SHARES:
            ends = f"from {percent(today)} to {percent(later)}"
        else:
            ends = f"from {_count(today)} to {_count(later)} a year"
        if (share > 0) == (key in SHARES):
            gains.append(f"{'increase' if share > 0 else 'reduce'} {label} {ends}")
        else:
            harms.append(f"{label} {rises if share > 0 else falls} {ends}")
    return gains, harms


def _count(number: float) -> str:
    size = 10 ** max(0, len(f"{abs(number):.0f}") - 3)
    return digits(round(number / size) * size)


def _listed(moves: list[str]) -> str:
    *first, last = moves
    return f"{', '.join(first)} and {last}" if first else last


def _capital(said: str) -> str:
    return said[0].upper() + said[1:]
