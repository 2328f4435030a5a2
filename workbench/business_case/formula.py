"""The language of a row: arithmetic over names, the year and the row's previous year.

A formula holds + - * / ** and parentheses, min and max of two or more, `prev(row)` for a row's
value a year earlier (0 in year 0), names, and the numbers 0 and 1; every other figure must be a
named assumption. One formula serves several notations: it is evaluated, read aloud, and written as
a spreadsheet formula.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

YEAR = "year"
PREVIOUS = "prev"
RESERVED = frozenset({YEAR, PREVIOUS, "min", "max"})

Operator = Literal["+", "-", "*", "/", "**"]
Choice = Literal["min", "max"]

_OPERATORS: dict[type[ast.operator], Operator] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_CHOICES: dict[str, Choice] = {"min": "min", "max": "max"}

T = TypeVar("T")


class Notation(Protocol[T]):
    """What the parts of a formula become."""

    def number(self, value: int) -> T:
        """The number 0 or 1."""

    def name(self, name: str) -> T:
        """A name of this year."""

    def previous(self, row: str) -> T:
        """A row's value a year earlier."""

    def negative(self, operand: T) -> T:
        """The operand with its sign changed."""

    def combined(self, operator: Operator, left: T, right: T) -> T:
        """Two operands joined."""

    def chosen(self, choice: Choice, parts: Sequence[T]) -> T:
        """The smallest or largest part."""


@dataclass(frozen=True)
class Formula:
    """A parsed formula, the names it uses, and the rows whose previous year it uses."""

    text: str
    names: frozenset[str]
    previous: frozenset[str]
    tree: ast.expr = field(repr=False, compare=False)

    def write(self, notation: Notation[T]) -> T:
        """The formula in a notation."""
        return _write(self.tree, notation)


def parse(text: str) -> Formula:
    """Read a formula; raises ValueError that says at which column what is not accepted."""
    flat = " ".join(text.split())
    try:
        tree = ast.parse(flat, mode="eval").body
    except (SyntaxError, ValueError) as error:
        column = getattr(error, "offset", None) or 1
        raise ValueError(f"column {column} of {flat!r}: not a formula") from error
    names: set[str] = set()
    previous: set[str] = set()
    _check(tree, flat, names, previous)
    return Formula(flat, frozenset(names), frozenset(previous), tree)


def _check(node: ast.expr, text: str, names: set[str], previous: set[str]) -> None:
    match node:
        case ast.Constant(value=int(number)) if type(number) is int and number in (0, 1):
            pass
        case ast.Name(id=name) if name not in RESERVED or name == YEAR:
            names.add(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _check(operand, text, names, previous)
        case ast.BinOp(op=operator, left=left, right=right) if type(operator) in _OPERATORS:
            _check(left, text, names, previous)
            _check(right, text, names, previous)
        case ast.Call(func=ast.Name(id="prev"), args=[ast.Name(id=row)], keywords=[]):
            previous.add(row)
        case ast.Call(func=ast.Name(id="min" | "max"), args=[_, _, *_] as parts, keywords=[]):
            for part in parts:
                _check(part, text, names, previous)
        case _:
            raise ValueError(
                f"column {node.col_offset + 1} of {text!r}: {ast.unparse(node)!r} is not accepted; "
                "accepted: + - * / ** and parentheses, min(a, b), max(a, b), prev(row), names, "
                "0 and 1"
            )


def _write(node: ast.expr, notation: Notation[T]) -> T:
    match node:
        case ast.Constant(value=int(number)):
            return notation.number(number)
        case ast.Name(id=name):
            return notation.name(name)
        case ast.UnaryOp(operand=operand):
            return notation.negative(_write(operand, notation))
        case ast.BinOp(op=operator, left=left, right=right):
            sides = _write(left, notation), _write(right, notation)
            return notation.combined(_OPERATORS[type(operator)], *sides)
        case ast.Call(func=ast.Name(id="prev"), args=[ast.Name(id=row)]):
            return notation.previous(row)
        case ast.Call(func=ast.Name(id=choice), args=parts):
            return notation.chosen(_CHOICES[choice], [_write(part, notation) for part in parts])
    raise AssertionError(f"{ast.unparse(node)!r} passed the check but has no meaning")


@dataclass(frozen=True)
class Written:
    """Text of part of a formula, with how tightly its last operator binds."""

    text: str
    binding: int

    def within(self, binding: int) -> str:
        """The text, in parentheses unless it binds at least this tightly."""
        return self.text if self.binding >= binding else f"({self.text})"


_BINDING: dict[Operator, int] = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}
_ATOM = 4
_WORDS: dict[Operator, str] = {
    "+": " + ",
    "-": " − ",
    "*": " × ",
    "/": " ÷ ",
    "**": " to the power of ",
}
_CELLS: dict[Operator, str] = {"+": "+", "-": "-", "*": "*", "/": "/", "**": "^"}


@dataclass(frozen=True)
class Text:
    """A formula as text: what each name and each previous row is called, and the signs between."""

    names: Mapping[str, str]
    earlier: Mapping[str, str]
    signs: Mapping[Operator, str]
    choices: Mapping[Choice, str]
    separator: str
    minus: str

    def number(self, value: int) -> Written:
        """0 or 1."""
        return Written(str(value), _ATOM)

    def name(self, name: str) -> Written:
        """What the name is called."""
        return Written(self.names[name], _ATOM)

    def previous(self, row: str) -> Written:
        """What the row's previous year is called."""
        return Written(self.earlier[row], _ATOM)

    def negative(self, operand: Written) -> Written:
        """In parentheses: spreadsheets bind a leading minus more tightly than a power."""
        return Written(f"({self.minus}{operand.within(_ATOM)})", _ATOM)

    def combined(self, operator: Operator, left: Written, right: Written) -> Written:
        """Both sides with the parentheses that every reader and spreadsheet needs."""
        binding = _BINDING[operator]
        first = left.within(_ATOM if operator == "**" else binding)
        second = right.within(binding if operator in ("+", "*") else binding + 1)
        return Written(f"{first}{self.signs[operator]}{second}", binding)

    def chosen(self, choice: Choice, parts: Sequence[Written]) -> Written:
        """As a function of the parts."""
        return Written(
            f"{self.choices[choice]}({self.separator.join(part.text for part in parts)})", _ATOM
        )


def in_words(
    formula: Formula, names: Mapping[str, str], earlier: Mapping[str, str] | None = None
) -> str:
    """The formula read aloud, "leavers avoided × replacement cost", by what each name is called."""
    before = earlier or {row: f"{name} a year earlier" for row, name in names.items()}
    choices: dict[Choice, str] = {"min": "the smaller of ", "max": "the larger of "}
    return formula.write(Text(names, before, _WORDS, choices, " and ", "−")).text


def in_cells(formula: Formula, cells: Mapping[str, str], earlier: Mapping[str, str]) -> str:
    """The formula for a spreadsheet, without the equals sign, by the cell or name of each name."""
    choices: dict[Choice, str] = {"min": "MIN", "max": "MAX"}
    return formula.write(Text(cells, earlier, _CELLS, choices, ",", "-")).text
