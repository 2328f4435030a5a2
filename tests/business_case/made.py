"""A register and a simulator made up for tests."""

from collections.abc import Mapping

import numpy as np

from workbench.business_case.arithmetic import Value
from workbench.business_case.rows import Rows, default_rows
from workbench.evidence.assumptions import Assumption, Register, resolve
from workbench.evidence.defaults import default_assumptions

Values = Mapping[str, Value]


def register(**tried: float) -> Register:
    """The default register, with some values tried out."""
    return resolve(default_assumptions()).try_values(tried)


def settled(register: Register, ids: tuple[str, ...] | None = None) -> Register:
    """The register with the range of some assumptions, or of all, shrunk to the P50."""
    keys = tuple(register) if ids is None else ids
    return Register(
        each.with_range(each.p50, each.p50, each.p50) if each.id in keys else each
        for each in register.values()
    )


class Centre:
    """A contact centre that answers in closed form; it counts how often it is asked.

    The scenario adds `extra` of the advisors, keeps `kept` of the attrition and leaves
    `unresolved_with` contacts unresolved instead of 400,000.
    """

    def __init__(
        self, extra: float = 0.04, kept: float = 0.8, unresolved_with: float = 300_000.0
    ) -> None:
        self.extra, self.kept, self.unresolved_with = extra, kept, unresolved_with
        self.asked = 0

    def __call__(self, values: Values) -> dict[str, Value]:
        self.asked += 1
        heads, attrition = np.multiply(values["seats"], 1.8), values["attrition"]
        strain = np.exp(np.multiply(values["strain_attrition"], 0.5))
        more = heads * (1 + self.extra)
        today: dict[str, Value] = {
            "heads": heads,
            "leavers_per_year": heads * attrition,
            "contacts_per_year": np.multiply(values["contacts_per_week"], 52.0),
            "unresolved_per_year": 400_000.0,
            "payroll_per_year": heads * values["wage"],
            "fcr": 0.7,
            "satisfaction": values["satisfaction"],
            "handle_time": values["handle_time"],
        }
        scenario = today | {
            "heads": more,
            "leavers_per_year": more * attrition * self.kept / strain * np.exp(0.11),
            "unresolved_per_year": self.unresolved_with,
            "payroll_per_year": more * values["wage"],
        }
        ends = {f"{name}_today": value for name, value in today.items()}
        return ends | {f"{name}_with": value for name, value in scenario.items()}


class Unchanged(Centre):
    """A scenario that changes nothing."""

    def __call__(self, values: Values) -> dict[str, Value]:
        results = super().__call__(values)
        return {
            name: results[name.removesuffix("_with") + "_today"] if "_with" in name else value
            for name, value in results.items()
        }


def rows() -> Rows:
    """The product's rows."""
    return default_rows()


def assumption(key: str, p10: float, p50: float, p90: float, unit: str = "share") -> Assumption:
    """An assumption that accepts almost anything."""
    some = next(iter(default_assumptions()))
    changed = {
        "id": key, "label": key.replace("_", " ").capitalize(), "unit": unit, "p10": p10,
        "p50": p50, "p90": p90, "lowest": -1e12, "highest": 1e12, "group": "Business case",
    }  # fmt: skip
    return Assumption.model_validate(some.model_dump() | changed)
