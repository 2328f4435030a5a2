"""The protocol of a pilot: complete, safe to open, and the same as what was stored."""

import re
from html.parser import HTMLParser

import pytest

from tests.headroom.pilot.made import a_lot, a_plan
from workbench.evidence.defaults import default_assumptions
from workbench.exchange.protocol_document import protocol_document
from workbench.headroom.pilot.assignment import assigned_schedule
from workbench.headroom.pilot.pilot import Pilot, read_pilot
from workbench.headroom.pilot.plan import PilotOutcome, Unit
from workbench.headroom.pilot.protocol import NEW, protocol
from workbench.headroom.pilot.schedules import Design

DAY = "22 November 2026"


def written(pilot: Pilot, organisation: str = "Orla Energy") -> str:
    return protocol_document(protocol(pilot, organisation, "GBP", None), DAY).decode()


class Balanced(HTMLParser):
    """Every element that is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_it_holds_what_a_board_signs() -> None:
    plan = a_plan(
        PilotOutcome.RESOLUTION,
        teams=12,
        waves=4,
        value_per_unit=4,
        units_per_year=2e6,
        cost_per_year=120_000,
    )
    lot = a_lot(plan, 99)
    text = written(Pilot(plan=plan, assignment=lot))
    for words in (
        "you would notice a change of",
        "The teams share a queue, so they interfere",
        "with the seed 99, one of 369,600 ways",
        "worth GBP 4.00",
        "from an improvement of 1.5 points on",
        "chance that they pay is 80% or more",
        "The contacts that give up are 3 points above",
        "randomisation",
        "does not come back about it within seven days",
        "Signature",
        DAY,
    ):
        assert words in text, words
    assert text.count(f">{NEW}<") == int(assigned_schedule(plan, lot).sum())


@pytest.mark.parametrize("outcome", PilotOutcome)
@pytest.mark.parametrize("unit", Unit)
def test_every_outcome_has_one(outcome: PilotOutcome, unit: Unit) -> None:
    text = written(Pilot(plan=a_plan(outcome, unit=unit)))
    assert "The lot is not drawn yet" in text
    checked = Balanced()
    checked.feed(text)
    assert checked.open == []


def test_a_switchback_and_what_is_to_be_updated() -> None:
    plan = a_plan(design=Design.SWITCHBACK, unit=Unit.QUEUE, teams=1, periods_after=14)
    (assumption,) = [one for one in default_assumptions() if one.id == "pressure_elasticity"]
    text = protocol_document(
        protocol(Pilot(plan=plan, assignment=a_lot(plan)), "Orla", "GBP", assumption), DAY
    ).decode()
    assert "The result updates one figure of the register: Response of handle time" in text
    assert "carries over into the next" in text


def test_nothing_in_it_runs_or_asks_another_host() -> None:
    plan = a_plan(teams=2, waves=2, name="<script>alert(1)</script>", owner="A & B")
    lot = a_lot(plan).model_copy(update={"teams": ("<b>North</b>", '"South"')})
    text = written(Pilot(plan=plan, assignment=lot), "<i>Orla</i>")
    assert "<script" not in text
    assert "<b>" not in text
    assert "&lt;b&gt;North&lt;/b&gt;" in text
    assert not re.search(r"(src|href|url\()", text)


def test_a_stored_pilot_reads_back() -> None:
    plan = a_plan()
    pilot = Pilot(plan=plan, assignment=a_lot(plan), source="july.csv")
    assert read_pilot(pilot.model_dump(mode="json")) == pilot


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "version: Input should be 1"),
        ({"plan": {}}, "plan.name: Field required"),
        ({"assignment": {"teams": ["A"], "seed": 1}}, "the lot is for 1 and the plan for 24 teams"),
        (
            {"results": [{"team": "A", "period": 1, "answers": 5, "result": 0.5}]},
            "results without a lot",
        ),
        ({"mood": 1}, "mood: Extra inputs are not permitted"),
    ],
)
def test_a_document_that_is_not_a_pilot_names_the_field(
    change: dict[str, object], words: str
) -> None:
    document = Pilot(plan=a_plan()).model_dump(mode="json") | change
    with pytest.raises(ValueError, match=re.escape(words)):
        read_pilot(document)
