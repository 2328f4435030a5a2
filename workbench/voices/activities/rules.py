"""The rules by which answers of a room become findings, from `assets/activities.yaml`."""

from datetime import date
from functools import cache

import yaml
from pydantic import Field

from workbench.evidence.defaults import ASSETS
from workbench.frozen import Frozen


class _Sourced(Frozen):
    source: str
    as_of: date


class DuplicateRules(_Sourced):
    """From which cosine two texts are shown as perhaps the same, how many pairs, and which words
    do not count.
    """

    cosine: float = Field(gt=0, lt=1)
    most: int = Field(ge=1)
    stop_words: tuple[str, ...]


class ConsensusRules(_Sourced):
    """The z that a statement must exceed, and the share of false discoveries that is accepted."""

    cut_off: float = Field(gt=0)
    false_discoveries: float = Field(gt=0, lt=1)


class GroupRules(_Sourced):
    """When groups of opinion are sought, and when they are believed."""

    people: int = Field(ge=4)
    permutations: int = Field(ge=19)
    significance: float = Field(gt=0, lt=1)
    most_groups: int = Field(ge=2)
    least_votes: int = Field(ge=1)


class StraightLinerRules(_Sourced):
    """How many equal stances make somebody a straight-liner."""

    least_votes: int = Field(ge=2)


class PairwiseRules(_Sourced):
    """How pairs are chosen, and how often participants are drawn anew for the intervals."""

    tau: float = Field(gt=0, le=1)
    alpha: float = Field(gt=0)
    bootstrap: int = Field(ge=100)


class Rules(Frozen):
    """All rules."""

    duplicates: DuplicateRules
    consensus: ConsensusRules
    groups: GroupRules
    straight_liners: StraightLinerRules
    pairwise: PairwiseRules


@cache
def rules() -> Rules:
    """The shipped rules. Raises ValueError (pydantic's) when the file does not fit."""
    text = (ASSETS / "activities.yaml").read_text(encoding="utf-8")
    return Rules.model_validate(yaml.safe_load(text)["rules"])
