"""Who claims to remove what: the drivers of a case, and the bids of other functions beside it."""

from collections.abc import Iterable, Iterator

from workbench.business_case.bids import Bid
from workbench.business_case.case import Case
from workbench.business_case.credibility.double_counts import Claim
from workbench.business_case.rows import RowKind


def claims_of(case: Case, name: str, bids: Iterable[Bid]) -> tuple[Claim, ...]:
    """The claims of a case under its name, and of the bids that can be funded beside it.

    A cause is claimed by a driver that moves something, or a benefit that rests on it; how much of
    it is in the case's conventions. A bid that excludes the case, or is the case itself, is left
    out.
    """
    beside = [
        bid
        for bid in bids
        if bid.scenario is None and name not in bid.excludes and bid.name != name
    ]
    others = tuple(
        Claim(project=bid.name, line=bid.function, pool=_cause(each.cause), share=each.share)
        for bid in beside
        for each in bid.removes
    )
    return (*_own(case, name), *others)


def _own(case: Case, name: str) -> Iterator[Claim]:
    for line in (*case.of_kind(RowKind.DRIVER), *case.of_kind(RowKind.BENEFIT)):
        if not any(line.monthly):
            continue
        share = case.conventions.attribution.get(line.row.id, 1.0)
        for pool in line.row.pools:
            yield Claim(project=name, line=line.row.label, pool=_cause(pool), share=share)


def _cause(name: str) -> str:
    """One spelling for one cause."""
    words = " ".join(name.split())
    return words[:1].upper() + words[1:].casefold()
