"""The model of today gives today's figures back, whatever they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.headroom.made import DEFAULTS, LAW, centre, centres, weights
from workbench.headroom.calibration import calibrate
from workbench.headroom.links import Evidence
from workbench.headroom.outcome import evaluate
from workbench.headroom.policy import Policy

SAME = 1e-9


@LAW
@given(centres(crowded=3.0))
def test_today_is_reproduced_exactly(values: dict[str, float]) -> None:
    found = evaluate(centre(values))
    assert found.contacts_per_year == pytest.approx(values["contacts_per_week"] * 52, rel=SAME)
    assert found.handle_time == pytest.approx(values["handle_time"], rel=SAME)
    assert found.fcr == pytest.approx(1 - values["unresolved_share"], rel=SAME)
    assert found.satisfaction == pytest.approx(values["satisfaction"], rel=SAME)
    assert found.attrition == pytest.approx(values["attrition"], rel=SAME)
    assert found.seats == pytest.approx(values["seats"], rel=SAME)


@pytest.mark.parametrize(
    "values",
    [
        {"contacts_cut_short": 0.0},
        {"contacts_cut_short": 0.9},
        {"unresolved_share": 0.0},
        {"unresolved_share": 1.0},
        {"unresolved_share": 0.02, "contacts_cut_short": 0.3},
        {"strictness": 0.0},
        {"pressure_elasticity": 0.0, "strictness": 0.0, "contacts_cut_short": 0.3},
        {"volume_cv": 0.0},
        {"volume_cv": 0.5},
        {"contacts_per_week": 1.0},
        {"contacts_per_week": 20_000_000.0},
        {"patience": 0.05},
        {"patience": 600.0},
        weights(csat=100.0),
        weights(handle_time=100.0),
    ],
    ids=str,
)
def test_today_is_reproduced_at_the_edges(values: dict[str, float]) -> None:
    found = evaluate(centre(values))
    full = {key: DEFAULTS.value(key) for key in DEFAULTS} | values
    assert found.handle_time == pytest.approx(full["handle_time"], rel=SAME)
    assert found.fcr == pytest.approx(1 - full["unresolved_share"], abs=SAME)
    assert found.satisfaction == pytest.approx(full["satisfaction"], rel=SAME)
    assert found.contacts_per_year == pytest.approx(full["contacts_per_week"] * 52, rel=SAME)


def test_a_note_says_when_more_is_resolved_than_cut_short_contacts_allow() -> None:
    notes = calibrate(centre(unresolved_share=0.02, contacts_cut_short=0.3)).notes
    assert any("taken to be resolved anyway" in note for note in notes)
    assert calibrate(centre()).notes == ()


def test_a_note_says_when_nothing_enforces_what_is_cut_short() -> None:
    today = calibrate(centre(weights(csat=100.0), contacts_cut_short=0.3))
    assert any("the rest is left out" in note for note in today.notes)
    # With the clock out of it, pressure is all that shortens contacts.
    assert today.log_enforced[0] == pytest.approx(0, abs=1e-12)
    assert today.log_pressure[0] == pytest.approx(np.log(today.spent[0]))


def test_the_clock_explains_no_more_than_full_enforcement_could() -> None:
    today = calibrate(centre(contacts_cut_short=0.6, strictness=0.1))
    most = today.enforcement[0] * np.log(1 - DEFAULTS.value("full_enforcement"))
    assert today.log_enforced[0] == pytest.approx(most)
    strictest = Policy(enforcement=1.0, monitoring=0.0, off_phone_time=10.0, seats=150.0)
    shortest = 1 - DEFAULTS.value("full_enforcement")
    assert evaluate(centre(contacts_cut_short=0.6, strictness=0.1), strictest).handle_time > (
        shortest * today.need[0] * 0.8
    )


def test_a_note_says_when_pressure_would_cut_more_than_is_reported() -> None:
    today = calibrate(centre(contacts_cut_short=0.01, pressure_elasticity=-0.64))
    assert any("it is taken as" in note for note in today.notes)
    assert -0.64 < today.elasticity[0] < 0
    assert today.log_enforced[0] == pytest.approx(0, abs=1e-12)


@LAW
@given(centres())
def test_new_matters_follow_from_conservation(values: dict[str, float]) -> None:
    today = calibrate(centre(values))
    # What comes in anew is what leaves the centre for good, day by day.
    assert (today.primary > 0).all()
    assert (today.primary <= today.rates * (1 + 1e-12)).all()
    assert today.day_weights.sum() == pytest.approx(1)
    mean = today.rates[0] @ today.day_weights
    hours = DEFAULTS.value("open_hours_per_week")
    assert mean * 60 * hours == pytest.approx(values["contacts_per_week"])


@LAW
@given(st.floats(0, 0.9), st.floats(0.1, 3))
def test_the_parts_of_the_shortening_make_up_the_whole(share: float, spread: float) -> None:
    today = calibrate(centre(contacts_cut_short=share, work_variation=spread))
    assert np.exp(today.log_pressure + today.log_enforced) == pytest.approx(today.spent)
    assert today.need * today.spent == pytest.approx(DEFAULTS.value("handle_time"))
    assert ((today.best >= 0) & (today.best <= 1)).all()


def test_the_switch_does_not_move_today() -> None:
    today = centre()
    for evidence in Evidence:
        held = Policy(
            enforcement=today.enforcement,
            monitoring=today.monitoring,
            off_phone_time=10.0,
            seats=150.0,
            evidence=evidence,
        )
        assert evaluate(today, held).cost_per_year == pytest.approx(evaluate(today).cost_per_year)
