"""The published finance cases, by kind."""

import json
from functools import cache
from typing import Any

import pytest

from workbench.evidence.defaults import ASSETS

Case = dict[str, Any]


@cache
def published() -> tuple[Case, ...]:
    content = json.loads((ASSETS / "validation" / "finance.json").read_text(encoding="utf-8"))
    return tuple(content["cases"])


def of_kind(kind: str) -> list[Any]:
    found = [pytest.param(case, id=case["id"]) for case in published() if case["kind"] == kind]
    assert found, f"no published case of kind {kind}"
    return found


def tolerance(case: Case, measure: str) -> float:
    given = case["tolerance"]
    return float(given[measure] if isinstance(given, dict) else given)
