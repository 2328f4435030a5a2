"""Fixtures of the page tests: a database of one's own, and pages of an open workshop."""

from pathlib import Path

import pytest

from workbench.storage import Store
from workbench.ui.store import store


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store that pages see in this test: an empty database that no other test has."""
    monkeypatch.setenv("HEADROOM_DATABASE_URL", f"sqlite:///{tmp_path / 'headroom.db'}")
    return store()
