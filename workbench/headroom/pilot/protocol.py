"""The protocol of a pilot: what was agreed before it began, to print and sign."""

from typing import NamedTuple

from workbench.evidence.assumptions import Assumption
from workbench.headroom.pilot.assignment import assigned_schedule, attainable_alpha, ways_to_assign
from workbench.headroom.pilot.cautions import cautions
from workbench.headroom.pilot.pilot import Pilot
from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan, Unit
from workbench.headroom.pilot.schedules import Design
from workbench.headroom.pilot.sizing import effect_in_words, headline, in_statistics, sizing
from workbench.headroom.rules import rules

OLD, NEW = "today's rules", "new rules"
SIGNED = ("Owner of the pilot", "Operations", "Finance", "For the advisors")
# How the outcome is counted, so that nobody can choose afterwards.
COUNTING = {
    PilotOutcome.RESOLUTION: (
        "A matter counts as resolved at once when the same customer does not come back about it "
        "within seven days. A repeat counts for the team that took the first contact. One "
        "definition is used for the whole pilot."
    ),
    PilotOutcome.SATISFACTION: (
        "The share of answered surveys in the top two of five boxes, sent to the same share of "
        "contacts of every team and in the same way before and after."
    ),
    PilotOutcome.BURNOUT: (
        "The mean of one published burnout scale, filled in anonymously by the advisors of a team, "
        "the same scale before and after. No result of a person leaves the survey."
    ),
    PilotOutcome.ATTRITION: (
        "The share of the advisors employed at the start of the period who have left by its end, "
        "by the team they were in at the start."
    ),
}
GUARDRAILS = (
    "Guarded as well: contacts that give up, complaints, the wait that one contact in ten exceeds, "
    "and unplanned absence. They can stop the pilot, and they do not decide it."
)


class Section(NamedTuple):
    """A heading with paragraphs, and a table below them; its first row is the head."""

    heading: str
    paragraphs: tuple[str, ...]
    table: tuple[tuple[str, ...], ...] = ()


class Protocol(NamedTuple):
    """The whole document."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]


def protocol(
    pilot: Pilot, organisation: str, currency: str, assumption: Assumption | None
) -> Protocol:
    """What was agreed, in the order in which a board asks; `assumption` is what it is to update."""
    plan = pilot.plan
    found = sizing(plan)
    return Protocol(
        title=plan.name,
        subtitle=f"Protocol of a pilot at {organisation}. Owner: {plan.owner}.",
        sections=(
            Section("In one sentence", (f"{headline(plan, found)}.",)),
            _question(plan, assumption),
            _who(plan),
            _schedule(pilot),
            Section("How small an effect it sees", (in_statistics(plan, found), *_wanted(plan))),
            _analysis(pilot),
            Section("What we do with the result", decision_rule(plan, currency)),
            Section("When we stop", stop_rules()),
            Section("What to beware of", cautions(plan, found)),
            Section(
                "Signed before the first day",
                (),
                (("Role", "Name", "Date", "Signature"), *((role, "", "", "") for role in SIGNED)),
            ),
        ),
    )


def decision_rule(plan: PilotPlan, currency: str) -> tuple[str, ...]:
    """What follows from the result, in sentences."""
    rule = rules("pilot")
    proof, doubt = rule["enough_proof"].value, rule["not_worth_it"].value
    if plan.cost_per_year > 0 and not plan.value_per_unit * plan.units_per_year:
        price = (
            f"The new rules cost {currency} {plan.cost_per_year:,.0f} a year, and nothing is said "
            "about what an improvement is worth: state it, or the result cannot pay."
        )
    elif plan.cost_per_year > 0:
        price = (
            f"One more {plan.outcome.gained} is worth {currency} {plan.value_per_unit:,.2f} to the "
            f"board, of {plan.units_per_year:,.0f} a year; the new rules cost {currency} "
            f"{plan.cost_per_year:,.0f} a year more. They pay from an improvement of "
            f"{effect_in_words(plan.break_even, plan.outcome)} on."
        )
    else:
        price = "The new rules cost nothing more, so that any improvement pays."
    return (
        price,
        "We go on and extend the new rules to everybody when the chance that they pay is "
        f"{proof:.0%} or more. We end the pilot when it is {doubt:.0%} or less. In between nothing "
        "is proved either way: we go on with the pilot or live with not knowing, and say so.",
        "The result is looked at once, at the end.",
    )


def stop_rules() -> tuple[str, ...]:
    """When the pilot stops before its end, in sentences."""
    rule = rules("pilot")
    weeks = rule["stop_weeks"].value
    return (
        f"The contacts that give up are {100 * rule['stop_abandonment'].value:g} points above what "
        f"they were in the same weeks before the pilot, for {weeks:g} weeks in a row.",
        f"Complaints per contact are {rule['stop_complaints'].value:.0%} above what they were, for "
        f"{weeks:g} weeks in a row.",
        "An outage, a strike or a change of system affects some teams and not others: the weeks "
        "are marked, and the pilot is extended by as many.",
        "A good result is no reason to stop early: looking again and again finds one by chance.",
    )


def _question(plan: PilotPlan, assumption: Assumption | None) -> Section:
    what = [
        f"Does changing the rules change this: {plan.outcome}? {COUNTING[plan.outcome]}",
        f"Counted in each period: {plan.outcome.counted}.",
        GUARDRAILS,
    ]
    if plan.scenario is not None:
        what.insert(0, f"The new rules are those of the scenario “{plan.scenario.name}”.")
    if assumption is not None:
        what.append(
            f"The result updates one figure of the register: {assumption.label} (until now "
            f"{assumption.source_kind}, grade {assumption.grade})."
        )
    return Section("What we ask", tuple(what))


def _who(plan: PilotPlan) -> Section:
    units = "teams" if plan.unit is Unit.TEAM else "queues or sites"
    share = " that share a queue" if plan.unit is Unit.TEAM and plan.shared_queue else ""
    return Section(
        "Who takes part",
        (
            f"{plan.teams} {units}{share}, assigned by lot. {plan.design.meaning}",
            f"{plan.periods} periods of {plan.weeks_per_period:g} weeks, {plan.weeks:g} weeks in "
            "all. Nobody changes team because of the pilot.",
        ),
    )


def _wanted(plan: PilotPlan) -> tuple[str, ...]:
    if plan.smallest_effect is None:
        return ()
    return (
        f"An improvement of {effect_in_words(plan.smallest_effect, plan.outcome)} would matter.",
    )


def _schedule(pilot: Pilot) -> Section:
    plan, lot = pilot.plan, pilot.assignment
    head = (plan.unit.capitalize(), *(f"Period {n}" for n in range(1, plan.periods + 1)))
    if lot is None:
        names = tuple(f"Place {n}" for n in range(1, plan.teams + 1))
        told = "The lot is not drawn yet; it decides who takes which place."
        rows = plan.schedule
    else:
        names, rows = lot.teams, assigned_schedule(plan, lot)
        told = (
            f"Drawn by lot with the seed {lot.seed}, one of {ways_to_assign(plan):,} ways in which "
            "it could have fallen. The same seed and the same order of names give the same lot "
            "again."
        )
    cells = (
        (name, *(NEW if on else OLD for on in row)) for name, row in zip(names, rows, strict=True)
    )
    return Section("Who changes when", (told,), (head, *cells))


def _analysis(pilot: Pilot) -> Section:
    plan = pilot.plan
    kind = {
        Design.PARALLEL: "a weighted difference in differences (generalised least squares)",
        Design.STEPPED_WEDGE: "the stepped-wedge model of Hussey and Hughes (2007) with a cluster "
        "autocorrelation (Hooper and others, 2016)",
        Design.SWITCHBACK: "generalised least squares on periods with and without the new rules",
    }[plan.design]
    with_baseline = plan.design is Design.PARALLEL and plan.periods_before > 0
    level = attainable_alpha(plan)
    exact = f" (the lot makes {level:.1%} of these possible)" if level < plan.alpha else ""
    return Section(
        "How it is judged",
        (
            f"Everybody counts where the lot put them. The effect is estimated by {kind}, with "
            "an own level of every period.",
            f"The p-value and the interval of {1 - plan.alpha:.0%} compare the result with what "
            "the other lots would have given (randomisation inference). Chance of a false alarm: "
            f"{plan.alpha:.1%}, two-sided{exact}.",
            "Beside it and not decisive: the effect by time under the new rules"
            + (", and the plain difference in differences." if with_baseline else "."),
            "Results are put in by team and period. No result of a single person is used.",
        ),
    )
