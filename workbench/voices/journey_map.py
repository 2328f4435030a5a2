"""The touchpoints of a workshop: what cards ask about, and who owns each."""

from pydantic import Field, field_validator

from workbench.frozen import Frozen
from workbench.voices.codebook import Label
from workbench.voices.instrument import Instrument

MOST_TOUCHPOINTS = 20


class Touchpoint(Frozen):
    """One step of the journey: what it is called, what belongs to it, and who owns it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,23}$")
    label: Label
    meaning: str = Field(default="", max_length=200)
    owner: str = Field(default="", max_length=120)


class JourneyMap(Frozen):
    """The touchpoints in the order in which a customer meets them."""

    touchpoints: tuple[Touchpoint, ...] = Field(min_length=1, max_length=MOST_TOUCHPOINTS)

    @field_validator("touchpoints")
    @classmethod
    def _once_each(cls, touchpoints: tuple[Touchpoint, ...]) -> tuple[Touchpoint, ...]:
        names = [one.label.casefold() for one in touchpoints]
        for what, values in (("id", [one.id for one in touchpoints]), ("name", names)):
            twice = [value for value in values if values.count(value) > 1]
            if twice:
                raise ValueError(f"the {what} {twice[0]} is there twice; accepted: once")
        return touchpoints

    def owned(self, owners: dict[str, str]) -> "JourneyMap":
        """The map with other owners, by touchpoint."""
        return JourneyMap(
            touchpoints=tuple(
                Touchpoint.model_validate(
                    one.model_dump() | {"owner": owners.get(one.id, one.owner).strip()}
                )
                for one in self.touchpoints
            )
        )


def journey_of(instrument: Instrument) -> JourneyMap:
    """The journey that every workshop starts from: the steps of the questionnaire, unowned."""
    return JourneyMap(
        touchpoints=tuple(
            Touchpoint(id=step.id, label=step.label, meaning=step.meaning)
            for step in instrument.steps
        )
    )
