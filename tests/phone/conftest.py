"""Fixtures: one store for all, a workshop of its own for each test, and phones."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from starlette.types import ASGIApp

from tests.databases import sqlite_url
from tests.phone.phone import Phone, phone_app
from workbench.storage import Store, open_store
from workbench.workshop.creation import new_workshop
from workbench.workshop.workshop import Workshop

__all__ = ["sqlite_url"]


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that all tests share: each has a workshop of its own in it."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('phones')}/headroom.db") as opened:
        yield opened


@pytest.fixture
def workshop(kept: Store) -> Workshop:
    """A workshop without an agenda."""
    return kept.workshops.create(new_workshop("Spring", "Orla Energy", datetime.now(UTC)))


@pytest.fixture
def app(kept: Store) -> ASGIApp:
    """The routes of the phones."""
    return phone_app(lambda: kept)


@pytest.fixture
def new_phone(app: ASGIApp) -> Callable[..., Phone]:
    """Another phone: `new_phone()`, or `new_phone(keeps_cookies=False)`."""
    return lambda **how: Phone(app, **how)


@pytest.fixture
def phone(app: ASGIApp) -> Phone:
    """A phone."""
    return Phone(app)
