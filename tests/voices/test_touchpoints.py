"""The journey map: who suffers where, from the cards of a step."""

from tests.workshop.rooms_made import a_step
from workbench.voices.aggregates import RoleRelease
from workbench.voices.histograms import Histogram, Picks
from workbench.voices.instrument import instrument
from workbench.voices.journey_map import JourneyMap, journey_of
from workbench.voices.step_findings import StepFinding, step_finding
from workbench.voices.touchpoint_report import moments_that_matter, touchpoint_report
from workbench.workshop.agenda import Activity
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy

JOURNEY = journey_of(instrument())
TOUCH = a_step("touch", activity=Activity.TOUCHPOINTS, budget=None)


def cards(role: Role, **satisfaction: dict[float, int]) -> RoleRelease:
    """A release with these satisfactions by touchpoint; the first mattered to half of them."""
    ratings = {f"satisfaction:{name}": Histogram(counts=c) for name, c in satisfaction.items()}
    first = next(iter(satisfaction))
    ratings[f"moment:{first}"] = Histogram(counts={0: 10, 1: 10})
    votes = {
        f"feeling:{first}": Picks(counts={"hurried": 12, "pleased": 6, "nothing": 2}, people=20)
    }
    return RoleRelease(role=role, number=1, people=20, ratings=ratings, votes=votes)


def found(*releases: RoleRelease) -> StepFinding:
    by_role = {release.role: release for release in releases}
    return step_finding(TOUCH, by_role, by_role, Privacy(), None, ())


def test_verdicts_follow_the_customers_interval() -> None:
    customers = cards(Role.CUSTOMER, bill={1: 10, 2: 10}, help={2: 10, 4: 10}, use={4: 10, 5: 10})
    advisors = cards(Role.ADVISOR, bill={4: 10, 5: 10})
    report = touchpoint_report(found(customers, advisors), JOURNEY)
    # In the order of the journey, and the customers' view counts beside that of the advisors.
    assert [(one.touchpoint.id, one.verdict) for one in report] == [
        ("use", "win"),
        ("bill", "suffer"),
        ("help", ""),
    ]
    bill = report[1].roles[Role.CUSTOMER]
    assert bill.feeling is not None
    assert bill.feeling.score == -30
    assert bill.moment is not None
    assert bill.moment.value == 0.5
    assert [one.touchpoint.id for one in moments_that_matter(report)] == ["bill"]


def test_without_customers_the_first_role_speaks() -> None:
    (bill,) = touchpoint_report(found(cards(Role.ADVISOR, bill={1: 10, 2: 10})), JOURNEY)
    assert bill.verdict == "suffer"
    assert touchpoint_report(found(), JOURNEY) == ()


def test_owners_are_kept_by_touchpoint() -> None:
    owned = JOURNEY.owned({"bill": " Finance ", "nowhere": "X"})
    assert {one.id: one.owner for one in owned.touchpoints if one.owner} == {"bill": "Finance"}
    assert JourneyMap.model_validate(owned.model_dump()) == owned
