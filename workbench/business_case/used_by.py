"""What uses each assumption, so that a reader of the register sees where a change arrives."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields
from functools import cache

from workbench.business_case.conventions import HORIZON, TAX_RATE
from workbench.business_case.model import DISCOUNT_RATE, FINANCE_RATE, REINVEST_RATE
from workbench.business_case.rows import default_rows
from workbench.headroom.centre import Behaviour, Centre, Pace
from workbench.headroom.links import links
from workbench.headroom.scorecard import Metric

SIMULATOR, CASE = "Headroom simulator", "Business case"
OF_VALUATION = {
    HORIZON: "the number of years",
    DISCOUNT_RATE: "net present value",
    FINANCE_RATE: "modified rate of return",
    REINVEST_RATE: "modified rate of return",
    TAX_RATE: "tax, where the case is reckoned after it",
}


@cache
def used_by() -> Mapping[str, tuple[str, ...]]:
    """What uses each assumption, by its id: parts of the simulator, lines of the business case."""
    found: dict[str, list[str]] = defaultdict(list)
    for field in (*fields(Centre), *fields(Behaviour), *fields(Pace)):
        found[field.name].append(SIMULATOR)
    for field in fields(Pace):
        found[field.name].append(f"{SIMULATOR}: the weekly path")
    for metric in Metric:
        found[f"weight_{metric}"].append(f"{SIMULATOR}: today's scorecard")
    for link in links():
        for key in link.parameters:
            found[key].append(f"{SIMULATOR}: {_inside(link.name)}")
    for key, what in OF_VALUATION.items():
        found[key].append(f"{CASE}: {what}")
    for row in default_rows().rows:
        for name in row.parsed.names:
            found[name].append(f"{CASE}: {_inside(row.label)}")
    return {key: _specific(uses) for key, uses in found.items()}


def _specific(uses: list[str]) -> tuple[str, ...]:
    """Each use once, without the simulator as a whole where its parts are named."""
    named = any(use.startswith(f"{SIMULATOR}: ") for use in uses)
    return tuple(dict.fromkeys(use for use in uses if not (named and use == SIMULATOR)))


def _inside(name: str) -> str:
    return name if name[1:2].isupper() else name[0].lower() + name[1:]
