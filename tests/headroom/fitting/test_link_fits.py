from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.headroom.fitting.made import Truth, changed, days_of, register_of
from workbench.evidence.grades import Grade
from workbench.headroom.calibration import calibrate
from workbench.headroom.centre import figures
from workbench.headroom.fitting.day_columns import day_columns
from workbench.headroom.fitting.link_fits import LinkFit, LinkVerdict, Slopes, fit_links
from workbench.headroom.fitting.observations import Observations, lagged, observations
from workbench.headroom.fitting.slopes import Instrumented, Slope
from workbench.headroom.operations import FcrDefinition, OperationsDay

CROWDED = Truth(occupancy=0.92)


def seen_of(days: list[OperationsDay], register: Any = None) -> Observations:
    held = register or register_of(days)
    return observations(day_columns(days), 0.72, calibrate(figures(held)).over((1,)))


def fits(days: list[OperationsDay], register: Any = None) -> dict[str, LinkFit]:
    held = register or register_of(days)
    return {fit.assumption.id: fit for fit in fit_links(seen_of(days, held), held)}


def slopes_of(fit: LinkFit) -> Slopes:
    assert fit.slopes is not None, fit.sentence
    return fit.slopes


def posterior_covers(fit: LinkFit, truth: float) -> bool:
    assert fit.update is not None, fit.sentence
    return fit.update.after.low <= truth <= fit.update.after.high


def as_often_as_said(covered: int, runs: int) -> bool:
    return bool(stats.binomtest(covered, runs, 0.95, "less").pvalue > 1e-3)


RUNS = 10


@pytest.mark.parametrize("elasticity", [0.0, -0.2, -0.5])
def test_the_response_of_time_to_pressure_is_found(elasticity: float) -> None:
    covered, middle = 0, []
    for seed in range(RUNS):
        fit = fits(days_of(replace(CROWDED, elasticity=elasticity), 140, seed))[
            "pressure_elasticity"
        ]
        assert fit.verdict in {LinkVerdict.LEARNT, LinkVerdict.DOUBTFUL}
        found = slopes_of(fit).controlled
        covered += found.low <= elasticity <= found.high
        middle.append(found.value)
    assert as_often_as_said(covered, RUNS), covered
    assert np.mean(middle) == pytest.approx(elasticity, abs=0.03)


def resolved_by(days: list[OperationsDay], loss: float, harder: float, seed: int) -> Any:
    """The days with the resolution that the model gives them, and the register.

    An outage also makes contacts harder, by `harder` per unit of ln volume above the plan.
    """
    register = register_of(days)
    seen = seen_of(days, register)
    model = seen.resolution(seen.pressed(), np.array([loss]))[:, 0]
    outage = np.log(seen.days.contacts / seen.days.forecast)
    noise = 0.01 * np.random.default_rng(seed).standard_normal(len(days))
    fcr = np.clip(model - harder * outage + noise, 0, 1)
    told = [
        day.model_copy(update={"fcr": float(share)}) for day, share in zip(days, fcr, strict=True)
    ]
    return told, register


@pytest.mark.parametrize("loss", [0.5, 4.0])
def test_in_a_confounded_centre_the_loss_by_load_is_found_all_the_same(loss: float) -> None:
    """Volume makes occupancy high and contacts hard at once; the plain slope takes it for load."""
    covered, wrong = 0, 0
    for seed in range(RUNS):
        days, register = resolved_by(days_of(CROWDED, 200, seed), loss, 0.4, seed)
        fit = fits(days, register)["overload_quality"]
        covered += posterior_covers(fit, loss)
        naive, controlled = slopes_of(fit).naive, slopes_of(fit).controlled
        wrong += naive.high < controlled.value
    assert as_often_as_said(covered, RUNS), covered
    assert wrong > 0.8 * RUNS


def test_satisfaction_by_resolution_and_by_giving_up_is_found() -> None:
    truth = Truth(occupancy=0.95, outage=0.08, resolving=0.4, giving_up=0.3, difficulty=0.3)
    covered = {"resolution_satisfaction": 0, "abandon_satisfaction": 0}
    for seed in range(RUNS):
        found = fits(days_of(truth, 200, seed))
        covered["resolution_satisfaction"] += posterior_covers(
            found["resolution_satisfaction"], 0.4
        )
        # Waiting and giving up are told together: what waiting does is taken off at its P50.
        told = 0.3 - 2.5 * 0.03
        covered["abandon_satisfaction"] += posterior_covers(found["abandon_satisfaction"], told)
    for figure, times in covered.items():
        assert as_often_as_said(times, RUNS), (figure, times)


def test_absence_that_confirms_the_controls_makes_stronger_evidence() -> None:
    fit = fits(days_of(replace(CROWDED, elasticity=-0.3), 200))["pressure_elasticity"]
    assert slopes_of(fit).instrument_is_strong
    assert slopes_of(fit).instrument_agrees
    assert fit.grade is Grade.B
    assert "absence as an instrument confirms" in fit.how
    without = changed(days_of(replace(CROWDED, elasticity=-0.3), 200), absence=None)
    plain = fits(without)["pressure_elasticity"]
    assert slopes_of(plain).instrumented is None
    assert plain.grade is Grade.C
    assert any("no unplanned absence" in caution for caution in plain.cautions)


def test_absence_that_hardly_varies_is_a_weak_instrument() -> None:
    fit = fits(days_of(replace(CROWDED, absent=0.0005, elasticity=-0.3), 120))[
        "pressure_elasticity"
    ]
    assert not slopes_of(fit).instrument_is_strong
    assert any("too little to be an instrument" in caution for caution in fit.cautions)


def test_a_hidden_cause_that_lasts_is_caught_by_yesterday() -> None:
    """Something slow moves resolution and satisfaction alike; neither moves the other."""
    caught = 0
    for seed in range(8):
        rng = np.random.default_rng(seed)
        wave = np.zeros(200)
        for day in range(1, 200):
            wave[day] = 0.9 * wave[day - 1] + 0.02 * rng.standard_normal()
        days = [
            day.model_copy(
                update={
                    "fcr": 0.7 + float(wave[at]) + 0.03 * float(rng.standard_normal()),
                    "csat": 0.6 + float(wave[at]) + 0.01 * float(rng.standard_normal()),
                }
            )
            for at, day in enumerate(days_of(Truth(), 200, seed))
        ]
        fit = fits(days)["resolution_satisfaction"]
        caught += fit.verdict is LinkVerdict.DOUBTFUL
        if fit.verdict is LinkVerdict.DOUBTFUL:
            assert (
                "also goes with satisfied customers of the day before; run the pilot"
                in fit.sentence
            )
    assert caught >= 7


def test_the_placebo_cries_wolf_about_as_seldom_as_it_says() -> None:
    false = [
        (
            slopes_of(fits(days_of(CROWDED, 140, seed))["pressure_elasticity"]).placebo
            or AssertionError
        )
        for seed in range(20)
    ]
    times = sum(each.p_value < 0.05 for each in false if isinstance(each, Slope))
    assert stats.binomtest(times, len(false), 0.05, "greater").pvalue > 1e-3, times


def a_slope(value: float, error: float) -> Slope:
    return Slope(value, error, value - 2 * error, value + 2 * error, 100, 120, 110)


@pytest.mark.parametrize(
    ("instrument", "first_stage", "placebo", "doubt"),
    [
        (0.31, 50.0, 0.0, ""),
        (0.90, 50.0, 0.0, "absence as an instrument gives another slope"),
        (0.90, 3.0, 0.0, ""),
        (0.31, 50.0, 0.9, "load also goes with time of the day before"),
    ],
)
def test_doubt_comes_from_the_placebo_and_from_a_strong_instrument(
    instrument: float, first_stage: float, placebo: float, doubt: str
) -> None:
    found = Slopes(
        "time",
        "load",
        a_slope(0.5, 0.1),
        a_slope(0.3, 0.1),
        Instrumented(a_slope(instrument, 0.1), first_stage),
        a_slope(placebo, 0.1),
        1.2,
    )
    assert doubt in found.doubt
    assert bool(doubt) == bool(found.doubt)


def test_longer_contacts_on_harder_days_are_never_taken_for_the_link() -> None:
    """No control and no instrument parts time from difficulty, so it stays a matter for a pilot."""
    fit = fits(days_of(CROWDED, 140))["cut_short_resolved"]
    assert fit.verdict in {LinkVerdict.DOUBTFUL, LinkVerdict.SILENT}
    assert slopes_of(fit).instrumented is None
    assert fit.sentence.endswith("run the pilot.")


def test_data_that_hardly_move_a_figure_say_so() -> None:
    fit = fits(days_of(Truth(outage=0.02, absent=0.002), 60))["wait_satisfaction"]
    assert fit.verdict is LinkVerdict.SILENT
    assert "your data does not speak to this" in fit.sentence
    assert fit.sentence.endswith("run the pilot.")
    assert fit.update is not None
    assert fit.update.shift < 0.1


@pytest.mark.parametrize(
    ("values", "figure", "why"),
    [
        ({"fcr": 0.0}, "overload_quality", "it is the same every day: first-contact resolution"),
        ({"fcr": 1.0}, "cut_short_resolved", "it is the same every day: first-contact resolution"),
        (
            {"fcr": 1.0},
            "resolution_satisfaction",
            "it is the same every day: first-contact resolution",
        ),
        ({"csat": 0.6}, "abandon_satisfaction", "it is the same every day: satisfied customers"),
        ({"csat": None}, "abandon_satisfaction", "the rows do not hold satisfied customers"),
        ({"fcr": None}, "overload_quality", "the rows do not hold first-contact resolution"),
        ({"fcr_definition": None}, "overload_quality", "write it in the header as one of survey"),
        ({"handle_time": 6.0}, "pressure_elasticity", "it is the same every day: handle time"),
        ({"occupancy": 0.9}, "overload_quality", "it is the same every day: occupancy"),
        ({"occupancy": 0.5}, "overload_quality", "occupancy was never above 88%"),
    ],
)
def test_what_the_rows_cannot_tell_names_the_column(
    values: dict[str, Any], figure: str, why: str
) -> None:
    days = days_of(CROWDED, 60)
    fit = fits(changed(days, **values), register_of(days))[figure]
    assert fit.verdict is LinkVerdict.CANNOT
    assert why in fit.sentence
    assert fit.sentence.endswith("run the pilot.")


def test_two_ways_of_measuring_resolution_are_never_mixed() -> None:
    days = days_of(CROWDED, 60)
    days[5] = days[5].model_copy(update={"fcr_definition": FcrDefinition.AGENT_FLAG})
    said = fits(days)["overload_quality"].sentence
    assert "measured by agent flag and survey, never mixed" in said


def test_too_few_days_are_counted() -> None:
    said = fits(days_of(CROWDED, 30))["pressure_elasticity"].sentence
    assert "30 days hold what it needs, and 42 are needed" in said


def test_the_day_before_is_that_of_the_calendar() -> None:
    when = np.array([0, 1, 3, 4])
    values = np.array([10.0, 11.0, 13.0, 14.0])
    assert lagged(values, when, 1) == pytest.approx([np.nan, 10, np.nan, 13], nan_ok=True)
    assert lagged(values, when, 3) == pytest.approx([np.nan, np.nan, 10, 11], nan_ok=True)
