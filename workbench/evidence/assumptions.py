"""Assumptions: every figure that enters a calculation, with range, unit, source and grade."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Self

from pydantic import Field, model_validator

from workbench.evidence.grades import Grade, SourceKind
from workbench.frozen import Frozen

SHARE = "share"


class Assumption(Frozen):
    """A figure with its P10, P50 and P90, and where it comes from.

    `unit` is what the number counts; the unit `share` is a number from 0 to 1 that is shown as a
    percentage, and a unit may hold `{currency}`. `lowest` and `highest` are what is accepted at
    all. `n` and `interval` (95%) are set when the figure was measured.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = Field(min_length=3)
    unit: str = Field(min_length=1)
    group: str = Field(min_length=3)
    p10: float
    p50: float
    p90: float
    lowest: float
    highest: float
    step: float = Field(gt=0)
    source_kind: SourceKind
    source: str = Field(min_length=3)
    owner: str = Field(min_length=2)
    grade: Grade
    as_of: date
    explanation: str = ""
    n: int | None = Field(default=None, ge=1)
    interval: tuple[float, float] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.lowest <= self.p10 <= self.p50 <= self.p90 <= self.highest:
            raise ValueError(
                f"{self.label}: P10 {self.p10:g}, P50 {self.p50:g}, P90 {self.p90:g} must not fall "
                f"and must lie within {self.lowest:g} and {self.highest:g} ({self.unit})"
            )
        return self

    def with_range(self, p10: float, p50: float, p90: float) -> "Assumption":
        """The same assumption with another range; raises ValueError when it is impossible."""
        return Assumption.model_validate(
            self.model_dump() | {"p10": p10, "p50": p50, "p90": p90, "n": None, "interval": None}
        )


class AssumptionEdit(Frozen):
    """A change that a person made in the register, with the reason. Later edits win."""

    assumption_id: str
    p10: float
    p50: float
    p90: float
    source_kind: SourceKind
    source: str = Field(min_length=3, max_length=500)
    owner: str = Field(min_length=2, max_length=120)
    grade: Grade
    as_of: date
    edited_at: datetime


class Register(Mapping[str, Assumption]):
    """All assumptions in force, by id, with what each one replaced."""

    def __init__(
        self,
        assumptions: Iterable[Assumption],
        replaced: Mapping[str, tuple[Assumption, ...]] | None = None,
    ) -> None:
        self._by_id = {assumption.id: assumption for assumption in assumptions}
        self._replaced = dict(replaced or {})

    def __getitem__(self, key: str) -> Assumption:
        try:
            return self._by_id[key]
        except KeyError:
            raise KeyError(f"no assumption is called {key!r}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def value(self, key: str) -> float:
        """The P50 of an assumption."""
        return self[key].p50

    def replaced(self, key: str) -> tuple[Assumption, ...]:
        """What the assumption in force took the place of, oldest first."""
        return self._replaced.get(key, ())

    def try_values(self, overrides: Mapping[str, float]) -> "Register":
        """The register with some values tried out: their range moves along with the P50.

        Raises ValueError when a value lies outside what the assumption accepts, and KeyError when
        no assumption has that id.
        """
        tried = {key: _moved(self[key], value) for key, value in overrides.items()}
        return Register((tried.get(key, self[key]) for key in self), self._replaced)


def _moved(assumption: Assumption, value: float) -> Assumption:
    shift = value - assumption.p50
    low = min(value, max(assumption.lowest, assumption.p10 + shift))
    high = max(value, min(assumption.highest, assumption.p90 + shift))
    return assumption.with_range(low, value, high)


def resolve(
    defaults: Iterable[Assumption],
    measured: Iterable[Assumption] = (),
    edits: Iterable[AssumptionEdit] = (),
    retired: Collection[str] = (),
) -> Register:
    """The register in force: defaults, then measured figures in the order given, then edits.

    Edits of `retired` assumptions, which an earlier version had, are passed over. Raises KeyError
    when a measured figure or another edit names an assumption without a default.
    """
    current = {assumption.id: assumption for assumption in defaults}
    explained = {key: assumption.explanation for key, assumption in current.items()}
    replaced: dict[str, tuple[Assumption, ...]] = {}

    def put(assumption: Assumption) -> None:
        before = current[assumption.id]
        replaced[assumption.id] = (*replaced.get(assumption.id, ()), before)
        current[assumption.id] = assumption

    for assumption in measured:
        put(assumption)
    for edit in edits:
        if edit.assumption_id in retired and edit.assumption_id not in current:
            continue
        # How a figure was measured does not explain what somebody entered in its place.
        put(_edited(current[edit.assumption_id], edit, explained[edit.assumption_id]))
    return Register(current.values(), replaced)


def _edited(assumption: Assumption, edit: AssumptionEdit, explanation: str) -> Assumption:
    changed = edit.model_dump(exclude={"assumption_id", "edited_at"})
    unmeasured = {"n": None, "interval": None, "explanation": explanation}
    return Assumption.model_validate(assumption.model_dump() | changed | unmeasured)
