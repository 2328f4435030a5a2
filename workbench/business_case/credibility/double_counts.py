"""What is claimed twice: two projects that put one effect down to themselves.

A pool is a cause that can be removed once (repeat contacts, customers who leave). Within one case
the model takes each effect from what the others leave, so its own lines cannot count it twice; what
several projects claim of one pool is added up, and more than the whole is refused.
"""

from collections import defaultdict
from collections.abc import Iterable

from pydantic import Field

from workbench.business_case.money import percent
from workbench.frozen import Frozen
from workbench.workshop.title import Title

WHOLE = 1.0
_ROUNDING = 1e-9


class Claim(Frozen):
    """What a project claims of a pool: by which line, and which share (0 to 1) of the effect."""

    project: Title
    line: str
    pool: Title
    share: float = Field(default=WHOLE, ge=0, le=1)

    @property
    def told(self) -> str:
        """The share in words."""
        return percent(self.share)


class Clash(Frozen):
    """A pool that is claimed for more than the whole, and the sentence that says so."""

    pool: str
    projects: tuple[str, ...]
    says: str


def clashes(claims: Iterable[Claim]) -> tuple[Clash, ...]:
    """Every pool that several projects claim for more than the whole between them."""
    by_pool: dict[str, dict[str, float]] = defaultdict(dict)
    for claim in claims:
        of_pool = by_pool[claim.pool]
        of_pool[claim.project] = max(of_pool.get(claim.project, 0.0), claim.share)
    found = []
    for pool, shares in by_pool.items():
        total = sum(shares.values())
        if len(shares) > 1 and total > WHOLE + _ROUNDING:
            named = " and ".join(f"{name} ({percent(share)})" for name, share in shares.items())
            says = (
                f"{named} together claim {percent(total)} of the effect on “{pool}”; accepted: "
                "100% between them. Lower a share, or leave one of them out"
            )
            found.append(Clash(pool=pool, projects=tuple(shares), says=says))
    return tuple(found)
