"""The sheets of words and fixed tables say what the case, the portfolio and the pilot say."""

from typing import Any

import pytest

from tests.board_pack.made import opened, pack
from tests.business_case.bids_made import a_bid, funding, valued
from tests.business_case.credibility.made import FILE, NOON, case_on, content, signed, worth_of
from tests.business_case.made import register
from tests.headroom.pilot.made import a_plan
from workbench.board_pack.credibility_section import credibility_section
from workbench.board_pack.pack import Section
from workbench.board_pack.pilot_section import pilot_section
from workbench.board_pack.portfolio_section import portfolio_section
from workbench.board_pack.workbook import workbook
from workbench.business_case.credibility.benefit_lines import benefit_lines
from workbench.business_case.credibility.double_counts import Claim
from workbench.business_case.credibility.sign_off import signatures
from workbench.business_case.credibility.standing import standing
from workbench.business_case.credibility.versions import CaseVersion
from workbench.business_case.credibility.what_changed import what_changed
from workbench.business_case.funding import decide
from workbench.business_case.money import money
from workbench.headroom.pilot.pilot import Pilot


def cells(section: Section) -> list[list[Any]]:
    sheet = opened(workbook(pack(sections=(section,))))[section.name]
    rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    return [[value for value in row if value is not None] for row in rows]


def test_the_credibility_sheet_holds_what_is_said_signed_and_changed() -> None:
    held = register()
    before = content()
    version = CaseVersion(
        number=1, name="Board of May", made_by="Finance", made_at=NOON, content=before,
        sha256=before.fingerprint,
    )  # fmt: skip
    after = content(wage=45_000)
    lines = signatures(
        benefit_lines(case_on(held), held, {}), (signed(held, "payroll_saved"),), "Release", "EUR"
    )
    claims = (Claim(project="CX", line="Fewer repeats", pool="Repeat contacts", share=0.6),)
    since = what_changed(before, after, worth_of, "EUR")
    found = cells(
        credibility_section(
            "Increase this and reduce that.",
            FILE,
            lines,
            claims,
            standing(FILE, lines, (), set(held)),
            held,
            "EUR",
            (version,),
            since,
        )
    )
    texts = {str(value) for row in found for value in row}
    assert FILE.counterfactual is not None
    assert {"Increase this and reduce that.", FILE.counterfactual.text, version.sha256} <= texts
    assert {cause.why for cause in FILE.causes} <= texts
    assert "signed: Ada Moreau, 30 November 2026 (Fine)" in texts
    assert any(row[:1] == ["Repeat contacts"] and row[-1] == "60%" for row in found)
    (total,) = [row for row in found if row[:1] == ["All of it"]]
    assert total[-2] == pytest.approx(since.after.cash - since.before.cash)


def test_the_portfolio_sheet_has_every_bid_in_the_same_columns() -> None:
    there_is = funding([150.0, None, None])
    bids = (a_bid("Routes", 100), a_bid("App", 120, 130), a_bid("Depot", 90, 80))
    projects = valued(bids, there_is)
    decision = decide(projects, there_is)
    found = cells(portfolio_section(projects.lines, decision, there_is, "EUR"))
    heads = next(row for row in found if row[:2] == ["Project", "Function"])
    rows = {row[0]: row for row in found if len(row) == len(heads)}
    for line in projects.lines:
        row = dict(zip(heads, rows[line.name], strict=True))
        assert row["NPV, EUR"] == pytest.approx(line.npv)
        assert row["Stands"] == ("funded" if line.name == "Routes" else "not funded")
    assert any(row[:2] == ["App", money(projects.lines[1].npv, "EUR")] for row in found)
    assert any("No gain at the gate." in row for row in found)


def test_the_pilot_sheet_is_the_protocol_with_where_it_stands() -> None:
    plan = a_plan()
    found = cells(pilot_section(Pilot(plan=plan), "An invented company", "EUR", None))
    texts = [str(value) for row in found for value in row]
    assert "The plan is a draft: the lot is not drawn yet." in texts
    assert any(text.startswith(f"With {plan.teams} {plan.unit}s over") for text in texts)
    assert "Signed before the first day" not in texts
