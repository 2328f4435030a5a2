"""A scenario: what to change, as a value that can be saved, compared and shared as a link."""

import base64
import json
import zlib
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from workbench.frozen import Frozen
from workbench.headroom.links import Evidence
from workbench.headroom.plan import Plan
from workbench.headroom.scorecard import Weights
from workbench.workshop.title import Title

VERSION: Literal[1] = 1
LINK_PREFIX = f"s{VERSION}."
MOST_OVERRIDES = 100
LONGEST_LINK = 4000
LONGEST_TEXT = 20_000
CHECK_DIGITS = 8
LOWEST_OCCUPANCY = 0.3
HIGHEST_OCCUPANCY = 0.98

AssumptionId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class Staffing(StrEnum):
    """What decides how many advisors there are."""

    SAME_HEADS = "same heads"
    OCCUPANCY_TARGET = "occupancy target"


class Scenario(Frozen):
    """The levers of a scenario, and the assumptions tried out with it.

    `weights` is the proposed scorecard and `strictness` (0 to 1) how strictly it is applied.
    `occupancy_target` (share) is given exactly when `staffing` is by occupancy. `off_phone_time` is
    in minutes per shift. `overrides` are values by assumption id that are tried on today and on the
    scenario alike.
    """

    version: Literal[1] = VERSION
    name: Title
    weights: Weights
    strictness: float = Field(ge=0, le=1, allow_inf_nan=False)
    staffing: Staffing = Staffing.SAME_HEADS
    occupancy_target: float | None = Field(
        default=None, ge=LOWEST_OCCUPANCY, le=HIGHEST_OCCUPANCY, allow_inf_nan=False
    )
    off_phone_time: float = Field(ge=0, le=480, allow_inf_nan=False)
    evidence: Evidence = Evidence.ALL
    overrides: dict[AssumptionId, Finite] = Field(default_factory=dict, max_length=MOST_OVERRIDES)
    handle_time_target: float = Field(default=1.0, ge=0.25, le=4, allow_inf_nan=False)
    standard_of_care: float = Field(default=1.0, ge=0.5, le=1.5, allow_inf_nan=False)
    follow_up_share: float | None = Field(default=None, ge=0, le=1, allow_inf_nan=False)
    coaching_share: float | None = Field(default=None, ge=0, le=1, allow_inf_nan=False)
    plan: Plan = Plan()

    @model_validator(mode="after")
    def _one_staffing(self) -> Self:
        by_occupancy = self.staffing is Staffing.OCCUPANCY_TARGET
        if by_occupancy and self.occupancy_target is None:
            raise ValueError(
                f"staffing by occupancy needs a target; accepted: {LOWEST_OCCUPANCY} to "
                f"{HIGHEST_OCCUPANCY}"
            )
        if not by_occupancy and self.occupancy_target is not None:
            raise ValueError("an occupancy target is given, but the staffing is the same heads")
        return self


def encode_link(scenario: Scenario) -> str:
    """The scenario as a short text for a web address.

    Raises ValueError when it is too long, which only a very long list of overrides makes it.
    """
    document = scenario.model_dump_json(exclude_defaults=True)
    body = base64.urlsafe_b64encode(zlib.compress(document.encode(), 9)).decode().rstrip("=")
    link = f"{LINK_PREFIX}{body}.{_check(body)}"
    if len(link) > LONGEST_LINK:
        raise ValueError(
            f"the scenario makes a link of {len(link)} characters, over {LONGEST_LINK}"
        )
    return link


def decode_link(text: str) -> Scenario:
    """The scenario in a link.

    Raises ValueError saying what is wrong when the text is too long, of another version, cut off,
    changed, or holds what a scenario does not have.
    """
    text = text.strip()
    if len(text) > LONGEST_LINK:
        raise ValueError(
            f"this link has {len(text)} characters; a scenario has at most {LONGEST_LINK}"
        )
    if not text.startswith(LINK_PREFIX):
        raise ValueError(f"this is not a link of version {VERSION}; it should start {LINK_PREFIX}")
    body, _, check = text.removeprefix(LINK_PREFIX).rpartition(".")
    if not body or check != _check(body):
        raise ValueError("this link is incomplete or was changed on the way; copy it again in full")
    try:
        packed = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        document = unpacker.decompress(packed, LONGEST_TEXT)
        if not unpacker.eof or unpacker.unused_data:
            raise ValueError
        content = json.loads(document)
    except (ValueError, zlib.error, RecursionError):
        raise ValueError("this link does not hold a scenario") from None
    return read_scenario(content)


def read_scenario(content: object) -> Scenario:
    """A scenario from its saved document.

    Raises ValueError naming the first field that is wrong.
    """
    try:
        return Scenario.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "scenario"
        raise ValueError(f"{where}: {first['msg']}") from None


def _check(body: str) -> str:
    return f"{zlib.crc32((LINK_PREFIX + body).encode()):0{CHECK_DIGITS}x}"
