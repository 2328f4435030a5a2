"""The base of every domain model: immutable, and closed to unknown fields."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, PlainSerializer


class Frozen(BaseModel):
    """A value: it cannot change after construction and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Member = TypeVar("Member", bound=str)
OrderedSet = Annotated[frozenset[Member], PlainSerializer(sorted, when_used="json")]
"""A set that is written in the order of its words, so that the same set is always the same text."""
