"""What is wrong with a file, told so that somebody can mend it."""

from collections.abc import Sequence
from typing import NamedTuple

MOST_TOLD = 20
LONGEST_QUOTE = 40


class Problem(NamedTuple):
    """One thing that is wrong, with the row as a spreadsheet counts it (the header is row 1)."""

    message: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        row = f"Row {self.row}" if self.row else ""
        column = f"“{self.column}”" if self.column else ""
        place = ", ".join(part for part in (row, column) if part)
        return f"{place}: {self.message}" if place else self.message


class UnreadableFile(ValueError):
    """A file that was refused as a whole; nothing of it was used.

    `problems` holds up to twenty of them, in the order of the file.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems[:MOST_TOLD])
        told = [str(problem) for problem in self.problems]
        if len(problems) > MOST_TOLD:
            told.append(f"Only the first {MOST_TOLD} problems are listed.")
        super().__init__("\n".join(told))


def shortened(cell: str) -> str:
    """What a cell holds, short and printable, for a message."""
    shown = "".join(letter if letter.isprintable() else "·" for letter in cell.strip())
    return f"{shown[:LONGEST_QUOTE]}{'…' if len(shown) > LONGEST_QUOTE else ''}"


def quoted(cell: str) -> str:
    """The same in quotation marks."""
    return f"“{shortened(cell)}”"
