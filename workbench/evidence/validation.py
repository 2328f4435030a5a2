"""Cases whose answer is known from elsewhere, and what the engine says to them.

The cases are data in `assets/validation`, with the source of each; the functions that answer them
stand in the package that they check. Tests and the page of checks run the same.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from workbench.evidence.defaults import ASSETS
from workbench.frozen import Frozen

# The three files name the same things differently.
MODEL = ("model", "kind", "measure")
TOLERANCE = ("tolerance_abs", "tolerance", "tol")
STATUS = ("source_status", "provenance")
# In a case of a limit, how far from it the engine may be at the size it is asked for.
AT_SIZE = "finite_N"

Answers = Mapping[str, object]
Answer = Callable[[Mapping[str, Any]], Answers]


class Case(Frozen):
    """One question with its answer: measures by name, a number, a list of numbers or None.

    `tolerance` is the largest error accepted, by measure or one for all; `status` says how the
    expected values are known.
    """

    id: str
    model: str
    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]
    tolerance: float | Mapping[str, float]
    source: str
    status: str

    def accepted(self, measure: str) -> float:
        """The largest error accepted for a measure."""
        if not isinstance(self.tolerance, Mapping):
            return self.tolerance
        return self.tolerance.get(AT_SIZE, self.tolerance.get(measure, 0.0))


@dataclass(frozen=True, slots=True)
class Check:
    """One measure of a case: what was expected, what was found and how far apart they are."""

    case: Case
    measure: str
    expected: object
    found: object
    error: float

    @property
    def accepted(self) -> float:
        """The largest error accepted."""
        return self.case.accepted(self.measure)

    @property
    def agrees(self) -> bool:
        """Whether the error is accepted; rounding of the last digit of a float always is."""
        return bool(self.error <= self.accepted + np.finfo(float).eps)


@cache
def cases(name: str) -> tuple[Case, ...]:
    """The cases of `assets/validation/<name>.json`, in their order."""
    text = (ASSETS / "validation" / f"{name}.json").read_text(encoding="utf-8")
    return tuple(
        Case(
            id=row["id"],
            model=_one_of(row, MODEL),
            inputs=row["inputs"],
            expected=row["expected"],
            tolerance=_one_of(row, TOLERANCE),
            source=row["source"],
            status=_one_of(row, STATUS),
        )
        for row in json.loads(text)["cases"]
    )


def answered(name: str, answers: Mapping[str, Answer]) -> dict[str, tuple[Check, ...]]:
    """Every case of a file that there is an answer for, by id; answers by id or by model."""
    found = {}
    for case in cases(name):
        answer = answers.get(case.id) or answers.get(case.model)
        if answer is not None:
            found[case.id] = checked(case, answer)
    return found


def checked(case: Case, answer: Answer) -> tuple[Check, ...]:
    """A case beside an answer, measure by measure; those that the answer lacks are left out."""
    answers = answer(case.inputs)
    return tuple(
        Check(case, measure, expected, answers[measure], _apart(expected, answers[measure]))
        for measure, expected in case.expected.items()
        if measure in answers
    )


def _one_of(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next(row[name] for name in names if name in row)


def _apart(expected: object, found: object) -> float:
    """The largest difference; infinite where one is a number and the other is not."""
    if expected is None or found is None:
        return 0.0 if expected is found else math.inf
    one, other = np.atleast_1d(np.asarray(expected, float)), np.atleast_1d(np.asarray(found, float))
    if one.shape != other.shape:
        return math.inf
    apart = float(np.max(np.abs(one - other), initial=0.0))
    return math.inf if math.isnan(apart) else apart
