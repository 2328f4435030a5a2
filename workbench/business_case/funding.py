"""What to fund: the best portfolio under the limits, what just missed it, and how sure that is."""

from collections.abc import Sequence

import numpy as np

from workbench.business_case.bids import Funding
from workbench.business_case.decision import Decision, Missed, Positions
from workbench.business_case.funding_question import FundingQuestion, by_value
from workbench.business_case.project import Project, Projects


def decide(projects: Projects, funding: Funding) -> Decision:
    """The portfolio of the highest value that the funding, requirements and exclusions allow.

    Exact, at the P50 of every figure: what is mandatory is in, two scenarios of the simulator
    exclude each other unless one builds on the other, and a project with a problem is out. Raises
    ValueError when what is mandatory does not fit.
    """
    question = FundingQuestion(projects, funding)
    selected = question.best()
    missed = question.missed(selected)
    ranked = question.ranked()
    chosen = projects.trials[:, list(selected)].sum(axis=1)
    low, high = np.quantile(chosen, (0.1, 0.9)) if len(chosen) else (0.0, 0.0)
    chances, trials = question.chances(selected)
    return Decision(
        selected=selected,
        value=question.value(selected),
        low=float(low),
        high=float(high),
        limits=question.limits_used(selected),
        missed=missed,
        order=_order(projects.lines, selected, missed),
        ranked=ranked,
        ranked_value=question.value(ranked),
        frontier=question.frontier(),
        chances=chances,
        trials=trials,
        enumerated=question.enumerable,
    )


def _order(
    lines: Sequence[Project], selected: Positions, missed: Sequence[Missed]
) -> tuple[int, ...]:
    gaps = {one.position: one.gap for one in missed}

    def key(place: int) -> tuple[int, float]:
        line, gap = lines[place], gaps.get(place)
        if place in selected:
            return (0, -by_value(line))
        if line.problem or gap is None:
            return (3, -by_value(line))
        return (1, gap) if line.npv > 0 else (2, gap)

    return tuple(sorted(range(len(lines)), key=key))
