"""What the page promises of the workbook is what the workbook holds."""

import pytest

from tests.board_pack.made import opened, pack
from tests.business_case.made import Centre, register
from workbench.board_pack.contents import FIXED, contents
from workbench.board_pack.drivers_section import drivers_section
from workbench.board_pack.methods import methods
from workbench.board_pack.pack import Findings, Section
from workbench.board_pack.tried import assumptions_as_used
from workbench.board_pack.workbook import workbook
from workbench.business_case.case import build_case
from workbench.business_case.model import model
from workbench.business_case.waterfall import waterfall
from workbench.evidence.grades import Grade, SourceKind
from workbench.headroom.links import links


@pytest.mark.parametrize("with_findings", [True, False])
def test_the_sheets_are_those_of_the_workbook_and_fixed_ones_have_no_formula(
    with_findings: bool,
) -> None:
    said = Findings(title="In one sentence", columns=("Sentence",), rows=(("=1+1",),))
    names = ("Credibility", "Portfolio", "Pilot") if with_findings else ()
    sections = tuple(Section(name=name, remark="As it stood.", tables=(said,)) for name in names)
    made = pack(sections=sections) if with_findings else pack(findings=())
    book = opened(workbook(made))
    told = contents(with_findings=with_findings, sections=names)
    assert [each.sheet for each in told] == book.sheetnames
    for each in told:
        cells = [cell for row in book[each.sheet].iter_rows() for cell in row]
        live = any(cell.data_type == "f" for cell in cells)
        # The simulator's results have a column of differences; what it found does not move.
        if each.sheet not in ("Simulator results", "Assumptions"):
            assert live is (each.moves != FIXED), each.sheet


def test_what_was_tried_has_no_borrowed_source() -> None:
    held = register()
    used = held.try_values({"discount_rate": 0.12})
    found = {each.id: each for each in assumptions_as_used(used, held, "EUR")}
    rate = found["discount_rate"]
    assert (rate.p50, rate.grade, rate.source_kind) == (0.12, Grade.J, SourceKind.JUDGEMENT)
    assert rate.source.startswith("Tried for this case; the register holds 8% (")
    assert all(found[key] == held[key] for key in held if key != "discount_rate")


def test_every_link_of_behaviour_and_every_method_stands_once() -> None:
    named = [method.used_for for method in methods()]
    assert len(set(named)) == len(named)
    assert {link.name for link in links()} <= set(named)
    assert "Net present value" in " ".join(named)


def test_the_sheet_of_drivers_adds_up() -> None:
    held = register(deflected_share=0.1, margin_per_customer=50.0, churn_reduction=0.05)
    case = build_case(held, Centre(extra=-0.04))
    section = drivers_section(case, waterfall(model(held, Centre(extra=-0.04))))
    table, off = section.tables
    *parts, last = table.rows
    for column in (1, 2):
        figures = [row[column] for row in parts]
        assert sum(float(each or 0) for each in figures) == pytest.approx(case.headline.npv)
        assert last[column] == pytest.approx(case.headline.npv)
    assert {"Staffing of the scenario", "Customers who stay"} <= {row[0] for row in table.rows}
    assert "Customers who buy more" in {row[0] for row in off.rows}
