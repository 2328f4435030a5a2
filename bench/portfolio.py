"""The best portfolio: every selection of 20 projects, and 200 projects by branch and bound."""

from datetime import date

import numpy as np

from bench.figures import best, show
from workbench.business_case.bid_trials import Draws
from workbench.business_case.bids import NOTHING, Bid, Funding, Lane, Range
from workbench.business_case.funding import decide
from workbench.business_case.portfolio import best_portfolio
from workbench.business_case.project import Projects, Rates, value_projects
from workbench.evidence.grades import Grade

FIRST_DAY = date(2027, 1, 1)
YEARS = 3
LANES = tuple(Lane)


def made_up(count: int, seed: int = 7) -> tuple[tuple[Bid, ...], Funding]:
    """Give bids of every size, some needing or excluding another, and a third of what they ask."""
    rng = np.random.default_rng(seed)
    bids = []
    for place in range(count):
        first, running, gain = (
            rng.lognormal(13.0, 0.8),
            rng.lognormal(11.5, 0.8),
            rng.lognormal(13.8, 0.5),
        )
        bids.append(
            Bid(
                name=f"Project {place}",
                function="Operations",
                owner="Owner",
                lane=LANES[place % 2],
                starts=FIRST_DAY,
                months=6,
                costs=(_around(first), *[_around(running)] * YEARS),
                benefits=(NOTHING, *[_around(gain)] * (YEARS - 1)),
                grade=Grade.C,
                people_months=tuple(rng.integers(0, 30, YEARS).tolist()),
                gate=date(2027, 4, 1),
                before_gate=first / 2,
                kill_criterion="No gain at the gate.",
                requires=(f"Project {place - 1}",) if place % 5 == 1 else (),
                excludes=(f"Project {place - 2}",) if place % 7 == 3 else (),
            )
        )
    spend = np.array([_spend(bid) for bid in bids]).sum(axis=0) / 3
    people = np.array([bid.people_months for bid in bids]).sum(axis=0) / 3
    money, months = tuple(spend.tolist()), tuple(people.tolist())
    return tuple(bids), Funding(first_day=FIRST_DAY, money=money, people_months=months)


def valued(count: int) -> tuple[Projects, Funding]:
    """Give the same with their values, and the funding."""
    bids, funding = made_up(count)
    rates = Rates(discount=0.08, finance=0.08, reinvest=0.05, horizon=YEARS)
    return value_projects(bids, {}, {}, funding, rates, Draws(1000, 10, 1)), funding


def optimum(count: int) -> float:
    """Give the seconds that the best portfolio alone takes."""
    projects, funding = valued(count)
    lines = projects.lines
    worth = [line.npv for line in lines]
    outlays = np.array([[*line.spend, *line.people] for line in lines]).T
    limits = [limit or 0.0 for limit in (*funding.money, *funding.people_months)]
    at = {line.name: place for place, line in enumerate(lines)}
    requires = [(at[line.name], at[name]) for line in lines for name in line.bid.requires]
    excludes = [(at[line.name], at[name]) for line in lines for name in line.bid.excludes]
    best_portfolio(worth, outlays, limits, requires, excludes)
    return best(lambda: best_portfolio(worth, outlays, limits, requires, excludes), 5)


def _around(amount: float) -> Range:
    return Range(p10=0.7 * amount, p50=amount, p90=1.5 * amount)


def _spend(bid: Bid) -> list[float]:
    first, *running = (cost.p50 for cost in bid.costs)
    return [first + running[0], *running[1:]]


def main() -> None:
    """Print every figure of the portfolio."""
    show("Best of 20 projects, every selection", f"{1000 * optimum(20):.0f} ms", "150 ms")
    show("Best of 200 projects, branch and bound", f"{1000 * optimum(200):.0f} ms", "500 ms")
    for count in (12, 20, 200):
        projects, funding = valued(count)
        seconds = best(lambda: decide(projects, funding), 1)  # noqa: B023
        show(f"The whole page's decision, {count} projects", f"{1000 * seconds:.0f} ms")


if __name__ == "__main__":
    main()
