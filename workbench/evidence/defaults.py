"""The product's default values: data files with unit, value, source and date."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from workbench.evidence.assumptions import Assumption

ASSETS = Path(__file__).parents[2] / "assets"


@cache
def default_assumptions() -> tuple[Assumption, ...]:
    """Every default assumption, in the order of the files in `assets/assumptions`.

    Raises ValueError naming the file and the assumption when an entry is not valid or an id
    appears twice.
    """
    found: dict[str, Assumption] = {}
    for path in sorted((ASSETS / "assumptions").glob("*.yaml")):
        for assumption in _read(path):
            if assumption.id in found:
                raise ValueError(f"{path.name}: {assumption.id} is defined twice")
            found[assumption.id] = assumption
    return tuple(found.values())


@cache
def retired_assumptions() -> frozenset[str]:
    """The ids of assumptions of earlier versions: what was said of them is passed over."""
    path = ASSETS / "retired_assumptions.yaml"
    return frozenset(entry["id"] for entry in yaml.safe_load(path.read_text(encoding="utf-8")))


def _read(path: Path) -> list[Assumption]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        return TypeAdapter(list[Assumption]).validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        where, what = first["loc"][0], first["msg"]
        name = content[where].get("id", f"entry {where}") if isinstance(where, int) else where
        raise ValueError(f"{path.name}: {name}: {what}") from error
