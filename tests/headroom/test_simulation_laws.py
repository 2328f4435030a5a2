"""The loops of the simulation: contact by contact beside another simulator, and their laws."""

from heapq import heapify
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.headroom.des_by_simpy import waits_of
from tests.headroom.made import LAW
from workbench.headroom.erlang import Floats
from workbench.headroom.queueing import erlang_a
from workbench.headroom.simulation_by_events import ByEvents
from workbench.headroom.simulation_in_order import InOrder, lateness
from workbench.headroom.simulation_laws import Laws, Tally

LAWS = Laws(handle_time=3.0, patience=2.0, threshold=1 / 3, comes_back=0.2, redials=0.5)
times = st.floats(0.01, 10)
contacts = st.lists(st.tuples(times, times, times), min_size=1, max_size=40)


def columns(given_contacts: list[tuple[float, float, float]]) -> tuple[Floats, Floats, Floats]:
    gaps, handle, patience = (np.array(column) for column in zip(*given_contacts, strict=True))
    return np.cumsum(gaps), handle, patience


def free(agents: int) -> list[float]:
    heap = [0.0] * agents
    heapify(heap)
    return heap


@pytest.mark.parametrize(("agents", "spread"), [(1, None), (7, None), (12, 1.2), (40, 0.6)])
def test_every_contact_waits_as_long_as_in_simpy(agents: int, spread: float | None) -> None:
    draw, count = np.random.default_rng(agents), 3000
    laws = Laws(3.0, 2.0, 1 / 3, 0.0, 0.0, handle_spread=spread, patience_spread=spread)
    arrivals = np.cumsum(draw.exponential(3.0 / agents * 0.95, count))
    handle, patience = laws.handle_times(draw, count), laws.patiences(draw, count)
    late = np.maximum(lateness(free(agents), arrivals, handle, patience), 0.0)
    theirs = waits_of(list(zip(arrivals, handle, patience, strict=True)), agents)
    assert [answered for _, answered in theirs] == (late < patience).tolist()
    assert np.minimum(late, patience) == pytest.approx([wait for wait, _ in theirs], abs=1e-9)
    assert 0.05 < np.mean(late > 0) < 0.99


@given(contacts, st.integers(1, 6))
@LAW
def test_answers_begin_in_the_order_of_arrival_and_never_by_more_than_there_are(
    given_contacts: list[tuple[float, float, float]], agents: int
) -> None:
    arrivals, handle, patience = columns(given_contacts)
    late = np.maximum(lateness(free(agents), arrivals, handle, patience), 0.0)
    answered = late < patience
    starts = (arrivals + late)[answered]
    assert (np.diff(starts) >= -1e-9).all()
    ends = starts + handle[answered]
    for start in starts:
        assert ((starts <= start) & (ends > start + 1e-9)).sum() <= agents


@given(contacts, st.integers(1, 6))
@LAW
def test_one_more_advisor_makes_no_patient_contact_wait_longer(
    given_contacts: list[tuple[float, float, float]], agents: int
) -> None:
    arrivals, handle, _ = columns(given_contacts)
    patience = np.full_like(handle, np.inf)
    few, more = (
        np.maximum(lateness(free(n), arrivals, handle, patience), 0.0) for n in (agents, agents + 1)
    )
    assert (more <= few + 1e-9).all()


def in_order(agents: int, rate: float, seed: int, periods: int = 30) -> list[Tally]:
    run = InOrder(LAWS, agents, rate * LAWS.handle_time / agents, np.random.default_rng(seed))
    back, found = 0, []
    for _ in range(periods):
        found.append(run.run(200.0, rate, back))
        back = found[-1].returning
    return found


def by_events(agents: int, rate: float, seed: int, periods: int = 30) -> list[Tally]:
    laws = Laws(
        3.0, 2.0, 1 / 3, 0.2, 0.5, return_delay=30.0, redial_delay=10.0, goes_first=0.3, at_once=2,
        slowdown=0.1,
    )  # fmt: skip
    run = ByEvents(laws, agents, rate, (0.1 * rate, 0.1 * rate), np.random.default_rng(seed))
    return [run.run(200.0) for _ in range(periods)]


@pytest.mark.parametrize("seed", range(3))
def test_nobody_is_lost_and_nobody_is_made_up(seed: int) -> None:
    ordered = in_order(10, 3.0, seed)
    for before, after in pairwise(ordered):
        assert after.repeats == before.returning
    for tally in ordered + by_events(5, 3.0, seed):
        assert 0 <= tally.gone_early <= tally.abandoned <= tally.waiting <= tally.offered
        assert tally.offered - tally.waiting <= tally.in_time <= tally.offered - tally.abandoned
        assert tally.repeats <= tally.offered
        assert 0 <= tally.offered_first <= tally.offered
        assert tally.in_time_first <= tally.in_time
        assert 0 <= tally.waited_first <= tally.waited


def test_by_events_everybody_is_answered_or_gone_or_still_there() -> None:
    run = ByEvents(LAWS, 8, 3.0, (0.0, 0.0), np.random.default_rng(3))
    there = len(run.ends)
    for _ in range(20):
        tally = run.run(100.0)
        waiting = sum(contact.waits for contact in (*run.first, *run.rest))
        answered = len(run.ends) + waiting - there
        assert waiting >= 0
        assert answered <= tally.offered - tally.abandoned
        there = len(run.ends) + waiting
        assert len(run.ends) == sum(run.chats) <= 8
        assert run.free_places == 8 - sum(run.chats)
        # Nobody waits while somebody is free.
        assert waiting == 0 or run.free_places == 0


def test_the_queue_that_arrivals_find_is_littles() -> None:
    """Arrivals at random see the mean queue (PASTA), which is rate × mean wait (Little 1961)."""
    draw, rate, agents, count = np.random.default_rng(8), 10.0, 28, 200_000
    arrivals = np.cumsum(draw.exponential(1 / rate, count))
    handle, patience = LAWS.handle_times(draw, count), LAWS.patiences(draw, count)
    late = np.maximum(lateness(free(agents), arrivals, handle, patience), 0.0)
    waits = np.minimum(late, patience)
    # Arrived before, less those who have left the queue by now.
    left = np.searchsorted(np.sort(arrivals + waits), arrivals, side="left")
    found = np.arange(count) - left
    batches = found.reshape(50, -1).mean(axis=1) - rate * waits.reshape(50, -1).mean(axis=1)
    error = batches.std(ddof=1) / np.sqrt(50)
    assert abs(batches.mean()) < 4 * error
    assert error < 0.05 * found.mean()
    known = float(erlang_a(rate, 3.0, agents, 2.0, 1 / 3).mean_wait)
    assert found.mean() == pytest.approx(rate * known, rel=0.1)


def test_two_streams_of_advisors_have_the_same_contacts() -> None:
    few, more = (in_order(agents, 3.0, 5, periods=1)[0] for agents in (8, 9))
    assert few.offered == more.offered
    assert few.waiting > more.waiting


def test_lognormal_times_have_the_mean_and_the_variation_that_were_asked_for() -> None:
    variation, count = 1.3, 400_000
    laws = Laws(4.0, 2.0, 0.3, 0.0, 0.0, handle_spread=float(np.sqrt(np.log1p(variation**2))))
    drawn = laws.handle_times(np.random.default_rng(1), count)
    assert drawn.mean() == pytest.approx(4.0, abs=4 * 4.0 * variation / np.sqrt(count))
    assert drawn.std() / drawn.mean() == pytest.approx(variation, rel=0.03)
    plain = laws.patiences(np.random.default_rng(2), count)
    assert plain.mean() == pytest.approx(2.0, abs=4 * 2.0 / np.sqrt(count))
    assert plain.std() / plain.mean() == pytest.approx(1, rel=0.01)


def test_a_shift_that_ends_finishes_its_contact() -> None:
    run = InOrder(LAWS, 10, 0.9, np.random.default_rng(1))
    run.run(50.0, 3.0, 0)
    latest = sorted(run.free)
    run.staff(4)
    # Those who are free first go, so that nobody's contact is cut.
    assert sorted(run.free) == latest[6:]
    run.staff(6)
    assert run.free.count(run.clock) == 2
