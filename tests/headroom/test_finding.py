"""The finding says no more than the figures do."""

from dataclasses import replace

import pytest

from tests.headroom.made import DEFAULTS
from workbench.headroom.comparison import Comparison, Difference, baseline, compare
from workbench.headroom.finding import (
    Verdict,
    finding,
    headroom_clause,
    overload,
    overloaded,
    reason,
    satisfaction_parts,
    signed,
    verdict,
)
from workbench.headroom.links import Evidence
from workbench.headroom.scenario import Scenario, Staffing
from workbench.headroom.shipped import as_today, shipped_scenarios

RELEASE, HEADROOM, HIRE = shipped_scenarios(DEFAULTS)
TODAY = baseline(DEFAULTS)


def compared(scenario: Scenario, **changes: object) -> Comparison:
    return compare(TODAY, scenario.model_copy(update=changes))


def with_range(found: Comparison, low: float, base: float, high: float) -> Comparison:
    """The comparison with another range of the difference in satisfaction."""
    other = Difference(low, base, high, ())
    return replace(found, differences={**found.differences, "satisfaction": other})


def moved(fcr: float, p_abandon: float, low: float = -0.1, high: float = 0.1) -> Comparison:
    """Release the clock, with resolution and giving up moved by so much."""
    found = compared(RELEASE)
    then = replace(
        found.scenario,
        fcr=found.today.fcr + fcr,
        p_abandon=found.today.p_abandon + p_abandon,
        mean_wait=found.today.mean_wait,
    )
    return with_range(replace(found, scenario=then), low, (low + high) / 2, high)


@pytest.mark.parametrize("scenario", [RELEASE, HEADROOM, HIRE], ids=lambda one: one.name)
@pytest.mark.parametrize("evidence", Evidence)
def test_the_parts_of_satisfaction_add_up_to_its_difference(
    scenario: Scenario, evidence: Evidence
) -> None:
    found = compared(scenario, evidence=evidence)
    total = sum(satisfaction_parts(found))
    assert total == pytest.approx(found.differences["satisfaction"].base, abs=1e-9)


def test_a_verdict_for_every_case() -> None:
    clear = compared(HEADROOM)
    assert verdict(compared(as_today(DEFAULTS))) is Verdict.TODAY
    assert verdict(compared(RELEASE, evidence=Evidence.NONE)) is Verdict.NO_EFFECT
    assert verdict(compared(HEADROOM, evidence=Evidence.NONE)) is Verdict.SWITCHED_OFF
    assert verdict(with_range(clear, 0.01, 0.02, 0.03)) is Verdict.SUPPORTED
    assert verdict(with_range(clear, -0.03, -0.02, -0.01)) is Verdict.WORSE
    assert verdict(with_range(clear, -0.01, 0.02, 0.03)) is Verdict.NOT_SUPPORTED
    # What would be shown as 0.0 points is not better.
    assert verdict(with_range(clear, 0.0003, 0.02, 0.03)) is Verdict.NOT_SUPPORTED


def test_the_sentence_tells_size_range_and_cost() -> None:
    said = finding(with_range(compared(HEADROOM), 0.004, 0.012, 0.031))
    assert said.startswith("Satisfaction rises 1.2 points (range 0.4 to 3.1), because ")
    assert said.endswith("% more a year.")
    said = finding(with_range(compared(HEADROOM), -0.031, -0.012, -0.004))
    assert said.startswith("Satisfaction falls 1.2 points (range 0.4 to 3.1), because ")


def test_an_unclear_change_is_not_told_as_one() -> None:
    said = finding(with_range(compared(RELEASE), -0.02, 0.001, 0.015))
    assert said.startswith("No clear change in satisfaction (+0.1 points, range −2.0 to +1.5)")
    assert "rises" not in said
    assert "because" not in said


def test_today_and_no_effect_are_said_as_such() -> None:
    assert finding(compared(as_today(DEFAULTS))).startswith("This is today.")
    assert "switched off" in finding(compared(RELEASE, evidence=Evidence.NONE))
    alone = finding(compared(HEADROOM, evidence=Evidence.NONE))
    assert alone.startswith("With the queue alone, headroom rises from ")
    assert "satisfaction" not in alone


@pytest.mark.parametrize(
    ("fcr", "p_abandon", "low", "high", "said"),
    [
        (0.1, -0.1, 0.01, 0.2, "more contacts are resolved at once and fewer customers wait"),
        (-0.1, 0.1, -0.2, -0.01, "fewer contacts are resolved at once and more customers wait"),
        (0.1, 0.01, 0.01, 0.2, "resolution improves more than waits grow"),
        (0.1, 0.2, -0.2, -0.01, "waits grow faster than resolution improves"),
        (-0.1, -0.2, 0.01, 0.2, "waits shrink more than resolution suffers"),
        (-0.2, -0.01, -0.2, -0.01, "resolution suffers more than waits shrink"),
        (0.1, 0.01, -0.2, 0.2, "better resolution and longer waits pull against each other"),
        (-0.1, -0.01, -0.2, 0.2, "shorter waits and worse resolution pull against each other"),
        (0.1, 0.0, 0.01, 0.2, "more contacts are resolved at once"),
        (0.0, 0.1, -0.2, -0.01, "more customers wait or give up"),
        (0.1, 0.0, -0.2, 0.2, "more contacts are resolved at once, but by too little to tell"),
        (0.0, 0.0, -0.2, 0.2, "neither resolution nor waits change much"),
    ],
)
def test_the_reason_follows_from_the_parts(
    fcr: float, p_abandon: float, low: float, high: float, said: str
) -> None:
    assert reason(moved(fcr, p_abandon, low, high)).startswith(said)


def test_overload_is_more_work_than_advisors_could_do() -> None:
    crowded = compare(baseline(DEFAULTS.try_values({"seats": 110.0})), RELEASE)
    assert overloaded(crowded.scenario)
    said = overload(crowded)
    assert said is not None
    assert said.startswith("Overload: the queue only empties because people give up, ")
    calm = compared(HEADROOM)
    assert not overloaded(calm.scenario)
    assert overload(calm) is None
    # The work offered, had everybody waited, against the time on the phone.
    for outcome in (crowded.scenario, calm.scenario, calm.today):
        load = float(outcome.occupancy) / (1 - float(outcome.p_abandon))
        assert overloaded(outcome) is (load >= 1)


def test_headroom_in_words() -> None:
    assert headroom_clause(compared(as_today(DEFAULTS))) == "headroom stays at 8.9 minutes an hour"
    up = compared(as_today(DEFAULTS), staffing=Staffing.OCCUPANCY_TARGET, occupancy_target=0.7)
    assert headroom_clause(up).startswith("headroom rises from 8.9 to ")
    assert headroom_clause(compared(RELEASE)).startswith("headroom falls from 8.9 to ")


@pytest.mark.parametrize(
    ("value", "said"),
    [(1.24, "+1.2"), (-0.46, "−0.5"), (0.04, "0.0"), (-0.04, "0.0"), (1234.5, "+1,234.5")],
)
def test_a_signed_number_has_no_sign_at_zero(value: float, said: str) -> None:
    assert signed(value) == said
