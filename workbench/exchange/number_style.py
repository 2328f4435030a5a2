"""How a file writes numbers: decimal point or comma, and thousands when they are unmistakable."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from workbench.exchange.problems import quoted

_SIGN = r"[+-]?"
_WHOLE = re.compile(_SIGN + r"[0-9]+")
_ONE_MARK = re.compile(_SIGN + r"(?P<head>[0-9]*)(?P<mark>[.,])(?P<tail>[0-9]+)")
_THOUSANDS = re.compile(_SIGN + r"[0-9]{1,3}(?P<mark>[.,])[0-9]{3}(?:(?P=mark)[0-9]{3})+")
_BOTH = re.compile(
    _SIGN + r"[0-9]{1,3}(?P<thousands>[.,])[0-9]{3}(?:(?P=thousands)[0-9]{3})*(?P<mark>[.,])[0-9]+"
)
_SPACED = re.compile(_SIGN + r"[0-9]{1,3}(?:[ \u00a0\u202f'’][0-9]{3})+(?:[.,][0-9]+)?")
_SPACES = re.compile(r"[ \u00a0\u202f'’]")
_OTHER = {".": ",", ",": "."}
_MARK_NAMES = {".": "point", ",": "comma"}


class NumberStyle(NamedTuple):
    """The decimal mark that the file uses, and a cell that proves it."""

    mark: str | None
    proof: str = ""

    def read(self, cell: str) -> float:
        """The number in a cell. Raises ValueError saying what is wrong and what is accepted."""
        text = _tidy(cell)
        if _WHOLE.fullmatch(text):
            return float(text)
        mark = _decimal_mark(text)
        if mark is None and not _is_ambiguous(text):
            raise ValueError(f"{quoted(cell)} is not a number; accepted: a number such as 1234.5")
        if self.mark is None:
            whole = re.sub(r"[.,]", "", text)
            raise ValueError(
                f"{quoted(cell)} can be read in two ways, as {whole} or as "
                f"{text.replace(',', '.')}; accepted: numbers without thousands separators"
            )
        if mark not in (None, self.mark):
            raise ValueError(
                f"{quoted(cell)} has a decimal {_MARK_NAMES[_OTHER[self.mark]]}, but "
                f"{quoted(self.proof)} elsewhere has a decimal {_MARK_NAMES[self.mark]}; "
                "accepted: one of the two in the whole file"
            )
        return float(text.replace(_OTHER[self.mark], "").replace(self.mark, "."))


def number_style(cells: Iterable[str]) -> NumberStyle:
    """The style that the numbers of a file prove; without proof no mark is assumed."""
    for cell in cells:
        mark = _decimal_mark(_tidy(cell))
        if mark is not None:
            return NumberStyle(mark, cell)
    return NumberStyle(None)


def _tidy(cell: str) -> str:
    text = cell.strip()
    return _SPACES.sub("", text) if _SPACED.fullmatch(text) else text


def _decimal_mark(text: str) -> str | None:
    """The decimal mark that a number proves: by itself, or by its thousands separators."""
    if match := _THOUSANDS.fullmatch(text):
        return _OTHER[match["mark"]]
    if match := _BOTH.fullmatch(text):
        return None if match["mark"] == match["thousands"] else match["mark"]
    match = _ONE_MARK.fullmatch(text)
    return None if match is None or _is_ambiguous(text) else match["mark"]


def _is_ambiguous(text: str) -> bool:
    match = _ONE_MARK.fullmatch(text)
    if match is None:
        return False
    head, tail = match["head"], match["tail"]
    return len(tail) == 3 and 1 <= len(head) <= 3 and not head.startswith("0")
