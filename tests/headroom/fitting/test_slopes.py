import numpy as np
import pytest
from scipy import stats

from workbench.headroom.fitting.slopes import (
    NothingVaries,
    Slope,
    calendar,
    instrumented_slope,
    slope,
    variance_inflation,
    varies,
)

# A confounded centre: an outage raises volume by `VOLUME` and makes contacts harder by `HARDER`;
# the true effect of occupancy on resolution is -0.30 for a whole unit.
EFFECT, HARDER = -0.30, 0.49
DAYS, LAGS = 250, 7


def confounded(seed: int, days: int = DAYS) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    outage = 0.05 * rng.standard_normal(days)
    absence = 0.06 + 0.03 * rng.standard_normal(days)
    occupancy = 0.82 + 0.7 * outage + 0.9 * (absence - 0.06)
    resolved = 0.95 + EFFECT * occupancy - HARDER * outage + 0.02 * rng.standard_normal(days)
    return {
        "when": np.arange(days),
        "volume": outage,
        "absence": absence,
        "occupancy": occupancy,
        "resolved": resolved,
    }


def covers(found: Slope, truth: float) -> bool:
    return found.low <= truth <= found.high


def three_slopes(seed: int, days: int = DAYS) -> tuple[Slope, Slope, Slope]:
    """By the plain line, given the volume, and by absence."""
    made = confounded(seed, days)
    when, plain = made["when"], calendar(made["when"], made["when"] % 7)
    told = (made["resolved"], made["occupancy"])
    given = np.column_stack([plain, made["volume"]])
    naive = slope(*told, np.ones((days, 1)), when, LAGS)
    controlled = slope(*told, given, when, LAGS)
    instrumented = instrumented_slope(*told, made["absence"], plain, when, LAGS)
    return naive, controlled, instrumented.slope


def test_in_a_confounded_centre_the_plain_line_is_wrong_and_the_others_are_right() -> None:
    runs = [three_slopes(seed) for seed in range(60)]
    naive, controlled, instrumented = zip(*runs, strict=True)
    assert not any(covers(found, EFFECT) for found in naive)
    # What leaving out the outage adds to the slope (omitted-variable formula): it comes to -0.74.
    expected = EFFECT - HARDER * 0.7 * 0.05**2 / ((0.7 * 0.05) ** 2 + (0.9 * 0.03) ** 2)
    assert np.mean([found.value for found in naive]) == pytest.approx(expected, abs=0.01)
    for found in (controlled, instrumented):
        assert np.mean([one.value for one in found]) == pytest.approx(EFFECT, abs=0.03)
        times = sum(covers(one, EFFECT) for one in found)
        assert stats.binomtest(times, len(found), 0.95).pvalue > 1e-3, times


def test_sixty_days_make_an_instrument_nearly_useless() -> None:
    assert three_slopes(1, 60)[2].error > 1.7 * three_slopes(1, 250)[2].error


def related(seed: int, days: int, rho: float) -> tuple[np.ndarray, np.ndarray]:
    """A driver and an outcome that both follow themselves, and have nothing to do with each other.

    The first-order autoregressions start in their steady state.
    """
    rng = np.random.default_rng(seed)
    waves = rng.standard_normal((2, days))
    for day in range(1, days):
        waves[:, day] = rho * waves[:, day - 1] + np.sqrt(1 - rho**2) * waves[:, day]
    return waves[0], waves[1]


def test_errors_are_honest_when_days_are_alike() -> None:
    runs, honest, simple = 200, 0, 0
    for seed in range(runs):
        driver, outcome = related(seed, 200, 0.6)
        when, controls = np.arange(200), np.ones((200, 1))
        honest += covers(slope(outcome, driver, controls, when, LAGS), 0.0)
        simple += covers(slope(outcome, driver, controls, when, 0), 0.0)
    # Newey and West's own estimate is a little short in 200 days; without it far more is missed.
    assert honest / runs > 0.90
    assert simple / runs < 0.87


def test_days_that_are_alike_count_for_fewer() -> None:
    when, controls = np.arange(300), np.ones((300, 1))
    driver, outcome = related(3, 300, 0.8)
    alike = slope(outcome, driver, controls, when, LAGS)
    assert alike.effective_days < 150
    driver, outcome = related(3, 300, 0.0)
    assert slope(outcome, driver, controls, when, LAGS).effective_days > 200


AT = np.arange(60.0)
DRIVER = np.sin(AT / 3) + 0.3 * np.cos(1.7 * AT)
CONTROL = np.cos(AT / 5)
OUTCOME = 1 + 0.4 * DRIVER - 0.2 * CONTROL + 0.5 * np.sin(AT / 7 + 1) + 0.2 * np.cos(2.3 * AT)
WITH = np.column_stack([np.ones(60), CONTROL])
WHEN = np.arange(60)


@pytest.mark.parametrize(
    ("lags", "error"),
    [(0, 0.06320407291595352), (4, 0.11180131234971104), (7, 0.11918944269334567)],
)
def test_slopes_and_errors_are_those_of_statsmodels(lags: int, error: float) -> None:
    """statsmodels 0.15.0, OLS(...).fit(cov_type="HAC", use_correction=True)."""
    found = slope(OUTCOME, DRIVER, WITH, WHEN, lags)
    assert found.value == pytest.approx(0.4431750139863989, rel=1e-12)
    assert found.error == pytest.approx(error, rel=1e-12)


def test_the_instrument_and_the_inflation_are_those_of_statsmodels() -> None:
    """statsmodels 0.15.0: IV2SLS(...).fit() and variance_inflation_factor."""
    found = instrumented_slope(OUTCOME, DRIVER, np.sin(AT / 3 + 0.4), WITH, WHEN, LAGS)
    assert found.slope.value == pytest.approx(0.44082512004385443, rel=1e-12)
    assert variance_inflation(DRIVER, WITH) == pytest.approx(1.0212002302059022, rel=1e-12)


def test_an_instrument_that_is_the_driver_gives_the_plain_slope() -> None:
    plain = slope(OUTCOME, DRIVER, WITH, WHEN, LAGS)
    found = instrumented_slope(OUTCOME, DRIVER, DRIVER, WITH, WHEN, LAGS)
    assert found.slope.value == pytest.approx(plain.value, rel=1e-12)
    assert found.slope.error == pytest.approx(plain.error, rel=1e-12)


def test_an_instrument_that_moves_nothing_is_weak() -> None:
    noise = np.random.default_rng(1).standard_normal(60)
    assert instrumented_slope(OUTCOME, DRIVER, noise, WITH, WHEN, LAGS).first_stage < 10


def test_days_far_apart_are_not_taken_to_be_related() -> None:
    """With gaps longer than the lags every day stands alone, and lags change nothing."""
    apart = WHEN * (LAGS + 1)
    alone = slope(OUTCOME, DRIVER, WITH, apart, 0)
    assert slope(OUTCOME, DRIVER, WITH, apart, LAGS) == alone
    assert slope(OUTCOME, DRIVER, WITH, WHEN, LAGS) != alone


def test_a_slope_does_not_depend_on_what_the_controls_explain() -> None:
    moved = slope(OUTCOME + 3 * CONTROL, DRIVER - 2 * CONTROL, WITH, WHEN, LAGS)
    assert moved.value == pytest.approx(slope(OUTCOME, DRIVER, WITH, WHEN, LAGS).value, rel=1e-9)


def test_what_does_not_vary_is_said() -> None:
    flat = np.full(60, 0.1) * 3
    assert not varies(flat + 1e-17)
    with pytest.raises(NothingVaries, match="the driver does not vary"):
        slope(OUTCOME, flat, WITH, WHEN, LAGS)
    with pytest.raises(NothingVaries, match="the driver moves with the controls"):
        slope(OUTCOME, 2 * CONTROL + 1, WITH, WHEN, LAGS)
    with pytest.raises(NothingVaries, match="the instrument does not vary"):
        instrumented_slope(OUTCOME, DRIVER, flat, WITH, WHEN, LAGS)
    assert variance_inflation(2 * CONTROL + 1, WITH) == np.inf


def test_as_many_effects_as_days_are_refused() -> None:
    few = slice(0, 3)
    with pytest.raises(NothingVaries, match="3 days are no more than the 3 effects"):
        slope(OUTCOME[few], DRIVER[few], WITH[few], WHEN[few], LAGS)


@pytest.mark.parametrize(("days", "effects"), [(60, 9), (400, 11)])
def test_the_calendar_has_a_season_only_in_a_long_record(days: int, effects: int) -> None:
    when = np.arange(days)
    assert calendar(when, when % 7).shape == (days, effects)
    assert np.linalg.matrix_rank(calendar(when, when % 7)) == effects
