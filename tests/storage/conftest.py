"""The databases of `tests.databases`, for every test here."""

from tests.databases import (
    database_url,
    postgres_server,
    postgres_url,
    sqlite_store,
    sqlite_url,
    store,
)

__all__ = [
    "database_url",
    "postgres_server",
    "postgres_url",
    "sqlite_store",
    "sqlite_url",
    "store",
]
