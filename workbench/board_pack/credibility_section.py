"""What is said of the case, as a sheet: counterfactual, pre-mortem, signatures, versions."""

from collections.abc import Sequence
from datetime import date

from workbench.board_pack.pack import Findings, Section
from workbench.business_case.believing import believe_rows, believe_title
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.counterfactual import NONE_YET
from workbench.business_case.credibility.double_counts import Claim
from workbench.business_case.credibility.reviews import in_order
from workbench.business_case.credibility.sign_off import Signature
from workbench.business_case.credibility.standing import Standing
from workbench.business_case.credibility.versions import CaseVersion
from workbench.business_case.credibility.what_changed import Difference
from workbench.business_case.rows import HEADLINE
from workbench.business_case.turning_points import TurningPoint
from workbench.evidence.assumptions import Register
from workbench.evidence.units import figure_in_words

NAME = "Credibility"
REMARK = (
    "What people say of the case and who answers for it, as it stood on the day of the export. "
    "Nothing on this sheet moves with the workbook."
)


def credibility_section(
    sentence: str,
    file: CaseFile,
    lines: Sequence[Signature],
    claims: Sequence[Claim],
    found: Standing,
    held: Register,
    currency: str,
    kept: Sequence[CaseVersion] = (),
    since: Difference | None = None,
    believe: Sequence[TurningPoint] = (),
) -> Section:
    """The sheet. `since` is what changed since the last of the versions `kept`, `believe` what
    would turn the case.
    """
    tables = [
        Findings(title="In one sentence", columns=("Sentence",), rows=((sentence,),)),
        _standing(found),
        _counterfactual(file),
        _signatures(lines, currency),
        _causes(file, held, currency),
        _believe(believe, currency),
        _claims(claims),
        _reviews(file, held, lines),
        _versions(kept, currency),
    ]
    if since is not None and kept:
        tables.append(_since(kept[-1], since, currency))
    return Section(
        name=NAME, remark=REMARK, tables=tuple(table for table in tables if table is not None)
    )


def _standing(found: Standing) -> Findings:
    says = [f"Blocked: {why}." for why in found.blocked]
    says += [f"Open: {each}." for each in found.still_open]
    return Findings(
        title="Where it stands",
        columns=("What",),
        rows=tuple((each,) for each in says or ["Nothing is open."]),
    )


def _counterfactual(file: CaseFile) -> Findings:
    said = file.counterfactual
    return Findings(
        title="What happens without it",
        columns=("Text",),
        rows=((said.text if said else f"{NONE_YET}.",),),
        note=f"Said by {said.said_by}, {_day(said.as_of)}." if said else "",
    )


def _signatures(lines: Sequence[Signature], currency: str) -> Findings | None:
    if not lines:
        return None
    return Findings(
        title="Who answers for the benefits",
        columns=(
            "Benefit", f"Worth today, {currency}", "Tier", "Owner", "Budget line", "Signature",
            "What changed since",
        ),
        rows=tuple(
            (
                each.line.label,
                float(each.line.present_value),
                str(each.line.tier),
                each.line.owner,
                each.line.ledger,
                _signed(each),
                "; ".join(each.changed),
            )
            for each in lines
        ),
        note="A signature holds for the figures as they stood; one that changed makes it void.",
    )  # fmt: skip


def _signed(each: Signature) -> str:
    if each.signed is None:
        return "not signed" if each.line.tier in HEADLINE else "not needed: outside the headline"
    by = f"{each.signed.signed_by}, {_day(each.signed.signed_at.date())}"
    remark = f" ({each.signed.comment})" if each.signed.comment else ""
    return f"{'signed' if each.valid else 'void'}: {by}{remark}"


def _causes(file: CaseFile, held: Register, currency: str) -> Findings | None:
    if not file.causes:
        return None
    rows = []
    for cause in file.causes:
        broken = held.get(cause.breaks)
        rows.append(
            (
                cause.why,
                broken.label if broken else "a figure that is gone",
                figure_in_words(broken.p50, broken.unit, currency) if broken else "",
                cause.early_sign,
                cause.watched_by,
            )
        )
    return Findings(
        title="If it fails, why will it have failed",
        columns=("Cause", "Breaks", "Today", "Early sign", "Watched by"),
        rows=tuple(rows),
        note="A pre-mortem (Klein 2007, Performing a project premortem, Harvard Business Review).",
    )


def _believe(points: Sequence[TurningPoint], currency: str) -> Findings | None:
    if not points:
        return None
    return Findings(
        title=f"What you would have to believe: {believe_title(points)}",
        columns=("Figure", "Today", "Turns the case at", "Chance that it lies beyond", "Evidence"),
        rows=believe_rows(points, currency),
    )


def _claims(claims: Sequence[Claim]) -> Findings | None:
    if not claims:
        return None
    return Findings(
        title="Counted once",
        columns=("What is removed", "Claimed by", "With", "Share"),
        rows=tuple((each.pool, each.project, each.line, each.told) for each in claims),
    )


def _reviews(file: CaseFile, held: Register, lines: Sequence[Signature]) -> Findings | None:
    if not file.reviews:
        return None
    labels = {each.line.id: each.line.label for each in lines}
    labels |= {key: held[key].label for key in held}
    return Findings(
        title="When the figures are looked at again",
        columns=("Day", "Figure", "Brought by"),
        rows=tuple(
            (_day(each.day), labels.get(each.figure, "a figure that is gone"), each.brought_by)
            for each in in_order(file.reviews)
        ),
    )


def _versions(kept: Sequence[CaseVersion], currency: str) -> Findings | None:
    if not kept:
        return None
    return Findings(
        title="Versions",
        columns=("Version", "Made", "By", f"Net present value, {currency}", "SHA-256", "Remark"),
        rows=tuple(
            (
                f"{each.number}: {each.name}",
                _day(each.made_at.date()),
                each.made_by,
                float(each.content.results.npv.base),
                each.sha256,
                each.remark,
            )
            for each in kept
        ),
        note="The hash is of every figure, word and signature of a version; a version that was "
        "changed afterwards no longer has it.",
    )


def _since(last: CaseVersion, found: Difference, currency: str) -> Findings:
    rows = [
        (change.what, change.before, change.after, change.by, change.effect, change.valued)
        for change in found.changes
    ]
    cash, valued = (after - before for before, after in zip(found.before, found.after, strict=True))
    total = ("All of it", "", "", "", cash, valued)
    return Findings(
        title=f"What changed since version {last.number}, {last.name}",
        columns=(
            "What",
            "From",
            "To",
            "Answers for it",
            f"NPV in cash, {currency}",
            f"NPV with your value, {currency}",
        ),
        rows=(*rows, total) if rows else (("Nothing", "", "", "", 0.0, 0.0),),
        note="Changes are put in one after the other in this order, so the steps add up.",
    )


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
