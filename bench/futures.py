"""The case in ten thousand futures, and what knowing each of 20 inputs is worth."""

import numpy as np

from bench.figures import best, show
from workbench.business_case.futures import on_the_page, run
from workbench.business_case.information import learned
from workbench.business_case.risk_plan import RiskPlan
from workbench.business_case.simulation import _outcome, simulation
from workbench.business_case.spread import spread
from workbench.business_case.work import work_of
from workbench.evidence.assumptions import Register
from workbench.evidence.defaults import default_assumptions
from workbench.headroom.shipped import shipped_scenarios

INPUTS, TRIALS, RUNS = 20, 10_000, 5


def worth_of_knowing() -> float:
    """Give the seconds that the worth of knowing each of 20 inputs takes."""
    drawn = np.random.default_rng(7).standard_normal((INPUTS, TRIALS))
    worth = 100 + (drawn * np.linspace(150, 0, INPUTS)[:, None]).sum(axis=0)
    values = {str(place): column for place, column in enumerate(drawn)}
    return best(lambda: learned(values, worth), RUNS)


def whole_case(fresh: bool) -> float:
    """Give the seconds of all futures of a shipped scenario.

    `fresh` runs the contact-centre model anew, as when one of its own figures has changed.
    """
    held, plan = Register(default_assumptions()), RiskPlan()
    work = work_of(held, simulation(shipped_scenarios(held)[1]))

    def once() -> None:
        if fresh:
            _outcome.cache_clear()
        found = run(held, plan, on_the_page(), work)
        spread(found.headline.npv, found.sizes.parts)

    once()
    return best(once, RUNS)


def main() -> None:
    """Print every figure of the futures."""
    show(
        f"Worth of knowing {INPUTS} inputs, {TRIALS:,} trials",
        f"{1000 * worth_of_knowing():.0f} ms",
        "50 ms",
    )
    sizes = on_the_page()
    for fresh, what in ((False, "a figure of the case changed"), (True, "one of the model's")):
        show(f"{sizes.trials:,} futures, {what}", f"{1000 * whole_case(fresh):.0f} ms")


if __name__ == "__main__":
    main()
