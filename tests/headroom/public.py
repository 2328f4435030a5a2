"""The public queueing cases, by model."""

import json
from functools import cache
from typing import Any

import pytest

from workbench.evidence.defaults import ASSETS

Case = dict[str, Any]


@cache
def published() -> tuple[Case, ...]:
    content = json.loads((ASSETS / "validation" / "queueing.json").read_text(encoding="utf-8"))
    return tuple(content["cases"])


def of_model(model: str) -> list[Any]:
    found = [pytest.param(case, id=case["id"]) for case in published() if case["model"] == model]
    assert found, f"no published case of model {model}"
    return found


def agrees(case: Case, measure: str, value: object) -> bool:
    """Whether a figure is within the case's own tolerance."""
    gap = abs(float(value) - float(case["expected"][measure]))  # type: ignore[arg-type]
    return gap <= float(case["tolerance_abs"][measure])
