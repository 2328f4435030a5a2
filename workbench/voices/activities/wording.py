"""The wording that activities share: questions, levels and feelings."""

from functools import cache

import yaml
from pydantic import Field

from workbench.evidence.defaults import ASSETS
from workbench.frozen import Frozen
from workbench.voices.activities.material import Choice


class Rating(Frozen):
    """A question with five levels, lowest first."""

    text: str
    levels: tuple[str, ...] = Field(min_length=5, max_length=5)


class Feeling(Frozen):
    """A feeling that can be picked: pleasant, neither or unpleasant."""

    id: str
    label: str
    pleasant: int = Field(ge=-1, le=1)


class TouchpointWording(Frozen):
    """What a touchpoint card asks."""

    satisfaction: Rating
    effort: Rating
    emotion: str
    feelings: tuple[Feeling, ...]
    moment: str
    words: str


class EffortImpactWording(Frozen):
    """What is asked of a change."""

    effort: Rating
    impact: Rating


class ClosingWording(Frozen):
    """What is asked at the end."""

    worth: Rating
    words: str


class Wording(Frozen):
    """The questions of the activities that are the same in every workshop."""

    touchpoint: TouchpointWording
    effort_impact: EffortImpactWording
    closing: ClosingWording

    @property
    def emotions(self) -> tuple[Choice, ...]:
        """The feelings as cards."""
        return tuple(Choice(id=one.id, text=one.label) for one in self.touchpoint.feelings)


@cache
def wording() -> Wording:
    """The shipped wording. Raises ValueError (pydantic's) when the file does not fit."""
    text = (ASSETS / "activities.yaml").read_text(encoding="utf-8")
    return Wording.model_validate(yaml.safe_load(text)["wording"])
