"""How long a workshop is kept: the day on which it is erased, set at creation and held to."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml

from workbench.frozen import Frozen
from workbench.workshop.workshop import Workshop

FILE = Path(__file__).parents[2] / "assets" / "retention.yaml"
KEPT, ANNOUNCED, REHEARSAL = "days_kept", "days_announced", "days_rehearsal_kept"


class Days(Frozen):
    """A number of days with what is accepted and where it comes from."""

    id: str
    label: str
    unit: str
    value: int
    lowest: int
    highest: int
    source: str
    as_of: date


class Erased(Frozen):
    """A workshop that was erased because its day had come; all that is left of it."""

    name: str
    organisation: str
    planned: date
    at: datetime


@cache
def retention() -> Mapping[str, Days]:
    """The periods by their id."""
    found = (Days.model_validate(entry) for entry in yaml.safe_load(FILE.read_text("utf-8")))
    return {days.id: days for days in found}


def day_of_erasure(created: datetime, days: int) -> date:
    """The day on which a workshop that is kept for so many days is erased."""
    return created.date() + timedelta(days=days)


def days_kept(workshop: Workshop) -> int | None:
    """For how many days a workshop is kept; None when nobody has set an end."""
    if workshop.erase_on is None:
        return None
    return (workshop.erase_on - workshop.created_at.date()).days


def problems_of_retention(days: int | None) -> dict[str, str]:
    """What is wrong with a number of days to keep a workshop, by field."""
    accepted = retention()[KEPT]
    if days is not None and accepted.lowest <= days <= accepted.highest:
        return {}
    given = "It is empty" if days is None else f"It is {days:,}"
    return {"days_kept": f"{given}; accepted: {accepted.lowest:,} to {accepted.highest:,} days."}


def days_left(workshop: Workshop, today: date) -> int | None:
    """The days until a workshop is erased, once that is to be announced; else None."""
    if workshop.erase_on is None:
        return None
    left = (workshop.erase_on - today).days
    return max(0, left) if left <= retention()[ANNOUNCED].value else None
