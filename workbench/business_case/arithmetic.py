"""Formulas as functions of numbers or arrays, each read once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.business_case.formula import NUMBERS, Choice, Formula, Operator

FloatArray = NDArray[np.float64]
Value = float | FloatArray

NOW, EARLIER, APART = "now_", "earlier_", "without_"


@dataclass(frozen=True)
class Compiled:
    """A function of the values of names, of previous months and of the run without, in order."""

    names: tuple[str, ...]
    previous: tuple[str, ...]
    compared: tuple[str, ...]
    function: Callable[..., Any]


@lru_cache(maxsize=4096)
def compiled(formula: Formula) -> Compiled:
    """The formula as a function; division by zero gives infinity or not a number."""
    names, previous, compared = map(
        tuple, map(sorted, (formula.names, formula.previous, formula.compared))
    )
    called = [
        *(NOW + name for name in names),
        *(EARLIER + name for name in previous),
        *(APART + name for name in compared),
    ]
    source = f"lambda {', '.join(called)}: {formula.write(_Code())}"
    # The formula has been checked part by part: names, numbers, operators and the two choices.
    function = eval(source, dict(_KNOWN))
    return Compiled(names, previous, compared, function)


class _Code:
    """A formula as Python text."""

    def number(self, value: int) -> str:
        return f"number_{value}"

    def name(self, name: str) -> str:
        return NOW + name

    def previous(self, row: str) -> str:
        return EARLIER + row

    def without(self, row: str) -> str:
        return APART + row

    def negative(self, operand: str) -> str:
        return f"(-{operand})"

    def combined(self, operator: Operator, left: str, right: str) -> str:
        return f"power({left}, {right})" if operator == "**" else f"({left} {operator} {right})"

    def chosen(self, choice: Choice, parts: Sequence[str]) -> str:
        return reduce(lambda left, right: f"{choice}imum({left}, {right})", parts)


def _power(base: Value, exponent: Value) -> Any:
    """By way of logarithms where the base is above zero, which is several times faster."""
    if np.min(base) > 0:
        return np.exp(exponent * np.log(base))
    return np.float_power(base, exponent)


_KNOWN: dict[str, Any] = {
    "__builtins__": {},
    "power": _power,
    "minimum": np.minimum,
    "maximum": np.maximum,
    **{f"number_{number}": np.float64(number) for number in NUMBERS},
}
