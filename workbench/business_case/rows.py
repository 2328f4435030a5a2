"""The lines of a business case as data: benefits, costs and the figures they are made of."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from workbench.business_case.formula import MONTH, RESERVED, Formula, parse
from workbench.evidence.defaults import ASSETS, default_assumptions
from workbench.frozen import Frozen

MONEY = "{currency}"
TODAY, WITH = "_today", "_with"
FALLS_AFTER = "falls_after"
CONVENTIONS = {
    "referral_as_margin": "1 where referred customers count by their margin, else 0",
    FALLS_AFTER: "years from today to when the flow is taken to fall",
}
"""Names that the conventions of a case supply, with what each is called."""


class RowKind(StrEnum):
    """What a row is to the net flow: plus, minus, or what those are made of.

    A driver is an effect of the change: it is zero in the run without. A state is worked out in
    both runs. A memo is a working figure.
    """

    BENEFIT = "benefit"
    COST = "cost"
    DRIVER = "driver"
    STATE = "state"
    MEMO = "memo"


IN_BOTH_RUNS = (RowKind.DRIVER, RowKind.STATE)


class Tier(StrEnum):
    """How much of a benefit reaches the bank account; only the first two make the headline."""

    CASH = "cash-releasing"
    SIGNED = "signed avoidance"
    CAPACITY = "capacity"
    STRATEGIC = "strategic"
    EXPECTED = "expected loss"

    @property
    def meaning(self) -> str:
        """The tier in words."""
        return MEANINGS[self]


MEANINGS = {
    Tier.CASH: "spend that stops, or margin that reaches the bank",
    Tier.SIGNED: "planned spend that the owner of the budget gives up by signature",
    Tier.CAPACITY: "time set free that no budget gives up",
    Tier.STRATEGIC: "value that rests on what customers do later",
    Tier.EXPECTED: "losses that come seldom, at how often times how much",
}
HEADLINE = (Tier.CASH, Tier.SIGNED)


class Result(Frozen):
    """A figure that the simulator gives for today and with the scenario."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    label: str = Field(min_length=3)
    unit: str = Field(min_length=1)

    def names(self) -> dict[str, str]:
        """The two names that formulas use, with what each is called."""
        return {
            self.id + TODAY: f"{self.label} today",
            self.id + WITH: f"{self.label} with the scenario",
        }


class Row(Frozen):
    """One line, with its formula for a month; a benefit has a tier, each amount has a ledger line.

    Money is in today's currency unit, positive for benefits and for costs. `source` says why the
    line is counted the way it is. `pools` of a driver or a benefit are the causes that it claims:
    two cannot claim one. `pool` of a benefit is the state it is saved from: it cannot save more
    than that costs without the change. `haircut` is by how much a Total Economic Impact study would
    take the line down (a benefit) or up (a cost) for risk.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = Field(min_length=3)
    kind: RowKind
    unit: str = MONEY
    tier: Tier | None = None
    owner: str = ""
    ledger: str = ""
    formula: str
    source: str = ""
    pools: tuple[str, ...] = ()
    pool: str = ""
    haircut: float = Field(default=0.0, ge=0, le=1)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.tier is not None) != (self.kind is RowKind.BENEFIT):
            raise ValueError("a benefit needs a tier, and nothing else has one")
        if self.pools and self.kind not in (RowKind.DRIVER, RowKind.BENEFIT):
            raise ValueError("only a driver or a benefit claims pools of causes")
        if self.pool and self.kind is not RowKind.BENEFIT:
            raise ValueError("only a benefit is saved from a pool")
        if self.kind in (RowKind.BENEFIT, RowKind.COST):
            if self.unit != MONEY:
                raise ValueError(f"a {self.kind} is money: unit {self.unit!r}, accepted {MONEY!r}")
            if missing := [n for n in ("owner", "ledger", "source") if not getattr(self, n)]:
                raise ValueError(f"a {self.kind} needs {' and '.join(missing)}")
        _ = self.parsed
        return self

    @cached_property
    def parsed(self) -> Formula:
        """The formula, read; raises ValueError naming the place."""
        return parse(self.formula)


class Rows(Frozen):
    """The simulator's results and the lines in the order in which they are worked out.

    A formula may use assumptions, results, the month, rows above it, and any row's previous month;
    benefits, costs and memos may also compare the two runs of a state.
    """

    results: tuple[Result, ...]
    rows: tuple[Row, ...]

    @property
    def result_names(self) -> dict[str, str]:
        """The names that the simulator supplies, with what each is called."""
        return {name: label for result in self.results for name, label in result.names().items()}

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The ids of the assumptions that the formulas use, in order of first use."""
        own = {row.id for row in self.rows} | set(self.result_names) | {MONTH}
        own |= set(CONVENTIONS)
        used = (name for row in self.rows for name in sorted(row.parsed.names - own))
        return tuple(dict.fromkeys(used))

    def results_of(self, today: object, scenario: object) -> dict[str, Any]:
        """The results by name, from two outcomes that have them as attributes."""
        return {
            result.id + ending: getattr(outcome, result.id)
            for result in self.results
            for ending, outcome in ((TODAY, today), (WITH, scenario))
        }

    def of_kind(self, kind: RowKind) -> tuple[Row, ...]:
        """The rows of a kind, in order."""
        return tuple(row for row in self.rows if row.kind is kind)

    @cached_property
    def driven(self) -> frozenset[str]:
        """The rows that differ between the two runs: drivers and what rests on them."""
        found = {row.id for row in self.rows if row.kind is RowKind.DRIVER}
        while True:
            more = {
                row.id
                for row in self.rows
                if (row.parsed.names | row.parsed.previous) & found or row.parsed.compared
            }
            if more <= found:
                return frozenset(found)
            found |= more

    @cached_property
    def blocks(self) -> tuple[tuple[Row, ...], ...]:
        """The rows in order, those that look at each other's previous month in one block."""
        place = {row.id: position for position, row in enumerate(self.rows)}
        blocks: list[tuple[Row, ...]] = []
        start = 0
        while start < len(self.rows):
            end, position = start, start
            while position <= end:
                ahead = [place[name] for name in self.rows[position].parsed.previous]
                end = max([end, *ahead])
                position += 1
            blocks.append(self.rows[start : end + 1])
            start = end + 1
        return tuple(blocks)

    def looks_back(self, block: tuple[Row, ...]) -> bool:
        """Whether a block has to be worked out month by month."""
        return any(row.parsed.previous & {other.id for other in block} for row in block)

    def check(self, assumptions: Collection[str]) -> None:
        """Raises ValueError naming the row whose formula uses a name that does not exist yet."""
        rows = [row.id for row in self.rows]
        outside = {**dict.fromkeys(assumptions, "an assumption"), MONTH: "the month"}
        outside |= dict.fromkeys(self.result_names, "a result of the simulator")
        outside |= dict.fromkeys(CONVENTIONS, "a convention")
        known = set(outside)
        for row in self.rows:
            if row.id in RESERVED or row.id in outside or rows.count(row.id) > 1:
                raise ValueError(f"row {row.id}: the name is taken; accepted: a name used once")
            if unknown := row.parsed.names - known:
                name = min(unknown)
                reason = "stands further down" if name in rows else "is not known"
                raise ValueError(
                    f"row {row.id}: {name!r} {reason}; accepted: assumptions, results of the "
                    "simulator, month and rows above"
                )
            if unknown := row.parsed.previous - set(rows):
                raise ValueError(f"row {row.id}: prev({min(unknown)}) is not a row")
            self._check_runs(row)
            known.add(row.id)

    def _check_runs(self, row: Row) -> None:
        kinds = {each.id: each.kind for each in self.rows}
        if row.kind in IN_BOTH_RUNS:
            if row.parsed.compared:
                raise ValueError(f"row {row.id}: a {row.kind} lives in one run; it compares two")
            for name in sorted((row.parsed.names | row.parsed.previous) & self.driven):
                if kinds[name] not in IN_BOTH_RUNS:
                    raise ValueError(
                        f"row {row.id}: {name!r} is worked out once, after the two runs; accepted: "
                        "drivers, states and memos that no driver moves"
                    )
        for name in sorted(row.parsed.compared):
            if kinds.get(name) is not RowKind.STATE:
                raise ValueError(f"row {row.id}: {name!r} is no state, so it has no run without")
        if row.pool and kinds.get(row.pool) is not RowKind.STATE:
            raise ValueError(f"row {row.id}: its pool {row.pool!r} is no state")


def read_rows(path: Path, assumptions: Collection[str]) -> Rows:
    """Rows from a YAML file, checked; raises ValueError naming the file, the row and the place."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        rows = Rows.model_validate(content)
        rows.check(assumptions)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{path.name}: {_place(first['loc'], content)}: {first['msg']}") from error
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error
    return rows


@cache
def default_rows() -> Rows:
    """The lines that the product ships with, over its default assumptions."""
    known = [assumption.id for assumption in default_assumptions()]
    return read_rows(ASSETS / "business_case" / "rows.yaml", known)


def labels(rows: Rows, assumption_labels: Mapping[str, str]) -> dict[str, str]:
    """What each name of a formula is called when it is read aloud."""
    spoken = {key: _inside_a_sentence(label) for key, label in assumption_labels.items()}
    spoken |= {row.id: _inside_a_sentence(row.label) for row in rows.rows}
    return spoken | rows.result_names | CONVENTIONS | {MONTH: MONTH}


def _inside_a_sentence(label: str) -> str:
    return label if label[1:2].isupper() else label[0].lower() + label[1:]


def _place(location: tuple[int | str, ...], content: Any) -> str:
    section, *rest = location or ("the file",)
    if not rest or not isinstance(rest[0], int):
        return str(section)
    entry = content[section][rest[0]]
    name = entry.get("id", rest[0]) if isinstance(entry, dict) else rest[0]
    return " ".join(str(part) for part in (str(section).removesuffix("s"), name, *rest[1:]))
