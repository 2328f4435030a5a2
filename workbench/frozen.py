"""The base of every domain model: immutable, and closed to unknown fields."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: it cannot change after construction and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
