"""Half-hours (or quarters, or hours) of a contact centre, as its telephone system reports them."""

from datetime import datetime
from typing import Self

from pydantic import Field, model_validator

from workbench.frozen import Frozen


class OperationsInterval(Frozen):
    """One interval in which the centre was open.

    `start` is the time on the clock of the centre, with its offset from universal time where that
    is known; the interval lasts `minutes`. `contacts` were offered, `abandoned` of them gave up and
    `in_time` of them were answered within the threshold. `handle_time` is the mean per answered
    contact in minutes, `wait` the mean of all contacts in seconds, `seats` advisors on the rota.
    """

    start: datetime
    minutes: float = Field(gt=0, le=60)
    contacts: int = Field(ge=0)
    abandoned: int = Field(ge=0)
    handle_time: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    wait: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    seats: float = Field(gt=0, allow_inf_nan=False)
    in_time: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.abandoned > self.contacts:
            raise ValueError(
                f"{self.start:%Y-%m-%d %H:%M}: {self.abandoned} abandoned of {self.contacts} "
                f"contacts; accepted: at most as many as there were contacts"
            )
        if self.contacts > self.abandoned and self.handle_time is None:
            raise ValueError(
                f"{self.start:%Y-%m-%d %H:%M}: {self.contacts - self.abandoned} contacts were "
                f"answered without a handle time; accepted: a handle time where contacts were "
                f"answered"
            )
        return self
