"""What to beware of in a plan: interference first, then size, then time."""

import math
from collections.abc import Iterator

from workbench.evidence.defaults import default_assumptions
from workbench.headroom.pilot.assignment import attainable_alpha, ways_to_assign
from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan, Unit
from workbench.headroom.pilot.power import baseline_factor
from workbench.headroom.pilot.schedules import Design
from workbench.headroom.pilot.sizing import Sizing, effect_in_words, most_teams
from workbench.headroom.rules import rules

# From here on twice the answers take less than an eighth off the effect that is seen.
HARDLY = 3.0


def cautions(plan: PilotPlan, found: Sizing) -> tuple[str, ...]:
    """Sentences about a plan, the most serious first; `found` is its sizing."""
    return (*_size(plan, found), *_interference(plan), *_time(plan), *_staffing(plan))


def _size(plan: PilotPlan, found: Sizing) -> Iterator[str]:
    wanted = plan.smallest_effect
    if wanted is not None and not found.sees(plan) and math.isfinite(found.detectable):
        enough = (
            f"{found.teams_needed:,} {plan.unit}s would be enough"
            if found.teams_needed
            else f"no number of {plan.unit}s up to {most_teams(plan)} would be enough"
        )
        yield (
            "Too small: this plan notices a change from "
            f"{effect_in_words(found.detectable, plan.outcome)} on, and "
            f"{effect_in_words(wanted, plan.outcome)} would matter; {enough}."
        )
    ways = ways_to_assign(plan)
    if not attainable_alpha(plan):
        yield (
            f"The lot can fall in {ways} ways only, so no result is rarer than two in {ways}: "
            f"whatever comes out, it is not proof at {plan.alpha:.0%}. Take more {plan.unit}s or "
            "periods."
        )
    fewest = int(rules("pilot")["fewest_teams"].value)
    if 1 < plan.teams < fewest:
        yield (
            f"{plan.teams} {plan.unit}s are few: one of them can decide the result. {fewest} or "
            "more are better."
        )
    if plan.teams == 1:
        yield (
            f"With one {plan.unit} its periods are compared with each other: anything else that "
            "changes from period to period counts as an effect."
        )


def _interference(plan: PilotPlan) -> Iterator[str]:
    if plan.unit is Unit.TEAM and plan.shared_queue:
        yield (
            "The teams share a queue, so they interfere: a team that takes more time pushes "
            "contacts to the others, and routing to whoever is idle longest sends it fewer. Waits, "
            "contacts that give up and occupancy cannot be compared between teams; to learn about "
            "those, assign whole queues or sites, or switch a queue back and forth."
        )
        if plan.outcome is PilotOutcome.RESOLUTION:
            yield "Count a repeat contact for the team that took the matter first, per matter."
        if plan.outcome is PilotOutcome.SATISFACTION:
            yield (
                "Customers of all teams wait in the same queue, so what shorter or longer waits do "
                "to satisfaction is not part of the result."
            )
    if plan.design is Design.SWITCHBACK:
        yield (
            "What lasts beyond a period carries over into the next and hides the effect: leave the "
            "first days of every period out of the figures, and use a switchback for quick effects "
            "only, not for norms that take months to change."
        )


def _time(plan: PilotPlan) -> Iterator[str]:
    under = float(plan.schedule.sum(axis=1).max()) * plan.weeks_per_period
    strain = next(each.p50 for each in default_assumptions() if each.id == "strain_weeks")
    if plan.outcome is PilotOutcome.BURNOUT and under < strain:
        yield (
            f"Teams work under the new rules for {under:g} weeks at most; strain follows the work "
            f"over about {strain:g}."
        )
    if plan.outcome is PilotOutcome.ATTRITION:
        yield (
            "Attrition needs very many advisors. A burnout scale moves before people leave and "
            "needs far fewer."
        )
    if plan.design is Design.STEPPED_WEDGE:
        yield (
            "Where the effect grows with time, a stepped wedge that takes it as constant can even "
            "get its sign wrong; the effect by time under the new rules is shown beside the result."
        )


def _staffing(plan: PilotPlan) -> Iterator[str]:
    yield (
        "Hold the total number of seats as it is, or price the added ones: otherwise the effect is "
        "that of more staff, not of fewer targets."
    )
    variances = plan.variances
    if variances.total * variances.icc > HARDLY * variances.sampling(plan.answers):
        yield (
            f"More answers of each {plan.unit} would hardly help; more {plan.unit}s, and periods "
            "before, would."
        )
    if plan.design is Design.PARALLEL and plan.periods_before == 0:
        left = baseline_factor(plan.answers, plan.icc, plan.cac)
        yield (
            "Nothing is measured before. A period before of the same length would do with "
            f"{left:.0%} of the {plan.unit}s for the same precision."
        )
