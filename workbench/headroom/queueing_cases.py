"""What the engine answers to the published cases of `assets/validation/queueing.json`."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

import numpy as np

from workbench.evidence.validation import Answer, Answers, Check, answered
from workbench.headroom.pilot.power import persons_for_t_test, power_at
from workbench.headroom.pilot.precision import Variances, effect_variance
from workbench.headroom.pilot.schedules import stepped_wedge
from workbench.headroom.queueing import (
    erlang_a,
    erlang_a_mixed,
    erlang_a_with_repeats,
    erlang_b,
    erlang_c,
    p_wait_beyond,
)

Given = Mapping[str, Any]
HALVINGS = 64


def queueing_checks() -> dict[str, tuple[Check, ...]]:
    """Every published case of queueing and of the pilot's power, by id."""
    return answered("queueing", ANSWERS)


def _erlang_b(given: Given) -> Answers:
    return {"blocking": erlang_b(given["n"], given["a_erlangs"])}


def _traffic(given: Given) -> Answers:
    lines, blocking = given["n"], given["blocking"]
    load = _root(lambda a: float(erlang_b(lines, a)) - blocking, 0.0, float(lines))
    return {"a_erlangs": load}


def _fewest_lines(given: Given) -> Answers:
    load, most = given["a_erlangs"], given["max_blocking"]
    lines = next(n for n in count(1) if float(erlang_b(n, load)) <= most)
    return {
        "n": lines,
        "blocking_at_n": erlang_b(lines, load),
        "blocking_at_n_minus_1": erlang_b(lines - 1, load),
    }


def _with_recall(given: Given) -> Answers:
    """Blocked calls that try again at once: offered = fresh + recall × blocked."""
    fresh, recall, most = given["a_erlangs"], given["recall"], given["max_blocking"]

    def offered(lines: int) -> float:
        return _root(
            lambda a: a - fresh - recall * a * float(erlang_b(lines, a)),
            fresh,
            fresh / (1 - recall),
        )

    lines = next(n for n in count(1) if float(erlang_b(n, offered(n))) <= most)
    return {
        "n": lines,
        "blocking_at_11": erlang_b(11, offered(11)),
        "blocking_at_10": erlang_b(10, offered(10)),
        "total_offered_at_11": offered(11),
    }


def _erlang_c(given: Given) -> Answers:
    found = erlang_c(given["arrival_rate"], given["aht"], given["n"], given["sl_threshold"])
    return {
        "p_wait": found.p_wait,
        "service_level": found.service_level,
        "asa": found.asa,
        "occupancy": found.occupancy,
    }


def _erlang_a(given: Given) -> Answers:
    inputs = (given["arrival_rate"], given["aht"], given["n"], given["mean_patience"])
    found = erlang_a(*inputs, given["sl_threshold"])
    return {
        "p_wait": found.p_wait,
        "p_abandon": found.p_abandon,
        "mean_wait_all": found.mean_wait,
        "mean_queue": found.mean_wait * given["arrival_rate"],
        "service_level_of_offered": found.service_level,
        "p_wait_gt_t": p_wait_beyond(*inputs, given["sl_threshold"]),
        "occupancy": found.occupancy,
    }


def _with_repeats(given: Given) -> Answers:
    found = erlang_a_with_repeats(
        given["primary_rate"],
        given["aht"],
        given["n"],
        given["mean_patience"],
        given["sl_threshold"],
        given["fcr"],
        given["p_recontact_if_unresolved"],
        given["p_redial_if_abandon"],
    )
    return {
        "total_rate": found.total_rate,
        "p_abandon": found.p_abandon,
        "service_level_of_offered": found.service_level,
        "occupancy": found.occupancy,
    }


def _uncertain_days(given: Given) -> Answers:
    found = erlang_a_mixed(
        given["mean_rate"],
        given["aht"],
        given["n"],
        given["mean_patience"],
        given["sl_threshold"],
        given["daily_rate_cv"],
    )
    return {"service_level_of_offered": found.service_level, "p_abandon": found.p_abandon}


def _halfin_whitt(given: Given) -> Answers:
    agents = given["check_at_N"]
    load = agents - given["beta"] * np.sqrt(agents)
    return {"limit_p_wait": erlang_c(load, 1.0, agents, 0.0).p_wait}


def _garnett(given: Given) -> Answers:
    agents = given["check_at_N"]
    rate = given["mu"] * (agents - given["beta"] * np.sqrt(agents))
    found = erlang_a(rate, 1 / given["mu"], agents, 1 / given["theta"], 0.0)
    return {"limit_p_wait": found.p_wait}


def _stepped_wedge(given: Given) -> Answers:
    schedule = stepped_wedge(tuple(given["clusters_per_wave"]))
    variance, team = given["sigma"] ** 2, given["tau"] ** 2
    variances = Variances(variance + team, team / (variance + team))

    def power(answers: int) -> float:
        error = np.sqrt(effect_variance(schedule, variances, answers))
        return float(power_at(np.array([given["effect"]]), error)[0])

    answers = next(n for n in count(1) if power(n) >= given["power"])
    return {"n_per_cluster_period": answers, "power_at_50": power(50), "power_at_49": power(49)}


def _z_test(given: Given) -> Answers:
    error = given["sigma"] * np.sqrt(2 / given["n_per_group"])
    return {"power": power_at(np.array([given["effect"]]), error)[0]}


def _t_test(given: Given) -> Answers:
    return {"n_per_group": persons_for_t_test(given["d"], given["alpha"], given["power"])}


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function is 0, by halving to the last digit."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


ANSWERS: dict[str, Answer] = {
    "erlang_b": _erlang_b,
    "erlang_b_traffic": _traffic,
    "erlang_b_min_servers": _fewest_lines,
    "extended_erlang_b": _with_recall,
    "erlang_c": _erlang_c,
    "erlang_a": _erlang_a,
    "erlang_a_fixed_point": _with_repeats,
    "erlang_a_gamma_mixture": _uncertain_days,
    "limit_erlang_c": _halfin_whitt,
    "limit_erlang_a": _garnett,
    "stepped_wedge_sample_size": _stepped_wedge,
    "z_test_power": _z_test,
    "t_test_n": _t_test,
}
