"""A scenario of the simulator under a name."""

from datetime import datetime

from pydantic import JsonValue

from workbench.frozen import Frozen
from workbench.workshop.title import Title


class SavedScenario(Frozen):
    """A named scenario; the document is what the simulator reads back."""

    name: Title
    document: dict[str, JsonValue]
    saved_at: datetime
