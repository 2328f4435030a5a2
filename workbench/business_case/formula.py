"""The language of a row: arithmetic over names, the month and the row's previous month.

A formula holds + - * / ** and parentheses, min and max of two or more, names, and the numbers 0, 1
and 12 (the months of a year); every other figure must be a named assumption. `prev(row)` is a row's
value a month earlier (0 in month 0). A model is run twice, without and with the change:
`without(row)` is the row of the run without, `saved(row)` the run without less the run with,
`gained(row)` the other way round. One formula serves several notations: it is evaluated, read
aloud, and written as a spreadsheet formula.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol, TypeVar

MONTH = "month"
PREVIOUS = "prev"
WITHOUT, SAVED, GAINED = "without", "saved", "gained"
RESERVED = frozenset({MONTH, PREVIOUS, WITHOUT, SAVED, GAINED, "min", "max"})
NUMBERS = (0, 1, 12)

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
        """The number 0, 1 or 12."""

    def name(self, name: str) -> T:
        """A name of this month."""

    def previous(self, row: str) -> T:
        """A row's value a month earlier."""

    def without(self, row: str) -> T:
        """A row's value this month in the run without the change."""

    def negative(self, operand: T) -> T:
        """The operand with its sign changed."""

    def combined(self, operator: Operator, left: T, right: T) -> T:
        """Two operands joined."""

    def chosen(self, choice: Choice, parts: Sequence[T]) -> T:
        """The smallest or largest part."""


@dataclass(frozen=True)
class Formula:
    """A parsed formula and the names it uses.

    `names` are those of this month in the formula's own run, `previous` the rows whose month before
    it uses, `compared` those of the run without.
    """

    text: str
    names: frozenset[str]
    previous: frozenset[str]
    compared: frozenset[str]
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
    used = _Used(set(), set(), set())
    _check(tree, flat, used)
    names, previous, compared = map(frozenset, used)
    return Formula(flat, names, previous, compared, tree)


class _Used(NamedTuple):
    names: set[str]
    previous: set[str]
    compared: set[str]


def _check(node: ast.expr, text: str, used: _Used) -> None:
    match node:
        case ast.Constant(value=int(number)) if type(number) is int and number in NUMBERS:
            pass
        case ast.Name(id=name) if name not in RESERVED or name == MONTH:
            used.names.add(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _check(operand, text, used)
        case ast.BinOp(op=operator, left=left, right=right) if type(operator) in _OPERATORS:
            _check(left, text, used)
            _check(right, text, used)
        case ast.Call(func=ast.Name(id="prev"), args=[ast.Name(id=row)], keywords=[]):
            used.previous.add(row)
        case ast.Call(func=ast.Name(id="without"), args=[ast.Name(id=row)], keywords=[]):
            used.compared.add(row)
        case ast.Call(func=ast.Name(id="saved" | "gained"), args=[ast.Name(id=row)], keywords=[]):
            used.names.add(row)
            used.compared.add(row)
        case ast.Call(func=ast.Name(id="min" | "max"), args=[_, _, *_] as parts, keywords=[]):
            for part in parts:
                _check(part, text, used)
        case _:
            raise ValueError(
                f"column {node.col_offset + 1} of {text!r}: {ast.unparse(node)!r} is not accepted; "
                "accepted: + - * / ** and parentheses, min(a, b), max(a, b), prev(row), "
                "without(row), saved(row), gained(row), names, 0, 1 and 12"
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
        case ast.Call(func=ast.Name(id="without"), args=[ast.Name(id=row)]):
            return notation.without(row)
        case ast.Call(func=ast.Name(id="saved"), args=[ast.Name(id=row)]):
            return notation.combined("-", notation.without(row), notation.name(row))
        case ast.Call(func=ast.Name(id="gained"), args=[ast.Name(id=row)]):
            return notation.combined("-", notation.name(row), notation.without(row))
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
    """A formula as text: what each name is called, now, earlier and without; the signs between."""

    names: Mapping[str, str]
    earlier: Mapping[str, str]
    compared: Mapping[str, str]
    signs: Mapping[Operator, str]
    choices: Mapping[Choice, str]
    separator: str
    minus: str

    def number(self, value: int) -> Written:
        """0, 1 or 12."""
        return Written(str(value), _ATOM)

    def name(self, name: str) -> Written:
        """What the name is called."""
        return Written(self.names[name], _ATOM)

    def previous(self, row: str) -> Written:
        """What the row's previous month is called."""
        return Written(self.earlier[row], _ATOM)

    def without(self, row: str) -> Written:
        """What the row is called in the run without the change."""
        return Written(self.compared[row], _ATOM)

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
    formula: Formula,
    names: Mapping[str, str],
    earlier: Mapping[str, str] | None = None,
    compared: Mapping[str, str] | None = None,
) -> str:
    """The formula read aloud, "leavers avoided × replacement cost", by what each name is called."""
    before = earlier or {row: f"{name} a month earlier" for row, name in names.items()}
    apart = compared or {row: f"{name} without the change" for row, name in names.items()}
    choices: dict[Choice, str] = {"min": "the smaller of ", "max": "the larger of "}
    return formula.write(Text(names, before, apart, _WORDS, choices, " and ", "−")).text


def in_cells(
    formula: Formula,
    cells: Mapping[str, str],
    earlier: Mapping[str, str],
    compared: Mapping[str, str],
) -> str:
    """The formula for a spreadsheet, without the equals sign, by the cell or name of each name."""
    choices: dict[Choice, str] = {"min": "MIN", "max": "MAX"}
    return formula.write(Text(cells, earlier, compared, _CELLS, choices, ",", "-")).text
