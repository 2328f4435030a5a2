"""The headers of a file's columns, recognised however they are written."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Protocol

from workbench.exchange.problems import Problem, shortened

MOST_LISTED = 12
"""A longer list of headers helps nobody in a message."""
_ALSO = {"p10": "low", "p50": "base", "p90": "high"}


class Named(Protocol):
    """A column of a file: its header, the field that it holds, whether a file must have it."""

    @property
    def header(self) -> str:
        """What it is called in the template."""

    @property
    def field(self) -> str:
        """What it holds."""

    @property
    def is_needed(self) -> bool:
        """Whether a file without it is refused."""


class Headers:
    """The columns of a kind of file, found by their headers."""

    def __init__(self, columns: Sequence[Named]) -> None:
        self.columns = columns
        listed = ", ".join(column.header for column in columns)
        self.accepted = listed if len(columns) <= MOST_LISTED else "the headers of the template"
        self._by_name = {_plain(column.header): column for column in columns}

    def recognised(self, headers: Sequence[str]) -> int:
        """How many of these are headers of such a file."""
        return sum(_plain(header) in self._by_name for header in headers)

    def find(self, headers: Sequence[str], row: int) -> tuple[dict[str, int], list[Problem]]:
        """Where each field stands, and what is wrong with the headers; `row` is theirs."""
        found: dict[str, int] = {}
        problems: list[Problem] = []
        for place, header in enumerate(headers):
            if not header.strip():
                continue
            column = self._by_name.get(_plain(header))
            if column is None:
                near = get_close_matches(_plain(header), self._by_name, n=1)
                hint = f" Is it “{self._by_name[near[0]].header}”?" if near else ""
                told = f"there is no such column; accepted: {self.accepted}.{hint}"
                problems.append(Problem(told, row, shortened(header)))
            elif column.field in found:
                told = "the column is there twice; accepted: once."
                problems.append(Problem(told, row, column.header))
            else:
                found[column.field] = place
        told = "the column is missing; accepted: the headers of the template."
        problems += [
            Problem(told, row, each.header)
            for each in self.columns
            if each.is_needed and each.field not in found
        ]
        return found, problems


def _plain(header: str) -> str:
    words = re.sub(r"[^\w]+", " ", header.casefold().replace("_", " ")).split()
    return " ".join(_ALSO.get(word, word) for word in words)
