"""A version of the workshop's pilot: its plan, its lot and its results as they were saved."""

from datetime import datetime

from pydantic import Field, JsonValue

from workbench.frozen import Frozen


class SavedPilot(Frozen):
    """A version, counted from 1; the document is what the pilot designer reads back."""

    version: int = Field(ge=1)
    document: dict[str, JsonValue]
    saved_at: datetime
