"""Signatures of benefit owners: what was signed, and whether the figures still are the same."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from workbench.business_case.credibility.benefit_lines import BenefitLine, FigureBehind
from workbench.business_case.credibility.words import Name, Remark
from workbench.business_case.money import money
from workbench.evidence.units import value_and_range
from workbench.frozen import Frozen
from workbench.workshop.title import Title

SAME = 1e-9
"""Two amounts that differ by less than this share of the larger one are the same."""


class SignOff(Frozen):
    """A signature: who, when, and the line with every figure as it stood then.

    A later signature on the same line of the same scenario takes the place of an earlier one; both
    are kept.
    """

    scenario: Title
    line: BenefitLine
    signed_by: Name
    comment: Remark = ""
    signed_at: datetime


class Signature(Frozen):
    """Where a line stands: the last signature, and what has changed since, in sentences."""

    line: BenefitLine
    signed: SignOff | None = None
    changed: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether the line is signed as it stands."""
        return self.signed is not None and not self.changed


def signatures(
    lines: Sequence[BenefitLine], signed: Iterable[SignOff], scenario: str, currency: str
) -> tuple[Signature, ...]:
    """Each line with the last signature under this scenario, oldest signatures given first."""
    last: Mapping[str, SignOff] = {
        each.line.id: each for each in signed if each.scenario == scenario
    }
    return tuple(
        Signature(line=line)
        if (found := last.get(line.id)) is None
        else Signature(line=line, signed=found, changed=_changed(found.line, line, currency))
        for line in lines
    )


def _changed(then: BenefitLine, now: BenefitLine, currency: str) -> tuple[str, ...]:
    """What is another figure now, in sentences; empty when the signature stands."""
    before = {figure.id: figure for figure in then.figures}
    after = {figure.id: figure for figure in now.figures}
    told = [
        _moved(before.get(key), after.get(key), currency)
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key)
    ]
    if then.owner != now.owner:
        told.append(f"Owner: {then.owner} then, {now.owner} now")
    if then.tier != now.tier:
        told.append(f"Tier: {then.tier} then, {now.tier} now")
    if not _same_amounts(then.amounts, now.amounts):
        told.append(
            f"Present value of the line: {money(then.present_value, currency)} then, "
            f"{money(now.present_value, currency)} now"
        )
    return tuple(told)


def _moved(then: FigureBehind | None, now: FigureBehind | None, currency: str) -> str:
    if then is None and now is not None:
        return f"{now.label}: was not used then, {_words(now, currency)} now"
    if then is not None and now is None:
        return f"{then.label}: {_words(then, currency)} then, is not used now"
    if then is None or now is None:
        raise ValueError("a figure that is there neither then nor now")
    return f"{now.label}: {_words(then, currency)} then, {_words(now, currency)} now"


def _words(figure: FigureBehind, currency: str) -> str:
    return value_and_range(figure.p10, figure.p50, figure.p90, figure.unit, currency)


def _same_amounts(then: Sequence[float], now: Sequence[float]) -> bool:
    size = max((abs(amount) for amount in (*then, *now)), default=0.0)
    return len(then) == len(now) and all(
        abs(one - other) <= SAME * size for one, other in zip(then, now, strict=True)
    )
