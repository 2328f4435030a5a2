"""What the invented company's other functions ask for, and what there is to give."""

from functools import cache
from typing import Any

import yaml

from workbench.business_case.bids import Bid, Funding, Range
from workbench.demo.description import FOLDER


@cache
def demo_bids() -> tuple[Bid, ...]:
    """The bids in `assets/demo`; raises ValueError (pydantic's) when one does not hold."""
    return tuple(
        Bid(**{**bid, **{field: _ranges(bid[field]) for field in ("costs", "benefits")}})
        for bid in _content()["bids"]
    )


@cache
def demo_funding() -> Funding:
    """What there is to give."""
    return Funding.model_validate(_content()["funding"])


def _ranges(amounts: list[list[float]]) -> tuple[Range, ...]:
    return tuple(Range(p10=low, p50=base, p90=high) for low, base, high in amounts)


def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / "bids.yaml").read_text(encoding="utf-8"))
    return content
