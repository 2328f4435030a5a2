"""Erlang B, C and A against published values and limits."""

from itertools import count

import numpy as np
import pytest
from scipy.optimize import brentq

from tests.headroom.public import Case, agrees, of_model, published
from workbench.headroom.queueing import (
    erlang_a,
    erlang_a_mixed,
    erlang_a_with_repeats,
    erlang_b,
    erlang_c,
    p_wait_beyond,
)

MILLION = 1_000_000


def test_every_case_says_where_it_comes_from() -> None:
    for case in published():
        assert case["source"], case["id"]
        assert case["source_status"], case["id"]


@pytest.mark.parametrize("case", of_model("erlang_b"))
def test_erlang_b(case: Case) -> None:
    given = case["inputs"]
    assert agrees(case, "blocking", erlang_b(given["n"], given["a_erlangs"]))


@pytest.mark.parametrize("case", of_model("erlang_b_traffic"))
def test_erlang_b_table_of_traffic(case: Case) -> None:
    lines, blocking = case["inputs"]["n"], case["inputs"]["blocking"]
    load = brentq(lambda a: float(erlang_b(lines, a)) - blocking, 0.01, lines, xtol=1e-12)
    assert agrees(case, "a_erlangs", load)


@pytest.mark.parametrize("case", of_model("erlang_b_min_servers"))
def test_fewest_lines_for_a_grade_of_service(case: Case) -> None:
    load, most = case["inputs"]["a_erlangs"], case["inputs"]["max_blocking"]
    lines = next(n for n in count(1) if float(erlang_b(n, load)) <= most)
    assert agrees(case, "n", lines)
    assert agrees(case, "blocking_at_n", erlang_b(lines, load))
    assert agrees(case, "blocking_at_n_minus_1", erlang_b(lines - 1, load))


@pytest.mark.parametrize("case", of_model("extended_erlang_b"))
def test_extended_erlang_b(case: Case) -> None:
    fresh, recall = case["inputs"]["a_erlangs"], case["inputs"]["recall"]

    def offered(lines: int) -> float:
        return float(
            brentq(lambda a: fresh + recall * a * float(erlang_b(lines, a)) - a, fresh, 3 * fresh)
        )

    at_11, at_10 = offered(11), offered(10)
    assert agrees(case, "blocking_at_11", erlang_b(11, at_11))
    assert agrees(case, "blocking_at_10", erlang_b(10, at_10))
    assert agrees(case, "total_offered_at_11", at_11)
    most = case["inputs"]["max_blocking"]
    assert float(erlang_b(11, at_11)) <= most < float(erlang_b(10, at_10))


@pytest.mark.parametrize("case", of_model("erlang_c"))
def test_erlang_c(case: Case) -> None:
    given = case["inputs"]
    found = erlang_c(given["arrival_rate"], given["aht"], given["n"], given["sl_threshold"])
    for measure in case["expected"]:
        assert agrees(case, measure, getattr(found, measure)), measure


@pytest.mark.parametrize("case", of_model("erlang_a"))
def test_erlang_a(case: Case) -> None:
    given = case["inputs"]
    inputs = (given["arrival_rate"], given["aht"], given["n"], given["mean_patience"])
    found = erlang_a(*inputs, given["sl_threshold"])
    figures = {
        "p_wait": found.p_wait,
        "p_abandon": found.p_abandon,
        "mean_wait_all": found.mean_wait,
        "mean_queue": found.mean_wait * given["arrival_rate"],
        "service_level_of_offered": found.service_level,
        "p_wait_gt_t": p_wait_beyond(*inputs, given["sl_threshold"]),
        "occupancy": found.occupancy,
    }
    for measure in case["expected"]:
        assert agrees(case, measure, figures[measure]), measure


@pytest.mark.parametrize("case", of_model("erlang_a_fixed_point"))
def test_repeats_and_redials(case: Case) -> None:
    given = case["inputs"]
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
    assert agrees(case, "total_rate", found.total_rate)
    assert agrees(case, "p_abandon", found.p_abandon)
    assert agrees(case, "service_level_of_offered", found.service_level)
    assert agrees(case, "occupancy", found.occupancy)


@pytest.mark.parametrize("case", of_model("erlang_a_gamma_mixture"))
def test_uncertain_days(case: Case) -> None:
    given = case["inputs"]
    found = erlang_a_mixed(
        given["mean_rate"],
        given["aht"],
        given["n"],
        given["mean_patience"],
        given["sl_threshold"],
        given["daily_rate_cv"],
    )
    assert agrees(case, "service_level_of_offered", found.service_level)
    assert agrees(case, "p_abandon", found.p_abandon)


@pytest.mark.parametrize("case", of_model("limit_erlang_c"))
def test_halfin_whitt_limit(case: Case) -> None:
    load = MILLION - case["inputs"]["beta"] * np.sqrt(MILLION)
    found = erlang_c(load, 1.0, MILLION, 0.0).p_wait
    assert abs(found - case["expected"]["limit_p_wait"]) <= case["tolerance_abs"]["finite_N"]


@pytest.mark.parametrize("case", of_model("limit_erlang_a"))
def test_garnett_limit(case: Case) -> None:
    given = case["inputs"]
    rate = given["mu"] * (MILLION - given["beta"] * np.sqrt(MILLION))
    found = erlang_a(rate, 1 / given["mu"], MILLION, 1 / given["theta"], 0.0).p_wait
    assert abs(found - case["expected"]["limit_p_wait"]) <= case["tolerance_abs"]["finite_N"]


def test_a_threshold_of_forty_minutes_does_not_underflow() -> None:
    """The trap that a released library falls into: it answers 0.28."""
    found = erlang_a(20.0, 5.0, 100, 30.0, 40.0)
    assert found.service_level == pytest.approx(0.976877, abs=1e-6)


def test_overload_is_an_answer_for_erlang_a_and_nan_for_erlang_c() -> None:
    patient = erlang_a(20.0, 6.0, [110.0, 120.0, 60.0], 3.0, 1 / 3)
    assert np.isfinite(patient.service_level).all()
    lost = np.asarray(patient.p_abandon)
    assert ((lost >= 0) & (lost < 1)).all()
    endless = erlang_c(20.0, 6.0, [110.0, 120.0, 130.0], 1 / 3)
    for name in ("p_wait", "service_level", "asa", "occupancy"):
        assert np.isnan(getattr(endless, name)).tolist() == [True, True, False], name
