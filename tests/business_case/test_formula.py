"""The row language: what it accepts, and that its three notations say the same."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.business_case.arithmetic import compiled
from workbench.business_case.formula import Formula, in_cells, in_words, parse

REFUSED = [
    ("a + 2", 5, "'2'"),
    ("a + 1.0", 5, "'1.0'"),
    ("saved(a * b)", 1, "saved"),
    ("without", 1, "'without'"),
    ("True", 1, "'True'"),
    ("a.b", 1, "'a.b'"),
    ("a[0]", 1, r"'a\[0\]'"),
    ("sum(a, b)", 1, r"'sum\(a, b\)'"),
    ("min(a)", 1, r"'min\(a\)'"),
    ("min(a, *b)", 8, r"'\*b'"),
    ("max(a, b, key=c)", 1, "max"),
    ("prev(a + b)", 1, "prev"),
    ("prev", 1, "'prev'"),
    ("a if b else c", 1, "if"),
    ("a // b", 1, "'a // b'"),
    ("a % b", 1, "'a % b'"),
    ("+a", 1, r"'\+a'"),
    ("a < b", 1, "'a < b'"),
    ("a and b", 1, "'a and b'"),
    ("lambda: a", 1, "lambda"),
    ("'a'", 1, "a"),
    ("(a := b)", 2, "a := b"),
    ("__import__('os').getcwd()", 1, "__import__"),
]


@pytest.mark.parametrize(("text", "column", "part"), REFUSED)
def test_anything_else_is_refused_at_its_place(text: str, column: int, part: str) -> None:
    with pytest.raises(
        ValueError, match=rf"column {column} of .*{part}.*is not accepted; accepted"
    ):
        parse(text)


@pytest.mark.parametrize("text", ["", "a +", "a b", "(a", "a\x00b", "a = b", "2a"])
def test_broken_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a formula"):
        parse(text)


def test_names_and_previous_rows_are_collected() -> None:
    formula = parse("max(0, a - b) *\n prev(c) + month / 12 - saved(d) + without(c)")
    assert formula.text == "max(0, a - b) * prev(c) + month / 12 - saved(d) + without(c)"
    assert formula.names == {"a", "b", "month", "d"}
    assert formula.previous == {"c"}
    assert formula.compared == {"c", "d"}


def test_read_aloud() -> None:
    names = {"a": "leavers today", "b": "leavers later", "c": "cost", "month": "month"}
    assert in_words(parse("(a - b) * c"), names) == "(leavers today − leavers later) × cost"
    assert in_words(parse("max(0, a) / prev(c)"), names) == (
        "the larger of (0 and leavers today) ÷ cost a month earlier"
    )
    assert in_words(parse("(1 + a) ** month"), names) == "(1 + leavers today) to the power of month"
    assert in_words(parse("saved(c)"), names) == "cost without the change − cost"


def test_in_cells() -> None:
    cells = {"a": "wage", "b": "D7"}
    assert in_cells(parse("min(a, b, 1) + prev(b)"), cells, {"b": "C7"}, {}) == "MIN(wage,D7,1)+C7"
    assert in_cells(parse("12 * gained(b)"), cells, {}, {"b": "D3"}) == "12*(D7-D3)"
    assert in_cells(parse("-a ** b"), cells, {}, {}) == "(-(wage^D7))"
    assert in_cells(parse("(-a) ** b"), cells, {}, {}) == "(-wage)^D7"
    assert in_cells(parse("a ** b ** a"), cells, {}, {}) == "wage^(D7^wage)"


class Spreadsheet:
    """Works a spreadsheet formula out with a spreadsheet's own rules of precedence.

    A leading minus binds most tightly, then powers from left to right, then * and /, then + and -.
    """

    def __init__(self, text: str, cells: dict[str, float]) -> None:
        self.tokens = re.findall(r"[A-Za-z_]\w*|\d+|[-+*/^(),]", text)
        self.cells = cells

    def value(self) -> float:
        result = self._sum()
        assert not self.tokens
        return result

    def _sum(self) -> float:
        result = self._product()
        while self.tokens and self.tokens[0] in "+-":
            sign, other = self.tokens.pop(0), self._product()
            result = result + other if sign == "+" else result - other
        return result

    def _product(self) -> float:
        result = self._power()
        while self.tokens and self.tokens[0] in "*/":
            sign, other = self.tokens.pop(0), self._power()
            result = result * other if sign == "*" else result / other
        return result

    def _power(self) -> float:
        result = self._signed()
        while self.tokens and self.tokens[0] == "^":
            self.tokens.pop(0)
            result = float(np.float_power(result, self._signed()))
        return result

    def _signed(self) -> float:
        if self.tokens[0] == "-":
            self.tokens.pop(0)
            return -self._signed()
        return self._atom()

    def _atom(self) -> float:
        token = self.tokens.pop(0)
        if token == "(":
            result = self._sum()
            assert self.tokens.pop(0) == ")"
            return result
        if token in ("MIN", "MAX"):
            assert self.tokens.pop(0) == "("
            parts = [self._sum()]
            while self.tokens.pop(0) == ",":
                parts.append(self._sum())
            return min(parts) if token == "MIN" else max(parts)
        return float(token) if token.isdigit() else self.cells[token]


NAMES = {"a": 0.7, "b": 1.3, "c": 2.1, "d": 0.4}

texts = st.recursive(
    st.sampled_from([*NAMES, "0", "1", "prev(a)", "prev(d)"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["+", "-", "*", "/", "**"]), inner),
        st.builds("{} {} {}".format, inner, st.sampled_from(["+", "-", "*"]), inner),
        st.builds("-{}".format, inner),
        st.builds("min({}, {})".format, inner, inner),
        st.builds("max({}, {}, {})".format, inner, inner, inner),
    ),
    max_leaves=8,
)


def worked_out(formula: Formula, names: Mapping[str, Any]) -> Any:
    code, before = compiled(formula), {"a": 0.2, "d": 0.9}
    values = [np.float64(names[n]) if np.ndim(names[n]) == 0 else names[n] for n in code.names]
    return code.function(*values, *(np.float64(before[name]) for name in code.previous))


def arithmetic(formula: Formula) -> float:
    with np.errstate(all="ignore"):
        return float(worked_out(formula, NAMES))


@given(texts)
def test_evaluation_python_and_the_spreadsheet_agree(text: str) -> None:
    formula = parse(text)
    value = arithmetic(formula)
    if not np.isfinite(value):
        return
    python = text.replace("prev(a)", "0.2").replace("prev(d)", "0.9")
    try:
        expected = eval(python, {"min": min, "max": max}, NAMES)
    except (ZeroDivisionError, OverflowError):
        return  # Something infinite inside, which the smaller or larger of two left out.
    assert value == pytest.approx(expected, rel=1e-9)
    written = in_cells(formula, {name: name for name in NAMES}, {"a": "ea", "d": "ed"}, {})
    cells = NAMES | {"ea": 0.2, "ed": 0.9}
    with np.errstate(all="ignore"):
        assert Spreadsheet(written, cells).value() == pytest.approx(value, rel=1e-9)


@given(texts)
def test_many_cases_are_each_case_alone(text: str) -> None:
    formula, other = parse(text), {name: 1 / value for name, value in NAMES.items()}
    both = {name: np.array([NAMES[name], other[name]]) for name in NAMES}
    with np.errstate(all="ignore"):
        together = np.broadcast_to(worked_out(formula, both), 2)
        alone = [float(worked_out(formula, each)) for each in (NAMES, other)]
    assert together == pytest.approx(alone, nan_ok=True)
