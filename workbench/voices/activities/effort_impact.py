"""Effort and impact of a change, 1 to 5 each: what to do first, and what to leave."""

from collections.abc import Mapping
from enum import StrEnum

from workbench.frozen import Frozen
from workbench.voices.activities.material import Material
from workbench.voices.activities.reading import Reading, gone
from workbench.voices.answers import Answer
from workbench.voices.checking import Checked, Raw
from workbench.voices.estimates import Estimate, mean_interval
from workbench.voices.histograms import Histogram

EFFORT, IMPACT = "effort", "impact"
LOWEST, HIGHEST = 1, 5
MIDDLE = 3.0
SPREAD_FLOOR = 0.25
"""Levels: the smallest standard deviation that is believed, as for the 7S scores."""


class Field(StrEnum):
    """Where a change stands; `OPEN` when an interval crosses the middle of its scale."""

    QUICK = "do first"
    BIG = "plan well"
    SMALL = "when there is time"
    LEAVE = "leave"
    OPEN = "not settled"


class Placed(Frozen):
    """A change by its mean effort and impact (levels 1 to 5), with 95% intervals."""

    id: str
    effort: Estimate
    impact: Estimate
    field: Field


def check(raw: Raw, material: Material, card: str) -> Checked:
    """The effort and the impact of one change."""
    change = material.card(card)
    if change is None:
        return gone(card)
    reading = Reading(raw, [EFFORT, IMPACT])
    answers = []
    for field, question in ((EFFORT, "Effort:"), (IMPACT, "Impact:")):
        level = reading.number(field, question, LOWEST, HIGHEST)
        if level is not None:
            answers.append(Answer(item=field, value=level))
    return reading.checked(answers)


def placed(effort: Mapping[str, Histogram], impact: Mapping[str, Histogram]) -> tuple[Placed, ...]:
    """The changes that both were said of by at least two people, by impact less effort."""
    found = []
    for change in effort.keys() & impact.keys():
        if min(effort[change].people, impact[change].people) < 2:
            continue
        own = (
            mean_interval(told.values, LOWEST, HIGHEST, SPREAD_FLOOR)
            for told in (effort[change], impact[change])
        )
        costs, brings = own
        found.append(Placed(id=change, effort=costs, impact=brings, field=_field(costs, brings)))
    return tuple(sorted(found, key=lambda one: (one.effort.value - one.impact.value, one.id)))


def _field(effort: Estimate, impact: Estimate) -> Field:
    if any(one.low <= MIDDLE <= one.high for one in (effort, impact)):
        return Field.OPEN
    if impact.value > MIDDLE:
        return Field.BIG if effort.value > MIDDLE else Field.QUICK
    return Field.LEAVE if effort.value > MIDDLE else Field.SMALL
