"""Approval: each person picks up to so many changes, five unless the step says otherwise."""

from collections.abc import Mapping, Sequence

from workbench.voices.activities.material import Material
from workbench.voices.activities.ranking import Ranked, ranked
from workbench.voices.activities.reading import Reading
from workbench.voices.answers import Answer
from workbench.voices.checking import Checked, Raw, shown
from workbench.voices.estimates import wilson

APPROVE = "approve"


def check(raw: Raw, material: Material) -> Checked:
    """The changes that a person picks."""
    reading = Reading(raw, [APPROVE])
    sent = raw.get(APPROVE)
    picked = [sent] if isinstance(sent, str) and sent else sent or []
    known = {card.id for card in material.cards}
    accepted = f"Accepted: up to {material.budget} different ones of the list."
    question = "Your picks:"
    if not isinstance(picked, list | tuple):
        reading.refuse(APPROVE, question, f"{shown(sent)} was sent.", accepted)
        return reading.checked([])
    if wrong := [pick for pick in picked if not isinstance(pick, str) or pick not in known]:
        reading.refuse(APPROVE, question, f"{shown(wrong[0])} is not in the list.", accepted)
    elif len(set(picked)) < len(picked):
        reading.refuse(APPROVE, question, "The same one was picked twice.", accepted)
    elif len(picked) > material.budget:
        reading.refuse(APPROVE, question, f"{len(picked)} were picked.", accepted)
    return reading.checked([Answer(item=pick, value=1) for pick in picked if pick in known])


def tally(picks: Mapping[str, int], people: int, changes: Sequence[str]) -> tuple[Ranked, ...]:
    """The share of people who picked each change, with its Wilson interval, highest first.

    `picks` are people by change, `people` everybody who picked at all.
    """
    if not people:
        return ()
    return ranked({change: wilson(picks.get(change, 0), people) for change in changes})
