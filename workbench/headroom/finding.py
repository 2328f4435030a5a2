"""What a scenario comes to, in one sentence, no surer than the figures allow."""

from enum import StrEnum

from workbench.evidence.units import MINUS
from workbench.headroom.comparison import Comparison, Difference
from workbench.headroom.links import Evidence, LinkId, switched_on
from workbench.headroom.outcome import SECONDS, Outcome

# Half of the last digit that is shown: a twentieth of a point of satisfaction, or of a per cent.
NOTHING = 0.0005
# From here on a per cent is told without decimals.
WHOLE = 10


class Verdict(StrEnum):
    """Whether the model supports that customers are better served."""

    TODAY = "this is today"
    NO_EFFECT = "no effect"
    SUPPORTED = "supported"
    NOT_SUPPORTED = "not supported"
    WORSE = "satisfaction falls"
    SWITCHED_OFF = "switched off"


def overloaded(outcome: Outcome) -> bool:
    """Whether more work is offered than advisors on the phone could do if nobody gave up."""
    return float(outcome.occupancy) >= 1 - float(outcome.p_abandon)


def verdict(comparison: Comparison) -> Verdict:
    """What the range of the difference in satisfaction says."""
    if comparison.as_today:
        return Verdict.TODAY
    if comparison.unchanged:
        return Verdict.NO_EFFECT
    if comparison.policy.evidence is Evidence.NONE:
        return Verdict.SWITCHED_OFF
    satisfaction = comparison.differences["satisfaction"]
    if not satisfaction.beyond(NOTHING):
        return Verdict.NOT_SUPPORTED
    return Verdict.SUPPORTED if satisfaction.base > 0 else Verdict.WORSE


def finding(comparison: Comparison) -> str:
    """The scenario in one sentence: satisfaction, why, and the cost."""
    match verdict(comparison):
        case Verdict.TODAY:
            return "This is today. Choose a scenario or move a lever to see what would happen."
        case Verdict.NO_EFFECT:
            return (
                "Nothing changes, because the links that these levers act through are switched off."
            )
        case Verdict.SWITCHED_OFF:
            return f"With the queue alone, {headroom_clause(comparison)}, and {_cost(comparison)}."
        case Verdict.NOT_SUPPORTED:
            return f"{_capital(_no_clear_change(comparison))}."
        case Verdict.SUPPORTED | Verdict.WORSE:
            said = f"{_moved_by(comparison.differences['satisfaction'])}, because"
    return f"{_capital(said)} {reason(comparison)}; {_cost(comparison)}."


def overload(comparison: Comparison) -> str | None:
    """What to say when there is more work than advisors on the phone can do; else None."""
    if not overloaded(comparison.scenario):
        return None
    now, then = (float(outcome.p_abandon) for outcome in (comparison.today, comparison.scenario))
    return (
        f"Overload: the queue only empties because people give up, {then:.1%} of all contacts "
        f"(today {now:.1%})"
    )


def headroom_clause(comparison: Comparison) -> str:
    """What happens to headroom, as the middle of a sentence."""
    change = comparison.differences["headroom_minutes"]
    now, then = comparison.today.headroom_minutes, comparison.scenario.headroom_minutes
    if f"{now:.1f}" == f"{then:.1f}":
        return f"headroom stays at {now:.1f} minutes an hour"
    word = "rises" if change.base > 0 else "falls"
    return f"headroom {word} from {now:.1f} to {then:.1f} minutes an hour"


def reason(comparison: Comparison) -> str:
    """Why satisfaction does what it does, as the end of a sentence."""
    resolution, waits = satisfaction_parts(comparison)
    clear = comparison.differences["satisfaction"].beyond(NOTHING)
    if abs(resolution) > NOTHING and abs(waits) > NOTHING and resolution * waits < 0:
        return _opposed(resolution, waits, clear)
    parts = []
    if abs(resolution) > NOTHING:
        parts.append(f"{'more' if resolution > 0 else 'fewer'} contacts are resolved at once")
    if abs(waits) > NOTHING:
        parts.append(f"{'fewer' if waits > 0 else 'more'} customers wait or give up")
    if not parts:
        return "neither resolution nor waits change much"
    return " and ".join(parts) + ("" if clear else ", but by too little to tell")


def satisfaction_parts(comparison: Comparison) -> tuple[float, float]:
    """What resolution adds to satisfaction, and what waits and giving up add; shares."""
    on = switched_on(comparison.policy.evidence)
    behaviour, now, then = comparison.figures.behaviour, comparison.today, comparison.scenario
    resolution = waits = 0.0
    if LinkId.RESOLUTION_SATISFACTION in on:
        resolution = float(behaviour.resolution_satisfaction * (then.fcr - now.fcr))
    if LinkId.WAITS_SATISFACTION in on:
        given_up = behaviour.abandon_satisfaction * (then.p_abandon - now.p_abandon)
        waited = behaviour.wait_satisfaction * (then.mean_wait - now.mean_wait) / SECONDS
        waits = -float(given_up + waited)
    return resolution, waits


def signed(value: float, decimals: int = 1) -> str:
    """A number with its sign: "+1.2", "−0.4", "0.0"."""
    text = f"{abs(value):,.{decimals}f}"
    if not text.strip("0.,"):
        return text
    return f"{'+' if value > 0 else MINUS}{text}"


def _opposed(resolution: float, waits: float, clear: bool) -> str:
    if not clear:
        pair = (
            "better resolution and longer waits"
            if resolution > 0
            else ("shorter waits and worse resolution")
        )
        return f"{pair} pull against each other"
    if resolution > 0:
        return (
            "resolution improves more than waits grow"
            if resolution + waits > 0
            else "waits grow faster than resolution improves"
        )
    return (
        "waits shrink more than resolution suffers"
        if resolution + waits > 0
        else "resolution suffers more than waits shrink"
    )


def _ends(found: Difference, factor: float) -> tuple[str, str, str]:
    low, base, high = (signed(factor * end) for end in (found.low, found.base, found.high))
    return low, base, high


def _moved_by(found: Difference) -> str:
    """A clear change in satisfaction: the range is given in the direction of the change."""
    near, base, far = sorted(100 * abs(end) for end in (found.low, found.base, found.high))
    word = "rises" if found.base > 0 else "falls"
    return f"satisfaction {word} {base:.1f} points (range {near:.1f} to {far:.1f})"


def _no_clear_change(comparison: Comparison) -> str:
    low, base, high = _ends(comparison.differences["satisfaction"], 100)
    said = f"no clear change in satisfaction ({base} points, range {low} to {high})"
    cost, now = comparison.differences["cost_per_year"], float(comparison.today.cost_per_year)
    if cost.beyond(NOTHING * now):
        return f"{said}: {reason(comparison)}; {_cost(comparison)}"
    return f"{said} or cost ({signed(100 * cost.base / now)}%): {reason(comparison)}"


def _cost(comparison: Comparison) -> str:
    found, now = comparison.differences["cost_per_year"], float(comparison.today.cost_per_year)
    share = found.base / now
    if abs(share) < NOTHING:
        return "the cost stays the same"
    if not found.beyond(NOTHING * now):
        return f"the cost does not clearly change ({signed(100 * share)}%)"
    size = abs(100 * share)
    told = f"{size:.0f}" if size >= WHOLE else f"{size:.1f}"
    return f"it costs {told}% {'more' if share > 0 else 'less'} a year"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
