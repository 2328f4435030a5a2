import pytest

from workbench.workshop.journey import Facts, Status, journey
from workbench.workshop.roles import Role

EVERYBODY = {Role.EXECUTIVE: 9, Role.ADVISOR: 60}
NAMES = [
    "Set up",
    "Hear the voices",
    "Agree the standard",
    "Reveal readiness",
    "Put in today's figures",
    "Try a scenario",
    "Build the case",
    "Take the board pack",
]
DONE = Facts(
    answered=EVERYBODY,
    threshold=5,
    locked=True,
    revealed=True,
    figures=True,
    scenarios=2,
    case_built=True,
    pack_taken=True,
)


def test_a_new_workshop_hears_the_voices_next() -> None:
    now = journey(Facts(answered={}, threshold=5))
    assert [step.name for step in now.steps] == NAMES
    assert [step.status for step in now.steps] == [
        Status.DONE,
        Status.CURRENT,
        *[Status.AHEAD] * 6,
    ]
    assert now.next
    assert (now.next.name, now.next.page) == ("Hear the voices", "home")
    assert now.next.sentence.startswith("Nobody has answered yet.")


def test_the_voices_are_heard_when_executives_and_advisors_can_be_shown() -> None:
    answered = {Role.EXECUTIVE: 4, Role.ADVISOR: 31, Role.CUSTOMER: 12}
    now = journey(Facts(answered=answered, threshold=5)).steps[1]
    assert now.status is Status.CURRENT
    assert now.sentence == (
        "Fewer than 5 executives, 31 advisors and 12 customers have answered; nobody yet from "
        "middle managers or back office."
    )
    heard = journey(Facts(answered=answered | {Role.EXECUTIVE: 5}, threshold=5)).steps[1]
    assert heard.status is Status.DONE


@pytest.mark.parametrize(
    ("missing", "name"),
    [
        ({"answered": {}}, "Hear the voices"),
        ({"locked": False}, "Agree the standard"),
        ({"revealed": False}, "Reveal readiness"),
        ({"figures": False}, "Put in today's figures"),
        ({"scenarios": 0}, "Try a scenario"),
        ({"case_built": False}, "Build the case"),
        ({"pack_taken": False}, "Take the board pack"),
    ],
)
def test_the_one_thing_to_do_next_is_the_first_that_is_missing(
    missing: dict[str, object], name: str
) -> None:
    now = journey(DONE.model_copy(update=missing))
    assert now.next
    assert now.next.name == name
    assert sum(step.status is Status.DONE for step in now.steps) == len(NAMES) - 1


def test_when_all_is_done_nothing_is_next() -> None:
    now = journey(DONE)
    assert now.next is None
    assert {step.status for step in now.steps} == {Status.DONE}
    assert all(step.sentence.endswith(".") for step in now.steps)


def test_a_count_under_the_threshold_is_not_told() -> None:
    told = {
        journey(Facts(answered={Role.EXECUTIVE: n, Role.ADVISOR: 9}, threshold=5)).steps[1].sentence
        for n in range(1, 5)
    }
    assert len(told) == 1


def test_a_what_if_asks_nobody() -> None:
    now = journey(Facts(answered={}, threshold=5, asks_people=False))
    assert [step.name for step in now.steps] == [NAMES[0], *NAMES[4:]]
    assert now.next
    assert now.next.page == "headroom"


def test_stops_are_neither_counted_nor_waited_for() -> None:
    for visited in (False, True):
        seen = {
            "calibrated": visited,
            "pilot_planned": visited,
            "bids": int(visited),
            "case_versions": int(visited),
        }
        now = journey(DONE.model_copy(update=seen))
        assert now.next is None
        assert [step.name for step in now.steps] == NAMES
        assert [(stop.page, stop.done) for stop in now.stops] == [
            ("calibration", visited),
            ("pilot", visited),
            ("business_case", visited),
            ("portfolio", visited),
        ]
        assert {stop.after for stop in now.stops} < {step.name for step in now.steps}
