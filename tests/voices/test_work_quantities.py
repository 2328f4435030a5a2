from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voices.people import sent, voices_of
from workbench.evidence.assumptions import Assumption, resolve
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.grades import Grade, SourceKind
from workbench.voices.answers import DONT_KNOW
from workbench.voices.instrument import instrument
from workbench.voices.released import ReleasedVoices
from workbench.voices.work_quantities import measured_assumptions, quantities
from workbench.workshop.roles import Role

TODAY = date(2025, 3, 4)
DEFAULTS = {assumption.id: assumption for assumption in default_assumptions()}
MEASURED = ("off_phone_time", "contacts_cut_short", "unresolved_share")


def voices(item: str, answers: list[object], role: Role = Role.ADVISOR) -> ReleasedVoices:
    return voices_of(sent(role, n, {item: answer, "ST1": 3}) for n, answer in enumerate(answers))


def measured(item: str, answers: list[object]) -> Assumption | None:
    found = measured_assumptions(voices(item, answers), DEFAULTS, instrument(), TODAY)
    return found[0] if found else None


def test_the_three_questions_update_three_assumptions_of_the_product() -> None:
    assert tuple(quantities(instrument())) == MEASURED
    assert set(MEASURED) <= set(DEFAULTS)


def test_minutes_off_the_phone() -> None:
    minutes: list[object] = [10, 20, 30, 20, 20]
    found = measured("WQ1", minutes)
    assert found is not None
    assert (found.id, found.unit, found.p50, found.n) == (
        "off_phone_time",
        "minutes per shift",
        20,
        5,
    )
    assert found.grade is Grade.C
    assert found.source_kind is SourceKind.VOICES
    assert found.source == "Advisors' own answers, n = 5"
    assert found.owner == "Operations"
    assert found.as_of == TODAY
    # Standard deviation 7.0711; t(4) at 97.5% is 2.7764451.
    half = 2.7764451 * 50**0.5 / 5**0.5
    assert found.interval == pytest.approx((20 - half, 20 + half))


def test_contacts_out_of_ten_become_a_share() -> None:
    found = measured("WQ2", [0, 1, 2, 3, 4, DONT_KNOW])
    assert found is not None
    assert (found.id, found.unit, found.p50, found.n) == ("contacts_cut_short", "share", 0.2, 5)
    assert found.interval is not None
    assert 0 <= found.interval[0] < 0.2 < found.interval[1] <= 1


def test_p10_to_p90_is_wider_than_chance_alone() -> None:
    """With very many answers the range stays as wide as people may be wrong together: 20%."""
    found = measured("WQ1", [30, 60] * 200)
    assert found is not None
    assert found.p50 == 45
    assert (found.p90 - found.p10) / 2 == pytest.approx(1.2815516 * 0.2 * 45, rel=0.01)
    assert found.interval is not None
    assert found.interval[1] - found.interval[0] < found.p90 - found.p10


def test_answers_that_agree_leave_the_rounding() -> None:
    found = measured("WQ2", [0] * 8)
    assert found is not None
    assert found.p50 == found.p10 == 0
    assert found.p90 > 0
    assert found.interval is not None
    assert found.interval[1] == pytest.approx(2.3646243 * (0.1 / 12**0.5) / 8**0.5)


@pytest.mark.parametrize("answers", [[10] * 4, [10] * 4 + [DONT_KNOW] * 5, []])
def test_too_few_answers_measure_nothing(answers: list[object]) -> None:
    assert measured("WQ1", answers) is None


def test_anchored_scores_never_become_rates() -> None:
    anchored = voices_of(
        sent(Role.ADVISOR, n, dict.fromkeys(instrument().element_of, 1), "full_advisor")
        for n in range(9)
    )
    assert len(anchored.roles[Role.ADVISOR].items) == 35
    assert measured_assumptions(anchored, DEFAULTS, instrument(), TODAY) == ()


def test_middle_managers_are_beside_and_never_mixed_in() -> None:
    given_ = [sent(Role.ADVISOR, n, {"WQ1": 20}) for n in range(6)]
    both = voices_of([*given_, *(sent(Role.MIDDLE, 50 + n, {"SY1": 2}) for n in range(6))])
    (found,) = measured_assumptions(both, DEFAULTS, instrument(), TODAY)
    assert found.n == 6


def test_a_mean_that_is_not_accepted_is_brought_in_and_said_so() -> None:
    found = measured("WQ2", [10] * 6)
    assert found is not None
    assert found.p50 == found.highest == DEFAULTS["contacts_cut_short"].highest
    assert found.source == (
        "Advisors' own answers, n = 6; their mean, 1, is outside what is accepted"
    )


def test_an_assumption_of_another_unit_is_refused() -> None:
    hours = {"off_phone_time": DEFAULTS["off_phone_time"].model_copy(update={"unit": "hours"})}
    with pytest.raises(ValueError, match="off_phone_time is in hours; accepted: minutes per shift"):
        measured_assumptions(voices("WQ1", [10] * 5), hours, instrument(), TODAY)


def test_assumptions_that_are_not_there_are_left_out() -> None:
    assert measured_assumptions(voices("WQ1", [10] * 5), {}, instrument(), TODAY) == ()


def test_the_register_takes_them_and_remembers_the_default() -> None:
    found = measured_assumptions(voices("WQ3", [5] * 9), DEFAULTS, instrument(), TODAY)
    register = resolve(DEFAULTS.values(), found)
    assert register.value("unresolved_share") == 0.5
    assert register.replaced("unresolved_share") == (DEFAULTS["unresolved_share"],)


@given(st.lists(st.integers(0, 10), min_size=5, max_size=40))
def test_ordered_within_bounds_and_blind_to_order(answers: list[int]) -> None:
    found, turned = measured("WQ3", list(answers)), measured("WQ3", list(reversed(answers)))
    assert found is not None
    assert found == turned
    assert found.lowest <= found.p10 <= found.p50 <= found.p90 <= found.highest
    assert found.p50 == pytest.approx(np.mean(answers) / 10)
    assert found.interval is not None
    assert found.interval[0] <= found.p50 <= found.interval[1]
