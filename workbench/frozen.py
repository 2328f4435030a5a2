"""The base of every domain model: immutable, and closed to unknown fields."""

from collections.abc import Mapping
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, PlainSerializer


class Frozen(BaseModel):
    """A value: it cannot change after construction and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The same value with other fields; what was worked out of the old ones is forgotten."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


Member = TypeVar("Member", bound=str)
OrderedSet = Annotated[frozenset[Member], PlainSerializer(sorted, when_used="json")]
"""A set that is written in the order of its words, so that the same set is always the same text."""
