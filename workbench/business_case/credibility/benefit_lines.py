"""A benefit as its owner is asked to sign it: what it comes to, and the figures behind it."""

from collections.abc import Iterable, Mapping

from workbench.business_case.case import Case
from workbench.business_case.lineage import behind
from workbench.business_case.rows import HEADLINE, RowKind, Tier
from workbench.evidence.assumptions import Assumption, Register
from workbench.frozen import Frozen


class FigureBehind(Frozen):
    """A figure as it stood: its range, and who answers for it."""

    id: str
    label: str
    unit: str
    p10: float
    p50: float
    p90: float


class BenefitLine(Frozen):
    """A benefit by year, year 0 first, in the workshop's currency, with its owner."""

    id: str
    label: str
    tier: Tier
    owner: str
    ledger: str
    amounts: tuple[float, ...]
    present_value: float
    figures: tuple[FigureBehind, ...]

    @property
    def counts(self) -> bool:
        """Whether it is in the headline and comes to anything."""
        return self.tier in HEADLINE and any(self.amounts)


def benefit_lines(case: Case, held: Register, owners: Mapping[str, str]) -> tuple[BenefitLine, ...]:
    """The benefits of a case that come to anything, with the owners that the workshop has named.

    `held` is the register that the case was built on; a line without a named owner has the one
    that the row suggests.
    """
    return tuple(
        BenefitLine(
            id=line.row.id,
            label=line.row.label,
            tier=line.row.tier,
            owner=owners.get(line.row.id, line.row.owner),
            ledger=line.row.ledger,
            amounts=line.yearly,
            present_value=line.present_value,
            figures=figures_behind(
                held[key] for key in behind(case.rows, line.row.id) if key in held
            ),
        )
        for line in case.of_kind(RowKind.BENEFIT)
        if line.row.tier is not None and any(line.yearly)
    )


def figures_behind(assumptions: Iterable[Assumption]) -> tuple[FigureBehind, ...]:
    """The ranges of assumptions as they stand."""
    return tuple(
        FigureBehind(id=a.id, label=a.label, unit=a.unit, p10=a.p10, p50=a.p50, p90=a.p90)
        for a in assumptions
    )
