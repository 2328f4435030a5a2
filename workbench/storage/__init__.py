"""The only place that knows SQL."""

from workbench.storage.errors import DatabaseUnavailable, NotSaved
from workbench.storage.opening import open_store
from workbench.storage.store import Store

__all__ = ["DatabaseUnavailable", "NotSaved", "Store", "open_store"]
