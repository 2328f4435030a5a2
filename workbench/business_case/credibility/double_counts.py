"""What is claimed twice: two lines that draw on one pool of money for one cause.

A pool is what a saving is taken from (a budget line, the customers who would leave). Lines may
share a pool when the model takes one after the other from what is left; a claim of the whole pool
by more than one project, or of more than there is, is refused.
"""

from collections import defaultdict
from collections.abc import Iterable

from pydantic import Field

from workbench.business_case.money import percent
from workbench.frozen import Frozen

WHOLE = 1.0
_ROUNDING = 1e-9


class Claim(Frozen):
    """What one line takes: the pool, the cause by which it does, and the share of the effect.

    `share` (0 to 1) is how much of the effect on the pool this line puts down to itself; `project`
    is whose line it is. `apart` says why the model cannot count it twice with another line of the
    same project, and is empty when it can.
    """

    line: str
    label: str
    project: str
    pool: str
    cause: str
    share: float = Field(default=WHOLE, ge=0, le=1)
    apart: str = ""


class Clash(Frozen):
    """A pool that is claimed twice for one cause, in a sentence, and the lines that claim it."""

    pool: str
    cause: str
    lines: tuple[str, ...]
    says: str


def clashes(claims: Iterable[Claim]) -> tuple[Clash, ...]:
    """Every pool and cause that is claimed for more than the whole."""
    by_cause: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_cause[claim.pool, claim.cause].append(claim)
    found = []
    for (pool, cause), same in by_cause.items():
        open_to_it = [claim for claim in same if not claim.apart]
        total = sum(claim.share for claim in open_to_it)
        if len(open_to_it) > 1 and total > WHOLE + _ROUNDING:
            named = " and ".join(f"“{claim.label}” ({claim.project})" for claim in open_to_it)
            found.append(
                Clash(
                    pool=pool,
                    cause=cause,
                    lines=tuple(claim.line for claim in open_to_it),
                    says=f"{named} claim {percent(total)} of the effect of {cause} on {pool}; "
                    "accepted: 100% between them. Lower a share, or leave one of them out",
                )
            )
    return tuple(found)
