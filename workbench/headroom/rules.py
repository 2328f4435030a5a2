"""Rules that the calibration and the pilot hold themselves to, as data with their source."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import yaml
from pydantic import Field, TypeAdapter

from workbench.evidence.defaults import ASSETS
from workbench.frozen import Frozen


class Rule(Frozen):
    """A number that somebody chose, and why."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = Field(min_length=3)
    unit: str = Field(min_length=1)
    value: float
    source: str = Field(min_length=3)
    as_of: date


@cache
def rules(name: str) -> Mapping[str, Rule]:
    """The rules of `assets/<name>.yaml` by id, in their order.

    Raises ValueError when one is there twice.
    """
    text = (ASSETS / f"{name}.yaml").read_text(encoding="utf-8")
    found = TypeAdapter(list[Rule]).validate_python(yaml.safe_load(text))
    by_id = {rule.id: rule for rule in found}
    if len(by_id) < len(found):
        raise ValueError(f"{name}.yaml holds a rule twice; accepted: each once")
    return by_id
