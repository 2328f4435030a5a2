from tests.business_case.bids_made import RATES
from workbench.business_case.bid_trials import Draws
from workbench.business_case.bids import Lane, contradictions
from workbench.business_case.funding import decide
from workbench.business_case.project import value_projects
from workbench.demo.bids import demo_bids, demo_funding
from workbench.demo.demo_workshop import demo_workshop


def test_four_to_six_bids_of_other_functions_hold_together_with_the_scenarios() -> None:
    bids, scenarios = demo_bids(), {one.name for one in demo_workshop().scenarios}
    assert 4 <= len(bids) <= 6
    assert {bid.function for bid in bids} == {"IT", "Marketing", "Operations", "Product"}
    assert {bid.lane for bid in bids} == set(Lane)
    assert not {bid.name for bid in bids} & scenarios
    assert contradictions(bids, scenarios) == {}


def test_there_is_less_to_give_than_is_asked_for_but_enough_for_what_is_mandatory() -> None:
    there_is = demo_funding()
    projects = value_projects(demo_bids(), {}, {}, there_is, RATES, Draws(20, 2, 1))
    asked = sum(line.spend[0] for line in projects.lines)
    assert there_is.money[0] is not None
    assert asked > there_is.money[0]
    funded = {projects.lines[place].name for place in decide(projects, there_is).selected}
    assert {bid.name for bid in demo_bids() if bid.mandatory} <= funded


def test_they_are_part_of_the_demo() -> None:
    made = demo_workshop()
    assert (made.bids, made.funding) == (demo_bids(), demo_funding())
