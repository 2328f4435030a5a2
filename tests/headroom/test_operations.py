from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy import stats

from tests.headroom.made import DEFAULTS
from workbench.evidence.assumptions import Assumption, resolve
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.grades import Grade, SourceKind
from workbench.headroom.operations import OperationsDay, measured
from workbench.headroom.queueing import erlang_a

MONDAY = date(2026, 1, 5)
PATTERN = (1.3, 1.1, 1.0, 1.0, 0.9, 0.4, 0.3)
PATIENCE, HANDLE = 2.5, 6.0


def day(number: int, **changes: Any) -> OperationsDay:
    values: dict[str, Any] = {
        "day": MONDAY + timedelta(days=number),
        "contacts": 8000,
        "abandoned": 320,
        "handle_time": HANDLE,
        "wait": 30.0,
        "seats": 120.0,
        "open_hours": 10.0,
    }
    return OperationsDay(**values | changes)


def true_days(n: int, variation: float = 0.08, seed: int = 1) -> list[OperationsDay]:
    """Days of a queue whose parameters are known."""
    rng = np.random.default_rng(seed)
    days = []
    for number in range(n):
        share = PATTERN[number % 7]
        contacts = int(rng.poisson(8000 * share * rng.gamma(1 / variation**2, variation**2)))
        queue = erlang_a(contacts / 600, HANDLE, 82 * share, PATIENCE, 1 / 3)
        abandoned = int(rng.binomial(contacts, float(queue.p_abandon)))
        days.append(
            day(
                number,
                contacts=contacts,
                abandoned=abandoned,
                handle_time=HANDLE + 0.2 * rng.standard_normal(),
                wait=float(queue.mean_wait) * 60,
                csat=rng.binomial(300, 0.72) / 300,
                csat_answers=300,
                fcr=0.7 + 0.01 * rng.standard_normal(),
            )
        )
    return days


def by_id(assumptions: tuple[Assumption, ...]) -> dict[str, Assumption]:
    return {assumption.id: assumption for assumption in assumptions}


TRUTH = {
    "contacts_per_week": 8000 * sum(PATTERN),
    "open_hours_per_week": 70.0,
    "handle_time": HANDLE,
    "seats": 120.0,
    "volume_cv": 0.08,
    "patience": PATIENCE,
    "satisfaction": 0.72,
    "unresolved_share": 0.3,
}


def test_the_truth_is_found_within_the_intervals() -> None:
    found = by_id(measured(true_days(364)).assumptions)
    assert found.keys() == TRUTH.keys()
    for key, truth in TRUTH.items():
        low, high = found[key].interval or (np.nan, np.nan)
        # Four of the 95 % half-widths: it must fail for a wrong formula, not once in twenty runs.
        width = max(high - low, 1e-9)
        assert abs(found[key].p50 - truth) < 2 * width, key
        assert found[key].p50 == pytest.approx(truth, rel=0.1), key


def test_intervals_cover_as_often_as_they_say() -> None:
    covered = dict.fromkeys(TRUTH, 0)
    runs = 60
    for seed in range(runs):
        for key, assumption in by_id(measured(true_days(70, seed=seed)).assumptions).items():
            low, high = assumption.interval or (np.nan, np.nan)
            covered[key] += low - 1e-9 <= TRUTH[key] <= high + 1e-9
    for key, times in covered.items():
        assert stats.binomtest(times, runs, 0.95).pvalue > 1e-4, (key, times)


def test_a_measured_figure_says_where_it_comes_from() -> None:
    days = true_days(70)
    for assumption in measured(days).assumptions:
        default = DEFAULTS[assumption.id]
        assert assumption.source == "Uploaded operations data, 2026-01-05 to 2026-03-15"
        assert assumption.source_kind is SourceKind.UPLOADED
        assert assumption.grade is Grade.C
        assert assumption.n == 70
        low, high = assumption.interval or (np.nan, np.nan)
        assert low <= assumption.p10 <= assumption.p50 <= assumption.p90 <= high
        assert (assumption.label, assumption.unit) == (default.label, default.unit)
        assert default.explanation in assumption.explanation
    register = resolve(default_assumptions(), measured(days).assumptions)
    assert register.replaced("patience")[0] == DEFAULTS["patience"]


def test_weekdays_that_are_closed_or_missing_do_not_bias_the_week() -> None:
    days = [one for one in true_days(140) if one.day.weekday() < 6]
    gaps = [one for number, one in enumerate(days) if number % 5]
    found = by_id(measured(gaps).assumptions)
    assert found["contacts_per_week"].p50 == pytest.approx(8000 * sum(PATTERN[:6]), rel=0.03)
    assert found["open_hours_per_week"].p50 == pytest.approx(60)


def test_a_season_that_the_rota_follows_is_not_variation() -> None:
    days = []
    for number, plain in enumerate(true_days(364)):
        season = 1 + 0.4 * np.sin(number / 58)
        busy = {"contacts": round(plain.contacts * season), "seats": plain.seats * season}
        days.append(plain.model_copy(update=busy))
    assert by_id(measured(days).assumptions)["volume_cv"].p50 == pytest.approx(0.08, rel=0.1)


def test_chance_arrivals_are_not_variation_of_demand() -> None:
    rng = np.random.default_rng(3)
    quiet = [day(number, contacts=int(rng.poisson(400)), abandoned=5) for number in range(700)]
    assert by_id(measured(quiet).assumptions)["volume_cv"].p50 < 0.015


def test_a_mean_of_equal_days_has_the_textbook_error() -> None:
    times = np.random.default_rng(5).normal(6.0, 0.5, 40)
    days = [day(number, handle_time=value) for number, value in enumerate(times)]
    found = by_id(measured(days).assumptions)["handle_time"]
    low, high = stats.t.interval(0.95, 39, times.mean(), stats.sem(times))
    assert found.interval == pytest.approx((low, high), rel=1e-9)
    assert (found.p10, found.p90) == pytest.approx(
        stats.t.interval(0.8, 39, times.mean(), stats.sem(times)), rel=1e-9
    )


@pytest.mark.parametrize("n", [0, 1, 5, 13])
def test_a_few_days_measure_nothing_and_say_so(n: int) -> None:
    found = measured(true_days(n))
    assert found.assumptions == ()
    assert f"{n} days are too few to measure anything; 14 are needed" in found.notes[0]


def notes_of(days: list[OperationsDay], label: str) -> str:
    found = measured(days)
    noted = [note for note in found.notes if note.startswith(label)]
    assert label not in {assumption.label for assumption in found.assumptions}
    assert len(noted) == 1
    assert noted[0].endswith("The figure in force stays.")
    return noted[0]


def test_what_cannot_be_measured_is_named() -> None:
    plain = [day(number) for number in range(28)]
    assert "the same every day" in notes_of(plain, "Variation of volume")
    assert "0 days state it, and 14" in notes_of(plain, "Satisfied customers")
    assert "0 days state it" in notes_of(plain, "Contacts not resolved at once")
    unwaited = [day(number, wait=None) for number in range(28)]
    assert "0 days state the mean wait" in notes_of(unwaited, "Mean patience")
    patient = [day(number, abandoned=1) for number in range(28)]
    assert "28 contacts were abandoned, and 30" in notes_of(patient, "Mean patience")
    instant = [day(number, wait=0.0) for number in range(28)]
    assert "the mean wait is 0 every day" in notes_of(instant, "Mean patience")
    closed = [day(number, contacts=0, abandoned=0) for number in range(28)]
    assert "none at all" in notes_of(closed, "Contacts offered per week")
    assert "0 days state it" in notes_of(closed, "Handle time")
    slow = [day(number, handle_time=900.0) for number in range(28)]
    assert "900 minutes, outside the accepted 0.1 to 240" in notes_of(slow, "Handle time")


def test_a_figure_that_never_changes_has_no_range() -> None:
    found = by_id(measured([day(number) for number in range(28)]).assumptions)["seats"]
    assert (found.p10, found.p50, found.p90) == (120, 120, 120)


def test_patience_is_waiting_time_over_abandoned_contacts() -> None:
    found = by_id(measured([day(number) for number in range(28)]).assumptions)["patience"]
    assert found.p50 == pytest.approx(8000 * 0.5 / 320)
    # With days all alike, chance in the number of abandoned contacts remains.
    assert found.interval is not None
    assert found.interval[1] - found.p50 == pytest.approx(
        stats.t.isf(0.025, 27) * 12.5 / np.sqrt(28 * 320)
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"contacts": -1},
        {"abandoned": 9000},
        {"handle_time": 0},
        {"handle_time": float("nan")},
        {"wait": -1},
        {"seats": 0},
        {"open_hours": 25},
        {"occupancy": 1.2},
        {"csat": -0.1},
        {"fcr": 70},
        {"surprise": 1},
    ],
)
def test_an_impossible_day_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        day(0, **wrong)
