"""The pilot as a sheet: its protocol, whether the lot is drawn, and what it has found."""

from workbench.board_pack.pack import Findings, Section
from workbench.business_case.money import percent
from workbench.evidence.assumptions import Assumption
from workbench.headroom.pilot.decision import decide
from workbench.headroom.pilot.estimate import estimate
from workbench.headroom.pilot.pilot import Pilot
from workbench.headroom.pilot.protocol import protocol
from workbench.headroom.pilot.sizing import effect_in_words

NAME = "Pilot"
SIGNED = "Signed before the first day"


def pilot_section(
    pilot: Pilot, organisation: str, currency: str, assumption: Assumption | None
) -> Section:
    """The sheet of a saved pilot; `assumption` is the figure that it is to update."""
    document = protocol(pilot, organisation, currency, assumption)
    tables = [_found(pilot)]
    for section in document.sections:
        if section.heading == SIGNED:
            continue
        if section.paragraphs:
            tables.append(
                Findings(
                    title=section.heading,
                    columns=("Text",),
                    rows=tuple((paragraph,) for paragraph in section.paragraphs),
                )
            )
        if section.table:
            head, *rows = section.table
            name = section.heading if not section.paragraphs else f"{section.heading}: table"
            tables.append(Findings(title=name, columns=tuple(head), rows=tuple(rows)))
    return Section(name=NAME, remark=document.subtitle, tables=tuple(tables))


def _found(pilot: Pilot) -> Findings:
    if pilot.assignment is None:
        said = "The plan is a draft: the lot is not drawn yet."
    elif not pilot.results:
        said = "The lot is drawn and the plan is fixed; there are no results yet."
    else:
        found = estimate(pilot.plan, pilot.assignment, pilot.results)
        decision = decide(pilot.plan, found)
        effect = effect_in_words(found.effect, pilot.plan.outcome, "+")
        sure = "" if decision.chance is None else f", {percent(decision.chance)} sure that it pays"
        said = f"Results are in: {effect}{sure}. By the rule that was agreed: {decision.verdict}."
    return Findings(title="Where it stands", columns=("What",), rows=((said,),))
