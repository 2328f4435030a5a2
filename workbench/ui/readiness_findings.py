"""The findings in words: the headline, why each verdict, other items, what is hidden and why."""

import streamlit as st

from workbench.charts.role_scores import told
from workbench.readiness.findings import ElementFinding, ReadinessReport
from workbench.readiness.gates import Verdict
from workbench.readiness.sentences import percent
from workbench.ui.pictures import look
from workbench.ui.reading_table import reading_table
from workbench.voices.estimates import Estimate
from workbench.voices.instrument import instrument
from workbench.voices.items import Item
from workbench.workshop.roles import Role

WORDED_FOR_ALL = Role.EXECUTIVE


def show_headline(report: ReadinessReport) -> None:
    """How many of the seven fail, are undecided and pass, and what that comes to."""
    counts, words = st.columns([2, 5], vertical_alignment="center")
    with counts, st.container(horizontal=True, gap="medium"):
        for verdict in (Verdict.FAIL, Verdict.UNDECIDED, Verdict.PASS):
            st.metric(verdict.value.capitalize(), report.count(verdict), width="content")
    words.subheader(_statement(report), anchor=False)


def show_reasons(report: ReadinessReport) -> None:
    """Each verdict with its reason and how far people agree, weakest first, as a table."""
    roles = [role for role in Role if any(role in e.roles for e in report.elements)]
    rows = [
        {
            "Element": element.label,
            "Verdict": element.gate.verdict.value,
            "Why": element.gate.reason,
            "People": _people(element, roles),
            "How far they agree": _agreement(element),
        }
        for element in report.weakest_first
    ]
    tones = {verdict.value: look().tone(verdict.value) for verdict in Verdict}
    reading_table(rows, "The verdict on each element, why, and how far people agree", tones)
    rule = instrument().scoring.gate
    pass_at, fail_at = percent(rule.pass_at), percent(rule.fail_at)
    st.caption(
        "An element passes when both executives and advisors reach the standard with a probability "
        f"of at least {pass_at}, fails when one of them does with at most {fail_at}, and is "
        "undecided otherwise. Those cuts are this product's convention. One element cannot make "
        "up for another, so there is no overall score."
    )


def show_other_items(report: ReadinessReport) -> None:
    """Single questions beside the seven S: leadership, silos and the like, role by role."""
    shown = False
    for module in instrument().modules.values():
        items = [item for item in module.items if item.id in report.items]
        if not items:
            continue
        shown = True
        st.markdown(f"**{module.label}**")
        st.markdown("\n".join(f"- {_item(item, report.items[item.id])}" for item in items))
    if not shown:
        st.caption("No single question has been answered by enough people of one role yet.")


def show_hidden(report: ReadinessReport) -> None:
    """Which roles are not shown, and why; nothing when all are."""
    if report.hidden:
        st.markdown("**What is not shown, and why**")
        st.markdown("\n".join(f"- {reason}" for reason in report.hidden.values()))


def _statement(report: ReadinessReport) -> str:
    """What the verdicts come to; the counts that the sentence begins with stand beside it."""
    said = report.overall.partition(": ")[2]
    return f"{said[0].upper()}{said[1:]}."


def _people(element: ElementFinding, roles: list[Role]) -> str:
    counts = {role: element.roles[role].scores.people for role in roles if role in element.roles}
    return ", ".join(f"{role.label} {n}" for role, n in counts.items() if n) or "Too few"


def _agreement(element: ElementFinding) -> str:
    """The agreement of the two roles of the gate; it takes more people than a score does."""
    said = [
        finding.agreement.words.replace("They", role.label, 1)
        for role in instrument().scoring.gate.roles
        if (finding := element.roles.get(role)) and finding.agreement
    ]
    least = instrument().scoring.people_for_agreement
    return " ".join(said) or f"Told from {least} people of a role."


def _item(item: Item, scores: dict[Role, Estimate]) -> str:
    answers = "".join(
        f"\n  - {role.label} {told(score)}, {score.n} people: nearest to “{_nearest(item, score)}”"
        for role, score in scores.items()
    )
    return f"{item.wording(WORDED_FOR_ALL)}{answers}"


def _nearest(item: Item, score: Estimate) -> str:
    """The answer that a mean is nearest to; where the first is the best, scores were turned."""
    levels = tuple(reversed(item.anchors)) if item.reverse else item.anchors
    return levels[round(score.value) - 1]
