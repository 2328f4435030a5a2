"""The methods behind the figures of the pack, with the publications that they come from."""

from functools import cache

import yaml
from pydantic import Field, TypeAdapter

from workbench.evidence.defaults import ASSETS
from workbench.frozen import Frozen
from workbench.headroom.links import links
from workbench.headroom.scorecard import scorecard


class Method(Frozen):
    """What a publication is used for."""

    used_for: str = Field(min_length=3)
    source: str = Field(min_length=3)


@cache
def methods() -> tuple[Method, ...]:
    """`assets/methods.yaml`, then the links of behaviour and the effect of the scorecard."""
    text = (ASSETS / "methods.yaml").read_text(encoding="utf-8")
    written = TypeAdapter(tuple[Method, ...]).validate_python(yaml.safe_load(text))
    behaviour = (Method(used_for=link.name, source=link.source) for link in links())
    effect = scorecard().effect
    return (*written, *behaviour, Method(used_for="How a scorecard acts", source=effect.source))
