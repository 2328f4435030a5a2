"""What a reader should know before trusting a figure of the case: each warning names its figure."""

from collections.abc import Sequence

from workbench.business_case.case import DISCOUNT_RATE, Appraisal, Case
from workbench.business_case.conventions import GO_LIVE
from workbench.business_case.credibility.sign_off import Signature
from workbench.business_case.credibility.standing import Standing
from workbench.business_case.money import percent
from workbench.business_case.project import worth_of
from workbench.business_case.rows import RowKind
from workbench.evidence.assumptions import Register
from workbench.evidence.grades import Grade
from workbench.evidence.shape import shape_problem
from workbench.frozen import Frozen

MOST_ON_JUDGEMENT = 0.5
MOST_NAMED = 3


class CaseWarning(Frozen):
    """The figure that it is about, in a word or two, and what to know of it, in a sentence."""

    about: str
    says: str


def case_warnings(
    case: Case, held: Register, lines: Sequence[Signature], found: Standing
) -> tuple[CaseWarning, ...]:
    """Every warning, the gravest first. `held` is the register that the case was built on."""
    headline = case.headline
    told = [CaseWarning(about="Standing", says=f"{why}.") for why in found.blocked]
    told += _returns(headline)
    told += _judgement(headline, held)
    told += _flips(headline)
    told += _go_live(case)
    told += _starts(case)
    told += _rates(case)
    told += _shapes(headline, held)
    told += [
        CaseWarning(about="Owner", says=f"“{each.line.label}” has no owner.")
        for each in lines
        if each.line.counts and not each.line.owner.strip()
    ]
    if unsigned := [each.line.label for each in lines if each.line.counts and not each.valid]:
        named = "; ".join(f"“{label}”" for label in unsigned)
        told.append(
            CaseWarning(about="Signatures", says=f"Not signed as it stands by its owner: {named}.")
        )
    return tuple(told)


def _returns(headline: Appraisal) -> list[CaseWarning]:
    roots, net = headline.irr_roots, [flow for flow in headline.net if flow]
    if len(roots) > 1:
        listed = " and ".join(percent(root) for root in roots)
        says = f"{len(roots)} rates of return make the value zero ({listed}): none is shown alone."
        return [CaseWarning(about="Rate of return", says=says)]
    if not roots and net:
        place = "net present value takes" if headline.mirr is None else "NPV and MIRR take"
        says = f"There is no internal rate of return; {place} its place."
        return [CaseWarning(about="Rate of return", says=says)]
    return []


def _judgement(headline: Appraisal, held: Register) -> list[CaseWarning]:
    share = worth_of(headline, held).grades.get(Grade.J, 0.0)
    if share <= MOST_ON_JUDGEMENT:
        return []
    says = f"{percent(round(share, 2))} of what moves the net present value rests on judgement."
    return [CaseWarning(about="Evidence", says=says)]


def _flips(headline: Appraisal) -> list[CaseWarning]:
    """Figures that alone decide whether the case pays."""
    flips = [
        swing.label
        for swing in headline.swings
        if min(swing.npv_at_p10, swing.npv_at_p90) < 0 < max(swing.npv_at_p10, swing.npv_at_p90)
    ]
    if not flips:
        return []
    named = ", ".join(f"“{label}”" for label in flips[:MOST_NAMED])
    rest = len(flips) - MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    says = f"Within its own range each of these alone turns the case around: {named}{more}."
    if len(flips) == 1:
        says = f"Within its own range this figure alone turns the case around: {named}."
    return [CaseWarning(about="Net present value", says=says)]


def _go_live(case: Case) -> list[CaseWarning]:
    """A change that works only when the case is over."""
    live = case.values.get(GO_LIVE, 0.0)
    if live < case.months:
        return []
    says = (
        f"The change is live in month {live:g}, and the case ends in month {case.months}: only its "
        "costs are counted."
    )
    return [CaseWarning(about="Go-live", says=says)]


def _starts(case: Case) -> list[CaseWarning]:
    """Costs that somebody has let start later: what falls before is in no figure."""
    starts = case.conventions.counts_from
    late = [
        f"“{line.row.label}” before month {starts[line.row.id]}"
        for line in case.of_kind(RowKind.COST)
        if starts.get(line.row.id, 0) > 0
    ]
    if not late:
        return []
    return [CaseWarning(about="Costs", says=f"Left out by hand: {', '.join(late)}.")]


def _rates(case: Case) -> list[CaseWarning]:
    rate = case.values[DISCOUNT_RATE]
    if rate >= 0:
        return []
    says = f"At {percent(rate)} a year later money counts for more than money today."
    return [CaseWarning(about="Discount rate", says=says)]


def _shapes(headline: Appraisal, held: Register) -> list[CaseWarning]:
    """Figures through whose range no smooth curve goes."""
    bent = []
    for swing in headline.swings:
        figure = held[swing.assumption_id]
        ends = (figure.p10, figure.p50, figure.p90, figure.lowest, figure.highest)
        if shape_problem(*ends, figure.unit, ""):
            bent.append(f"“{figure.label}”")
    if not bent:
        return []
    named = ", ".join(bent[:MOST_NAMED])
    more = f" and {len(bent) - MOST_NAMED} more" if len(bent) > MOST_NAMED else ""
    says = f"P50 lies too close to an end for a smooth curve, which is bent there: {named}{more}."
    return [CaseWarning(about="Ranges", says=says)]
