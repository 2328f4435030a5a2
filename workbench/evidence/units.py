"""Figures as people read them and type them: shares as percentages, amounts with their currency."""

import math

from workbench.evidence.assumptions import SHARE, Assumption

MONEY = "{currency}"
MINUS = "−"
PERCENT = 100.0


def factor(unit: str) -> float:
    """What a stored value is multiplied by to be shown, and a typed one divided by."""
    return PERCENT if _after_number(unit) != unit else 1.0


def unit_in_words(unit: str, currency: str) -> str:
    """What the shown number counts: "% of yearly cost", "EUR per contact", "minutes"."""
    return _after_number(unit).replace(MONEY, currency)


def figure_in_words(value: float, unit: str, currency: str) -> str:
    """A value with its unit: "26%", "GBP 31,500 a year", "6.05 minutes"."""
    number = digits(value * factor(unit))
    if unit.startswith(MONEY):
        sign = MINUS if number.startswith(MINUS) else ""
        return f"{sign}{currency} {number.removeprefix(MINUS)}{unit.removeprefix(MONEY)}"
    words = unit_in_words(unit, currency)
    return f"{number}{words}" if words.startswith("%") else f"{number} {words}"


def value_and_range(low: float, middle: float, high: float, unit: str, currency: str) -> str:
    """A value with its range in brackets: "GBP 5 per contact (2 to 12)"; without one the value."""
    words = figure_in_words(middle, unit, currency)
    if low == high:
        return words
    ends = " to ".join(digits(end * factor(unit)) for end in (low, high))
    return f"{words} ({ends})"


def range_in_words(assumption: Assumption, currency: str) -> str:
    """P10 to P90 with the unit once, or that there is no range."""
    if assumption.p10 == assumption.p90:
        return "no range"
    low, high = (digits(end * factor(assumption.unit)) for end in (assumption.p10, assumption.p90))
    if assumption.unit.startswith(MONEY):
        return f"{low} to {high} {unit_in_words(assumption.unit, currency)}"
    return f"{low} to {figure_in_words(assumption.p90, assumption.unit, currency)}"


def interval_in_words(assumption: Assumption, currency: str) -> str:
    """What a measured figure rests on: "n = 58, 95% interval 10.3 to 16.2 minutes"."""
    if assumption.n is None:
        return ""
    if assumption.interval is None:
        return f"n = {assumption.n}"
    low, high = assumption.interval
    start = digits(low * factor(assumption.unit))
    end = figure_in_words(high, assumption.unit, currency)
    return f"n = {assumption.n}, 95% interval {start} to {end}"


def digits(number: float) -> str:
    """A number to three significant figures or to the unit, without empty decimals."""
    size = abs(number)
    if not math.isfinite(size):
        return "not a number"
    decimals = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 4
    text = f"{size:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{MINUS if number < 0 and text != '0' else ''}{text}"


def typed_value(typed: float | None, unit: str) -> float | None:
    """The stored value of a number that was typed in the shown unit."""
    times = factor(unit)
    if typed is None or times == 1.0:
        return typed
    # The decimals that a division leaves behind must not put 28% above 28%.
    return round(typed / times, 12)


def decimals_to_type(assumption: Assumption) -> int:
    """How many decimals an input for the figure shows: one finer than its step."""
    step = assumption.step * factor(assumption.unit)
    return max(0, 1 - math.floor(math.log10(step) + 1e-9)) if step < 100 else 0


def _after_number(unit: str) -> str:
    """The unit as it follows a shown number: a share of something is per cent of it."""
    if unit == SHARE or unit.startswith(f"{SHARE} of "):
        return f"%{unit.removeprefix(SHARE)}"
    return f"points{unit.removeprefix(SHARE)}" if unit.startswith(f"{SHARE} per ") else unit
