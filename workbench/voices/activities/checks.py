"""Checking what a step's page sent, whatever the activity; and filling a page again."""

from collections.abc import Iterable

from workbench.voices.activities import (
    approve,
    closing,
    effort_impact,
    pairs,
    quadratic,
    stances,
    statements,
    touchpoint,
)
from workbench.voices.activities.material import Material
from workbench.voices.answers import Answer
from workbench.voices.checking import Checked, Raw, Refusal
from workbench.workshop.agenda import STEP_FORM, Activity
from workbench.workshop.roles import Role

CARDS = frozenset(
    {Activity.STANCES, Activity.PAIRWISE, Activity.EFFORT_IMPACT, Activity.TOUCHPOINTS}
)
"""Activities that send one card at a time."""


def form_of(step: str, card: str = "") -> str:
    """The name under which a step's answers are stored."""
    return f"{STEP_FORM}{step}/{card}" if card else f"{STEP_FORM}{step}"


def card_of(form: str) -> str:
    """The card that a stored form is about; empty when it is about the whole step."""
    return form.partition("/")[2]


def check(raw: Raw, material: Material, role: Role, card: str = "") -> Checked:  # noqa: ARG001
    """The answers that a page sent, or what is wrong with each field.

    `card` is the statement, change, touchpoint or pair that the page is about. Every role reads
    and answers a step alike; which roles may is the room's to say.
    """
    match material.activity:
        case Activity.STATEMENTS:
            return statements.check(raw, material)
        case Activity.STANCES:
            return stances.check(raw, material, card)
        case Activity.APPROVE:
            return approve.check(raw, material)
        case Activity.QUADRATIC:
            return quadratic.check(raw, material)
        case Activity.PAIRWISE:
            return pairs.check(raw, material, card)
        case Activity.EFFORT_IMPACT:
            return effort_impact.check(raw, material, card)
        case Activity.TOUCHPOINTS:
            return touchpoint.check(raw, material, card)
        case Activity.CLOSING:
            return closing.check(raw, material)
        case _:
            nothing = "This step asks nothing on a phone."
            return Checked(refusals=(Refusal(field="", question="", what=nothing),))


def fields_of(answers: Iterable[Answer], activity: Activity) -> dict[str, object]:
    """The fields of stored answers, so that a page can be filled again."""
    if activity is Activity.APPROVE:
        return {approve.APPROVE: [answer.item for answer in answers]}
    before = quadratic.VOTES if activity is Activity.QUADRATIC else ""
    return {before + answer.item: answer.value for answer in answers}
