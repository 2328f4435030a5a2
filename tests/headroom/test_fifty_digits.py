"""Every figure within 1e-9 of a calculation in 50-digit arithmetic, from one agent to 10,000."""

import numpy as np
import pytest

from tests.headroom import fifty_digits
from workbench.headroom.queueing import erlang_a, erlang_b, erlang_c, p_wait_beyond

CLOSE = 1e-9
# Waits of hours are held to twelve digits instead: their ninth decimal is beyond a float.
DIGITS = 1e-12
MOST_TERMS = 200_000

Point = tuple[float, float, float, float, float]


def random_points(seed: int, n: int) -> list[Point]:
    """Rate, handle time, agents, patience and threshold in seconds: idle, crowded, overloaded."""
    rng = np.random.default_rng(seed)
    points = []
    for _ in range(n):
        agents = float(np.exp(rng.uniform(0, np.log(10_000))))
        aht = float(np.exp(rng.uniform(np.log(20), np.log(7200))))
        load = agents * rng.choice([rng.uniform(0.05, 1.6), rng.uniform(0.9, 1.1)])
        rate = float(min(load, 10_000)) / aht
        patience = float(np.exp(rng.uniform(np.log(5), np.log(36_000))))
        if (rate - agents / aht) * patience > MOST_TERMS:
            patience = MOST_TERMS / rate
        threshold = float(np.exp(rng.uniform(0, np.log(3 * 86_400))))
        points.append((rate, aht, agents, patience, threshold))
    return points


CORNERS: list[Point] = [
    (9_900 / 60, 60.0, 10_000.0, 36_000.0, 20.0),
    (9_990 / 60, 60.0, 10_000.0, 36_000.0, 259_200.0),
    (9_700 / 300, 300.0, 9_990.0, 36_000.0, 1.0),
    # Where the library's incomplete gamma function loses its digits.
    (9_935 / 300, 300.0, 9_990.0, 36_000.0, 20.0),
    (9_960 / 60, 60.0, 9_990.0, 36_000.0, 5.0),
    # Hardly any contacts and endless patience.
    (1.75e-4, 398.0, 1.2, 23_809.0, 1.3),
    (10_000 / 60, 60.0, 10_000.0, 5.0, 1.0),
    (10_000 / 60, 60.0, 5_000.0, 5.0, 1.0),
    (1e-9, 300.0, 1.0, 5.0, 1.0),
    (1e-3, 86_400.0, 1.0, 5.0, 259_200.0),
    (0.4 / 600, 600.0, 0.3, 60.0, 20.0),
]


def close(found: object, exact: object) -> bool:
    exact = float(exact)  # type: ignore[arg-type]
    return abs(float(found) - exact) < max(CLOSE, DIGITS * abs(exact))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(5))
def test_erlang_a_at_random_points(seed: int) -> None:
    for point in random_points(seed, 20):
        check(point)


@pytest.mark.parametrize("point", CORNERS)
def test_erlang_a_at_the_corners(point: Point) -> None:
    check(point)


def check(point: Point) -> None:
    exact = fifty_digits.erlang_a(*point)
    found = erlang_a(*point)
    beyond = exact.pop("beyond")
    for name, value in exact.items():
        assert close(getattr(found, name), value), (point, name)
    assert close(p_wait_beyond(*point), beyond), point


@pytest.mark.parametrize("seed", range(2))
def test_erlang_b_and_c_at_random_points(seed: int) -> None:
    for rate, aht, agents, _, threshold in random_points(100 + seed, 40):
        load = rate * aht
        assert close(erlang_b(agents, load), fifty_digits.erlang_b(agents, load))
        if load < 0.999 * agents:
            found = erlang_c(rate, aht, agents, threshold)
            for name, value in fifty_digits.erlang_c(rate, aht, agents, threshold).items():
                assert close(getattr(found, name), value), (rate, aht, agents, threshold, name)
