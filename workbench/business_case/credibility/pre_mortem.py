"""The pre-mortem: it is two years later and the case has failed; why, and where would it show?

Klein (2007), "Performing a project premortem", Harvard Business Review 85(9), 18-19.
"""

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from workbench.business_case.credibility.words import Name, Sentence
from workbench.evidence.defaults import ASSETS
from workbench.frozen import Frozen

FEWEST_CAUSES = 5
MOST_CAUSES = 30


class Cause(Frozen):
    """One reason why the case may fail: the figure that it would break, and an early sign of it.

    `breaks` is the id of an assumption of the register, or of a driver's input.
    """

    why: Sentence
    breaks: str
    early_sign: Sentence
    watched_by: Name


def suggested_causes() -> tuple[Cause, ...]:
    """Causes to start from; they are data, and meant to be replaced by one's own."""
    return _read(ASSETS / "business_case" / "pre_mortem.yaml")


def causes_short(causes: Collection[Cause]) -> str:
    """What is missing until the pre-mortem counts as one; empty when nothing is."""
    found = len(causes)
    if found >= FEWEST_CAUSES:
        return ""
    named = "no cause" if not found else "one cause" if found == 1 else f"{found} causes"
    return f"The pre-mortem names {named} of failure; a board expects at least {FEWEST_CAUSES}"


def unknown_figures(causes: Iterable[Cause], known: Collection[str]) -> tuple[Cause, ...]:
    """The causes that point at a figure which the case does not have."""
    return tuple(cause for cause in causes if cause.breaks not in known)


@cache
def _read(path: Path) -> tuple[Cause, ...]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        return TypeAdapter(tuple[Cause, ...]).validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ", ".join(str(part) for part in first["loc"])
        raise ValueError(f"{path.name}: entry {place}: {first['msg']}") from error
