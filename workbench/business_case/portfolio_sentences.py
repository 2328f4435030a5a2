"""The portfolio in words: what a board reads first, and why a project is not in."""

from collections.abc import Sequence

from workbench.business_case.decision import Decision, Limit, Missed, Step
from workbench.business_case.money import money, percent
from workbench.business_case.project import Project

_NONE = 0.005


def headline(lines: Sequence[Project], decision: Decision, currency: str) -> str:
    """What to fund, in one sentence."""
    count, funded = len(lines), len(decision.selected)
    if not funded:
        return f"None of the {_counted(count)} is worth funding as the figures stand."
    what = "all" if funded == count else str(funded)
    said = f"Fund {what} of the {_counted(count)}" if count > 1 else "Fund the one project"
    said += f": together worth {money(decision.value, currency)}"
    near = nearest(lines, decision)
    if near is None:
        return f"{said}."
    gap = money(near.gap or 0.0, currency)
    return f"{said}. Next in line is {lines[near.position].name}, {gap} short."


def nearest(lines: Sequence[Project], decision: Decision) -> Missed | None:
    """What just missed: of those that pay, the one that the portfolio would lose least with."""
    paying = [
        missed
        for missed in decision.missed
        if missed.gap is not None and lines[missed.position].npv > 0
    ]
    return min(paying, key=lambda missed: missed.gap or 0.0, default=None)


def decides(decision: Decision, currency: str) -> str:
    """Which limit decides, and what more of it would be worth."""
    if not decision.limits:
        return "No budget has been entered, so whatever pays is in."
    scarce = decision.scarcest
    if scarce is None:
        return "No limit decides: a tenth more of any one of them alone would add nothing."
    return (
        f"{limit_name(scarce)} decide: a tenth more of them would add "
        f"{money(scarce.gain, currency)}."
        if scarce.people
        else f"{limit_name(scarce)} decides: a tenth more of it would add "
        f"{money(scarce.gain, currency)}."
    )


def limit_name(limit: Limit) -> str:
    """A limit at the start of a sentence."""
    return f"{'People-months' if limit.people else 'The budget'} of year {limit.year + 1}"


def other_basis(
    lines: Sequence[Project], decision: Decision, other: Sequence[int], basis: str
) -> str:
    """What would be funded otherwise on another basis, such as "the mean of the trials"."""
    out = [lines[place].name for place in decision.selected if place not in other]
    into = [lines[place].name for place in other if place not in decision.selected]
    if not out and not into:
        return f"On {basis} the same projects would be funded."
    parts = [f"{listed(into)} would be in"] if into else []
    parts += [f"{listed(out)} would be out"] if out else []
    return f"On {basis} {', and '.join(parts)}."


def ranking(lines: Sequence[Project], decision: Decision, currency: str) -> str:
    """What ranking by value per spend would have cost."""
    if decision.lost_by_ranking <= _NONE:
        return "Ranking by value per spend gives the same value here."
    only = [lines[place].name for place in decision.ranked if place not in decision.selected]
    better = [lines[place].name for place in decision.selected if place not in decision.ranked]
    instead = f" instead of {listed(better)}" if better else ""
    return (
        f"Ranking by value per spend would fund {listed(only) or 'less'}{instead} and lose "
        f"{money(decision.lost_by_ranking, currency)}."
    )


def why_not(
    missed: Missed, lines: Sequence[Project], limits: Sequence[Limit], currency: str
) -> str:
    """Why a project is not funded, and what would bring it in."""
    line = lines[missed.position]
    if line.problem:
        return line.problem
    said = []
    if missed.excluded_by is not None:
        said.append(f"Only one of it and {lines[missed.excluded_by].name} can be funded.")
    if line.npv <= 0:
        said.append("It costs more than it brings.")
    elif short := [_short(limits[place], by, currency) for place, by in missed.short]:
        said.append(f"It needs {listed(short)} than is left.")
    if missed.gap is None:
        if missed.excluded_by is None:
            said.append("There is no way to fund it within the limits.")
    elif missed.gap > _NONE:
        instead = [lines[place].name for place in missed.instead]
        gone = f" in the place of {listed(instead)}" if instead else ""
        said.append(f"It enters{gone} once it is worth {money(missed.gap, currency)} more.")
    return " ".join(said) or "Something else is worth as much."


def frontier_title(steps: Sequence[Step], decision: Decision, currency: str) -> str:
    """What more budget would do, as the title of the frontier."""
    beyond = [step for step in steps if step.share > 1 + 1e-9 and step.value > decision.value]
    if not beyond:
        return "More budget would add nothing: all that pays is in, or people are short"
    best = beyond[-1]
    return (
        f"{percent(best.share - 1)} more budget would bring the value to "
        f"{money(best.value, currency)}, and no more than that"
    )


def roadmap_title(lines: Sequence[Project], decision: Decision) -> str:
    """How the roadmap runs, as its title."""
    funded = [lines[place] for place in decision.selected]
    if not funded:
        return "Nothing is funded, so nothing starts"
    waiting = [line.name for line in funded if line.slot.waits]
    first = sum(1 for line in funded if line.slot.start == 0)
    said = f"{first} of {len(funded)} start at once" if len(funded) > 1 else "It starts at once"
    if first == 0:
        said = "Nothing starts in the first quarter"
    if waiting:
        verb = "waits" if len(waiting) == 1 else "wait"
        said += f"; {listed(waiting)} {verb} for what must work first"
    return said


def funding_line_title(decision: Decision, limit: Limit | None, currency: str) -> str:
    """How much of the limit shown is used, as the title of the funding line."""
    count = len(decision.selected)
    if not count:
        return "Nothing is funded"
    if limit is None:
        return "Without a budget all that pays is in"
    took = "project takes" if count == 1 else "projects take"
    if limit.people:
        used = f"{limit.used:,.0f} of {limit.limit:,.0f} people-months"
    else:
        used = f"{money(limit.used, currency)} of {money(limit.limit, currency)}"
    return f"{count} {took} {used} in year {limit.year + 1}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "A, B and C"."""
    *first, last = names or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def _short(limit: Limit, by: float, currency: str) -> str:
    year = f"in year {limit.year + 1}"
    if limit.people:
        months = f"{by:.0f}" if by >= 1 else f"{by:.1f}"
        return f"{months} more people-{'month' if months == '1' else 'months'} {year}"
    return f"{money(by, currency)} more {year}"


def _counted(count: int) -> str:
    return "one project" if count == 1 else f"{count} projects"
