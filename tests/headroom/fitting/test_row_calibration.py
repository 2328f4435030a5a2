from datetime import UTC, datetime
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.headroom.fitting.made import Truth, changed, days_of, register_of
from workbench.evidence.assumptions import AssumptionEdit, resolve
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.grades import SourceKind
from workbench.evidence.history import entered_again
from workbench.headroom.fitting.back_test import QueueVerdict
from workbench.headroom.fitting.link_fits import LinkVerdict
from workbench.headroom.fitting.register_figures import SOURCE, before_calibration
from workbench.headroom.fitting.row_calibration import (
    NOT_ASKED,
    RowCalibration,
    calibrate_from_rows,
)
from workbench.headroom.links import LinkId
from workbench.headroom.operations import OperationsDay, measured

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GOOD = days_of(Truth(occupancy=0.92, elasticity=-0.3), 150)


def told(days: list[OperationsDay]) -> RowCalibration:
    return calibrate_from_rows(days, register_of(days))


@cache
def good() -> RowCalibration:
    """What the good rows say, worked out once."""
    return told(GOOD)


def test_good_rows_speak_of_the_queue_and_of_people() -> None:
    found = good()
    assert found.test.unlocked
    assert found.queue is not None
    assert found.queue.answering == pytest.approx(0.72, rel=0.01)
    assert found.patience is not None
    assert found.patience.low <= 2.5 <= found.patience.high
    assert found.volume_cv is not None
    assert found.volume_cv.low <= 0.06 <= found.volume_cv.high
    assert found.measured["pressure_elasticity"].p50 == pytest.approx(-0.3, abs=0.06)
    # 28% of the seats do not answer; ten minutes of seven and a half hours are planned.
    assert found.measured["absence"].p50 == pytest.approx(1 - 0.72 / (1 - 10 / 450), abs=0.01)
    assert {fit.link for fit in found.links} | set(NOT_ASKED) == set(LinkId)
    assert [link for link, _why in found.cannot_tell] == [
        link for link in LinkId if link in NOT_ASKED
    ]


def test_what_goes_to_the_register_says_where_it_comes_from() -> None:
    found = good()
    speaking = [fit for fit in found.links if fit.verdict is LinkVerdict.LEARNT]
    assert {fit.assumption.id for fit in speaking} < set(found.measured)
    for figure in found.measured.values():
        assert figure.source.startswith(f"{SOURCE}, 2025-03-03 to 2025-07-30, 150 days")
        assert figure.source_kind is SourceKind.UPLOADED
        low, high = figure.interval or (np.nan, np.nan)
        assert low <= figure.p10 <= figure.p50 <= figure.p90 <= high
        edit = entered_again(figure, NOON)
        assert AssumptionEdit.model_validate(edit.model_dump()) == edit


def test_rows_count_once_however_often_they_are_taken() -> None:
    """What was taken from a calibration is no prior for the next one."""
    once = good()
    edits = [entered_again(figure, NOON) for figure in once.measured.values()]
    held = resolve(default_assumptions(), measured(GOOD).assumptions, edits)
    assert held["pressure_elasticity"].p50 == once.measured["pressure_elasticity"].p50
    twice = calibrate_from_rows(GOOD, held)
    assert twice.measured == once.measured
    assert [fit.sentence for fit in twice.links] == [fit.sentence for fit in once.links]
    assert dict(before_calibration(held)) == dict(register_of(GOOD))


def test_what_somebody_entered_afterwards_is_a_prior() -> None:
    once = good().measured["pressure_elasticity"]
    own = entered_again(once, NOON).model_copy(update={"source": "Our own pilot", "p50": -0.31})
    held = resolve(default_assumptions(), (), [entered_again(once, NOON), own])
    assert before_calibration(held)["pressure_elasticity"].p50 == -0.31


def test_a_queue_that_does_not_predict_locks_what_is_said_of_people() -> None:
    later = [day.model_copy(update={"seats": 0.8 * day.seats}) for day in GOOD[105:]]
    found = told([*GOOD[:105], *later])
    assert found.test.verdict is QueueVerdict.OFF
    assert found.links == ()
    assert dict(found.measured) == {}
    assert found.queue is not None
    assert found.patience is not None


@pytest.mark.parametrize("n", [0, 1, 5, 13])
def test_a_few_rows_get_an_answer(n: int) -> None:
    found = told(GOOD[:n])
    assert found.test.verdict is QueueVerdict.TOO_FEW
    assert f"{n} days are too few" in found.test.sentence
    assert found.links == ()


def test_fourteen_rows_test_the_queue_and_ask_for_more_days() -> None:
    found = told(GOOD[:14])
    assert found.test.unlocked
    assert "14 days hold what it needs, and 42 are needed" in found.links[0].sentence


def test_days_without_contacts_are_left_out_and_counted() -> None:
    closed = changed(GOOD[:3], contacts=0, abandoned=0, in_time=None, threshold=None)
    found = told([*closed, *GOOD[3:]])
    assert found.notes[0] == "Left out: 3 days without contacts."
    assert found.test.unlocked
    everything = told(changed(GOOD, contacts=0, abandoned=0, in_time=None, threshold=None))
    assert everything.test.verdict is QueueVerdict.TOO_FEW


def test_columns_that_never_change_are_named() -> None:
    found = told(changed(GOOD, handle_time=6.0, fcr=0.7))
    assert found.never_change == ("handle time", "first-contact resolution")
    assert (
        "The same every day, so nothing follows from it: handle time, first-contact resolution."
        in found.notes
    )
    same = [
        GOOD[0].model_copy(update={"day": day.day, "contacts": 6000, "abandoned": 300})
        for day in GOOD
    ]
    still = told(same)
    assert set(still.never_change) >= {
        "contacts offered",
        "seats",
        "occupancy",
        "contacts abandoned",
    }
    assert still.test.verdict is QueueVerdict.ALIKE
    assert not still.links
    assert still.finding.startswith("Every day is alike, so your days test nothing")


def test_without_waits_patience_is_the_registers_and_that_is_said() -> None:
    found = told(changed(GOOD, wait=None))
    assert found.patience is None
    assert any(
        note.startswith("Patience cannot be measured, because the rows do not hold the mean wait")
        for note in found.notes
    )
    assert found.queue is None or found.queue.patience == 3.0


@pytest.mark.parametrize("load", [1.3, 4.0])
def test_overload_gets_an_answer(load: float) -> None:
    found = told(days_of(Truth(occupancy=load), 80))
    assert found.test.unlocked
    assert found.links


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_all_or_nothing_resolved_gets_an_answer(share: float) -> None:
    found = told(changed(GOOD, fcr=share))
    said = {fit.assumption.id: fit for fit in found.links}
    assert "the same every day" in said["overload_quality"].sentence
    assert said["pressure_elasticity"].update is not None


def test_more_seats_than_advisors_is_no_absence() -> None:
    few = [day.model_copy(update={"seats": 0.5 * day.seats}) for day in GOOD]
    found = told(few)
    assert "absence" not in found.measured
    assert found.queue is not None
    assert found.queue.answering == pytest.approx(1.44, rel=0.01)
    assert any("of the seats answer contacts, which no absence explains" in n for n in found.notes)


def test_a_figure_held_fixed_has_nothing_to_learn() -> None:
    held = register_of(GOOD)
    fixed = entered_again(held["pressure_elasticity"].with_range(-0.2, -0.2, -0.2), NOON)
    register = resolve(default_assumptions(), measured(GOOD).assumptions, [fixed])
    said = {fit.assumption.id: fit for fit in calibrate_from_rows(GOOD, register).links}
    assert "without a range" in said["pressure_elasticity"].sentence


COLUMNS: dict[str, list[Any]] = {
    "wait": [None, 0.0, 7000.0],
    "occupancy": [None, 0.0, 1.0],
    "csat": [None, 0.0, 1.0],
    "fcr": [None, 0.0, 1.0],
    "forecast": [None, 0.5, 1e7],
    "absence": [None, 0.0, 1.0],
    "handle_time": [0.01, 900.0],
    "seats": [0.1, 1e5],
    "abandoned": [0, 1],
    "leavers": [0, 50],
    "advisors": [1.0, 1e5],
}


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data(), n=st.integers(14, 70))
def test_whatever_the_rows_there_is_an_answer(data: st.DataObject, n: int) -> None:
    """Any columns empty or at their ends, on all days or on some; warnings are errors here."""
    names = data.draw(st.lists(st.sampled_from(sorted(COLUMNS)), max_size=5, unique=True))
    days = [day.model_dump() | {"in_time": None, "threshold": None} for day in GOOD[:n]]
    for name in names:
        value = data.draw(st.sampled_from(COLUMNS[name]))
        every = data.draw(st.sampled_from([1, 3]))
        for day in days[::every]:
            day[name] = value
    found = told([OperationsDay.model_validate(day) for day in days])
    assert found.test.sentence
    assert all(fit.sentence for fit in found.links)
