"""Erlang's formulas in 50-digit arithmetic, from sums and continued fractions only.

Nothing here is shared with the product: Palm's sum term by term, the incomplete gamma function by
its continued fraction, and the wait of the answered contacts by its own sum over queue positions.
"""

from typing import Any

import mpmath as mp

Digits = Any

mp.mp.dps = 60
ENOUGH = mp.mpf(10) ** -55


def _poisson(x: Digits, y: Digits) -> Digits:
    return mp.exp(x * mp.log(y) - y - mp.loggamma(x + 1))


def _sums(x: Digits, y: Digits) -> tuple[Digits, Digits]:
    """Palm's sum A, and its terms weighted by 1/(x+1) + ... + 1/(x+j)."""
    term, harmonic = mp.mpf(1), mp.mpf(0)
    total, weighted = mp.mpf(1), mp.mpf(0)
    position = 0
    while term > ENOUGH * total or y > x + position:
        position += 1
        term *= y / (x + position)
        harmonic += 1 / (x + position)
        total += term
        weighted += term * harmonic
    return total, weighted


def _upper(x: Digits, y: Digits) -> Digits:
    """Γ(x, y) e^y y^-x by Lentz's continued fraction, for y > x."""
    tiny = mp.mpf(10) ** -200
    b = y + 1 - x
    c, d = 1 / tiny, 1 / b
    answer = d
    step = 0
    while True:
        step += 1
        factor = -step * (step - x)
        b += 2
        d = 1 / (factor * d + b)
        c = b + factor / c
        answer *= c * d
        if abs(c * d - 1) < ENOUGH:
            return answer


def lower_share(x: Digits, y: Digits) -> Digits:
    """P(x, y), the regularised lower incomplete gamma function."""
    if y == 0:
        return mp.mpf(0)
    if y > x + 2 * mp.sqrt(x) + 2:
        return 1 - _poisson(x, y) * x / y * _upper(x, y) * y
    return _poisson(x, y) * _sums(x, y)[0]


def erlang_b(agents: float, load: float) -> Digits:
    n, a = mp.mpf(agents), mp.mpf(load)
    if a > n + 2 * mp.sqrt(n) + 3:
        return 1 / (1 + n * _upper(n, a))
    return _poisson(n, a) / (1 - lower_share(n + 1, a))


def erlang_c(rate: float, aht: float, agents: float, threshold: float) -> dict[str, Digits]:
    load, n = mp.mpf(rate) * mp.mpf(aht), mp.mpf(agents)
    blocked = erlang_b(n, load)
    wait = n * blocked / (n - load * (1 - blocked))
    spare = (n - load) / mp.mpf(aht)
    return {
        "p_wait": wait,
        "service_level": 1 - wait * mp.exp(-spare * mp.mpf(threshold)),
        "asa": wait / spare,
        "occupancy": load / n,
    }


def erlang_a(
    rate: float, aht: float, agents: float, patience: float, threshold: float
) -> dict[str, Digits]:
    lam, h, n, t, limit = (mp.mpf(value) for value in (rate, aht, agents, patience, threshold))
    x, y, load = n * t / h, lam * t, lam * h / n
    blocked = erlang_b(n, lam * h)
    share = lower_share(x, y)
    poisson = _poisson(x, y)
    inverse = poisson / share
    total = inverse + (1 - inverse) * blocked
    p_wait = blocked / total
    p_abandon = (inverse / load + 1 - 1 / load) * p_wait
    z = y * mp.exp(-limit / t)
    late = blocked * (lower_share(x, z) - _poisson(x, z)) / share / (load * total)
    beyond = p_wait * lower_share(x, z) / share * mp.exp(-limit / t)
    _, weighted = _sums(x, y)
    all_busy = blocked * inverse / total
    answered_wait = all_busy * weighted * t / load / (1 - p_abandon)
    service_level = 1 - p_abandon - late
    return {
        "p_wait": p_wait,
        "p_abandon": p_abandon,
        "mean_wait": p_abandon * t,
        "asa": answered_wait,
        "service_level": service_level,
        "service_level_answered": service_level / (1 - p_abandon),
        "service_level_patient": service_level / (1 - (p_abandon - (beyond - late))),
        "occupancy": load * (1 - p_abandon),
        "beyond": beyond,
    }
