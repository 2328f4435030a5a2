"""What is wrong with a change that somebody typed into the register, field by field."""

import math
from itertools import pairwise

from workbench.evidence.assumptions import Assumption
from workbench.evidence.units import figure_in_words

SOURCE_LETTERS, OWNER_LETTERS = (3, 500), (2, 120)


def problems_of_edit(
    before: Assumption,
    values: dict[str, float | None],
    source: str,
    owner: str,
    currency: str,
) -> dict[str, str]:
    """What is wrong, by field: p10, p50, p90, source, owner; empty when all is well.

    `values` are in the assumption's own unit, so a share is from 0 to 1.
    """
    found = {}
    for field, value in values.items():
        if told := _of_value(before, value, currency):
            found[field] = told
    if not found:
        found |= _of_order(before, values, currency)
    return found | problems_of_text(source, owner)


def problems_of_text(source: str, owner: str) -> dict[str, str]:
    """What is wrong with the words of a change, by field: source, owner."""
    found = {}
    for field, text, (least, most) in (
        ("source", source, SOURCE_LETTERS),
        ("owner", owner, OWNER_LETTERS),
    ):
        letters = len(text.strip())
        if not least <= letters <= most:
            given = f"It has {letters:,} letters" if letters else "It is empty"
            found[field] = f"{given}; accepted: {least} to {most} letters."
    return found


def _of_value(before: Assumption, value: float | None, currency: str) -> str | None:
    if value is None or not math.isfinite(value):
        return "It is empty; accepted: a number."
    if before.lowest <= value <= before.highest:
        return None
    given, low, high = (
        figure_in_words(number, before.unit, currency)
        for number in (value, before.lowest, before.highest)
    )
    return f"It is {given}; accepted: {low} to {high}."


def _of_order(before: Assumption, values: dict[str, float | None], currency: str) -> dict[str, str]:
    told = {
        field: figure_in_words(value, before.unit, currency)
        for field, value in values.items()
        if value is not None
    }
    fields = list(told)
    for lower, higher in pairwise(fields):
        if (values[lower] or 0.0) > (values[higher] or 0.0):
            return {
                higher: f"It is {told[higher]}, below {lower.upper()} ({told[lower]}); accepted: "
                "P10, P50 and P90 in rising order."
            }
    return {}
