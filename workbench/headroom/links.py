"""How one thing in the contact centre changes another: the links, their grades and sources."""

from enum import StrEnum
from functools import cache
from typing import Self

import yaml
from pydantic import Field, TypeAdapter, model_validator

from workbench.evidence.defaults import ASSETS
from workbench.evidence.grades import Grade
from workbench.frozen import Frozen


class LinkId(StrEnum):
    """The links; the values are the ids in `assets/links.yaml`."""

    ENFORCEMENT_TIME = "enforcement_time"
    PRESSURE_TIME = "pressure_time"
    STANDARD_OF_CARE = "standard_of_care"
    TIME_RESOLUTION = "time_resolution"
    LOAD_QUALITY = "load_quality"
    INVESTED_TIME = "invested_time"
    LEARNING = "learning"
    RESOLUTION_SATISFACTION = "resolution_satisfaction"
    WAITS_SATISFACTION = "waits_satisfaction"
    OCCUPANCY_STRAIN = "occupancy_strain"
    MONITORING_STRAIN = "monitoring_strain"
    STRAIN_ATTRITION = "strain_attrition"


class Evidence(StrEnum):
    """Which links are switched on."""

    ALL = "all"
    TESTED_ONLY = "tested only"
    NONE = "none"

    @property
    def label(self) -> str:
        """The switch in words."""
        return LABELS[self]


LABELS = {
    Evidence.ALL: "All links",
    Evidence.TESTED_ONLY: "Links of grade A to C only",
    Evidence.NONE: "No behaviour: the queue alone",
}


class Link(Frozen):
    """A behavioural link: what changes what, how, and how sure we are.

    `mechanism` is one plain sentence, `formula` its form, `parameters` the assumptions in it.
    """

    id: LinkId
    name: str = Field(min_length=3)
    mechanism: str = Field(min_length=3)
    formula: str = Field(min_length=3)
    parameters: tuple[str, ...]
    grade: Grade
    source: str = Field(min_length=3)
    contradicted_by: str = Field(min_length=3)


class _Links(Frozen):
    links: tuple[Link, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if [link.id for link in self.links] != list(LinkId):
            raise ValueError(f"links.yaml must hold each of {', '.join(LinkId)} in this order")
        return self


@cache
def links() -> tuple[Link, ...]:
    """Every link, from `assets/links.yaml`, in the order in which they act."""
    text = (ASSETS / "links.yaml").read_text(encoding="utf-8")
    found = TypeAdapter(tuple[Link, ...]).validate_python(yaml.safe_load(text))
    return _Links(links=found).links


@cache
def switched_on(evidence: Evidence) -> frozenset[LinkId]:
    """The links that act under a switch; the others stay at today's value."""
    if evidence is Evidence.NONE:
        return frozenset()
    return frozenset(link.id for link in links() if evidence is Evidence.ALL or link.grade.tested)
