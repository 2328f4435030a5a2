"""Where the database is: an embedded file unless `HEADROOM_DATABASE_URL` says otherwise."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from workbench.storage.errors import DatabaseUnavailable

VARIABLE = "HEADROOM_DATABASE_URL"
DEFAULT_FILE = Path(__file__).parents[2] / "data" / "headroom.db"
ACCEPTED = "accepted: sqlite:////path/to/headroom.db or postgresql://user:password@host/database"
POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True)
class Address:
    """An address that the product can open."""

    url: URL

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is an embedded file."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The embedded file; None for a server, and for SQLite's own `file:` form."""
        name = self.url.database or ""
        return Path(name) if self.is_sqlite and not name.startswith("file:") else None

    @property
    def told(self) -> str:
        """Where it is, for a person; never with the password."""
        return f"It is at {self.file or self.url.render_as_string(hide_password=True)}."


def read_address(given: str | None = None) -> Address:
    """The address given, else the one in the environment, else the default file.

    Raises DatabaseUnavailable when it is not one that the product can open.
    """
    text = given or os.environ.get(VARIABLE) or ""
    if not text:
        return Address(URL.create("sqlite", database=str(DEFAULT_FILE)))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUnavailable(
            f"The database address cannot be read; {ACCEPTED}. Change {VARIABLE}."
        ) from error
    if url.drivername in POSTGRES:
        return Address(url.set(drivername="postgresql+psycopg"))
    if url.drivername != "sqlite":
        raise DatabaseUnavailable(
            f"The database address starts with {url.drivername}; {ACCEPTED}. Change {VARIABLE}."
        )
    if url.database in (None, "", ":memory:"):
        raise DatabaseUnavailable(
            f"The database address names no file, so nothing would be kept; {ACCEPTED}. "
            f"Change {VARIABLE}."
        )
    return Address(url)
