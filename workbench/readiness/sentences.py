"""The readiness report in sentences."""

from collections.abc import Iterable, Sequence

from workbench.readiness.findings import ElementFinding, weakest_first
from workbench.readiness.gates import Verdict
from workbench.workshop.roles import Role


def title(elements: tuple[ElementFinding, ...], roles: tuple[Role, Role]) -> str:
    """The finding that stands over the radar: the weakest element, and who rates it how."""
    weakest = weakest_first(elements)[0]
    if weakest.distance is None or weakest.gate.role is None:
        names = listed(role.label.lower() for role in roles)
        return f"Nothing can be judged yet: too few answers from {names}"
    other = roles[1] if weakest.gate.role is roles[0] else roles[0]
    said = f"{_rates(weakest, weakest.gate.role)}, {_rates(weakest, other, verb='')}"
    if weakest.distance < 0:
        return f"{weakest.label} is furthest from the standard: {said}"
    return f"{weakest.label} has least to spare above the standard: {said}"


def gap_title(elements: Sequence[ElementFinding], roles: tuple[Role, Role]) -> str:
    """The finding that stands over the gaps: the widest clear one."""
    first, second = roles
    clear = [(e, e.gap.value) for e in elements if e.gap is not None and e.gap.clear]
    if not clear:
        seen = any(element.gap is not None for element in elements)
        why = "No clear gap" if seen else "No gap can be shown yet"
        return f"{why} between {first.label.lower()} and {second.label.lower()}"
    element, value = max(clear, key=lambda pair: abs(pair[1]))
    way = "below" if value > 0 else "above"
    return f"{second.label} rate {element.label} {abs(value):.1f} {way} {first.label.lower()}"


def overall(elements: Sequence[ElementFinding]) -> str:
    """How many elements fail, are undecided and pass, and what to do about it."""
    by = {v: [e for e in elements if e.gate.verdict is v] for v in Verdict}
    failed, undecided = by[Verdict.FAIL], by[Verdict.UNDECIDED]
    counts = f"{len(failed)} fail, {len(undecided)} undecided, {len(by[Verdict.PASS])} pass"
    if failed:
        names = listed(element.label for element in failed)
        return (
            f"{counts}: not ready; {names} {'is' if len(failed) == 1 else 'are'} below the standard"
        )
    if not undecided:
        return f"{counts}: ready by the standard that was agreed"
    return f"{counts}: not yet shown ready; {_what_to_ask(undecided)}"


def _what_to_ask(undecided: Sequence[ElementFinding]) -> str:
    for element in weakest_first(tuple(undecided)):
        gate = element.gate
        if gate.more and gate.decided_by:
            whom = gate.decided_by.label.lower()
            return f"ask {gate.more} more {whom} about {element.label}"
    if any(element.distance is None for element in undecided):
        return "too few executives and advisors have answered"
    return "more answers of the same kind would hardly settle it"


def reason_of(
    verdict: Verdict,
    label: str,
    decided_by: Role,
    score: float,
    requisite: float,
    probability: float,
    more: int | None,
) -> str:
    """Why a gate with both roles visible has its verdict."""
    who = decided_by.label
    chance = percent(probability)
    if verdict is Verdict.PASS:
        return (
            f"Both roles reach the standard of {requisite:.1f}. {who} are the less certain: they "
            f"rate {label} {score:.1f}, at the standard with a probability of {chance}."
        )
    said = f"{who} rate {label} {score:.1f} against a standard of {requisite:.1f}"
    if verdict is Verdict.FAIL:
        return f"{said}; the probability that they are at it is {chance}."
    if more is None:
        ask = "That is too close for more answers to settle it soon."
    else:
        ask = f"About {more} more {who.lower()} would settle it if they answer alike."
    return f"{said}; the probability that they are at it is {chance}. {ask}"


def percent(probability: float) -> str:
    """A probability in words that do not claim certainty."""
    if probability < 0.01:
        return "under 1%"
    return "over 99%" if probability > 0.99 else f"{probability:.0%}"


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: "a", "a and b", "a, b and c"."""
    *first, last = list(names)
    return f"{', '.join(first)} and {last}" if first else last


def _rates(element: ElementFinding, role: Role, verb: str = "rate it ") -> str:
    score = element.roles[role].score
    value = f"{score.value:.1f}" if score else "unknown"
    return f"{role.label.lower()} {verb}{value}"
