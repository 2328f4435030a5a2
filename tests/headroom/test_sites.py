"""Several sites and one queue: what pooling gives, by laws of queues."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.headroom.made import centre, centres
from workbench.headroom.intraday import default_profile
from workbench.headroom.links import Evidence
from workbench.headroom.outcome import evaluate
from workbench.headroom.policy import Policy, today_policy
from workbench.headroom.queueing import erlang_a_with_repeats
from workbench.headroom.sites import Site, pool

SLOW = settings(max_examples=12, deadline=None, derandomize=True)


def queue_alone(name: str, **values: float) -> Site:
    figures = centre({"volume_cv": 0.0, **values})
    return Site(name, figures, today_policy(figures, Evidence.NONE))


@pytest.mark.parametrize(
    "policy",
    [None, Policy(0.0, 0.1, 20.0, seats=160.0), Policy(0.5, 0.3, 10.0, seats=140.0)],
    ids=["today", "released", "tightened"],
)
def test_one_site_is_its_own_pool(policy: Policy | None) -> None:
    figures = centre()
    found = pool([Site("All", figures, policy)])
    now = evaluate(figures, policy)
    for name in ("service_level", "p_abandon", "satisfaction", "cost_per_year", "occupancy"):
        assert getattr(found.same_seats, name) == pytest.approx(getattr(now, name), rel=1e-6), name
    assert found.seats_saved == pytest.approx(0.0, abs=1e-3)
    assert found.service_gained == pytest.approx(0.0, abs=1e-6)


def test_two_alike_are_one_queue_of_twice_the_size() -> None:
    """Without behaviour the pool is Erlang A with twice the contacts and twice the advisors."""
    sites = [queue_alone(name) for name in ("North", "South")]
    found = pool(sites)
    one = evaluate(sites[0].figures)
    primary = 2 * float(one.primary_per_year) / (52 * 4200)
    agents = 2 * 150 * 0.75 * (1 - 10 / 450)
    queue = erlang_a_with_repeats(primary, 6.0, agents, 3.0, 1 / 3, 0.7, 0.75, 0.5)
    assert found.same_seats.service_level == pytest.approx(queue.service_level, abs=1e-6)
    assert found.same_seats.p_abandon == pytest.approx(queue.p_abandon, abs=1e-7)
    assert found.same_service.service_level == pytest.approx(one.service_level, abs=1e-6)
    assert found.separate.service_level == pytest.approx(one.service_level, rel=1e-12)
    assert found.separate.seats == 300
    assert found.separate.cost_per_year == pytest.approx(2 * float(one.cost_per_year))


@pytest.mark.parametrize("count", [2, 4, 9])
def test_the_spare_advisors_of_a_pool_grow_with_the_root_of_its_size(count: int) -> None:
    """Square-root staffing (Halfin and Whitt 1981; Garnett, Mandelbaum and Reiman 2002).

    A queue of k times the load has the service of each with √k times the spare agents.
    """
    values = {"contacts_per_week": 500_000.0, "seats": 1030.0, "unresolved_share": 0.0}
    sites = [queue_alone(str(each), redial=0.0, **values) for each in range(count)]
    found = pool(sites)
    load = 500_000 / 4200 * 6.0
    apart = count * (1030 * 0.75 * (1 - 10 / 450) - load)
    together = float(found.same_service.agents) - count * load
    # The chance to wait depends on the spare part only; service within 20 s on the size too.
    assert together < apart
    assert together / apart <= 1.05 / np.sqrt(count)


@SLOW
@given(values=centres(crowded=1.0), data=st.data())
def test_pooling_queues_that_are_alike_never_hurts(
    values: dict[str, float], data: st.DataObject
) -> None:
    """Smith and Whitt, "Resource sharing for efficiency in traffic systems" (1981)."""
    figures = centre({**values, "volume_cv": 0.0})
    other = replace(
        figures,
        centre=replace(
            figures.centre,
            contacts_per_week=float(figures.centre.contacts_per_week)
            * data.draw(st.floats(0.5, 2)),
            seats=float(figures.centre.seats) * data.draw(st.floats(0.6, 2)),
        ),
    )
    sites = [
        Site(name, each, today_policy(each, Evidence.NONE))
        for name, each in (("One", figures), ("Other", other))
    ]
    found = pool(sites)
    assert float(found.same_seats.p_abandon) <= found.separate.p_abandon + 1e-6
    # An overloaded site shares its queue out: more are answered, but fewer of them in time.
    offered = [float(site.contacts_per_year) / (52 * 70 * 60) for site in found.sites]
    loads = [
        rate * float(site.handle_time) / float(site.agents)
        for rate, site in zip(offered, found.sites, strict=True)
    ]
    assert max(loads) > 1 or found.service_gained >= -1e-6


def test_matters_are_the_same_apart_and_together() -> None:
    sites = [Site("North", centre()), Site("South", centre(contacts_per_week=40_000.0, seats=90.0))]
    found = pool(sites)
    apart = sum(float(each.primary_per_year) for each in found.sites)
    assert found.same_seats.primary_per_year == pytest.approx(apart, rel=1e-9)
    assert found.separate.contacts_per_year == pytest.approx(
        sum(float(each.contacts_per_year) for each in found.sites)
    )


def test_busy_days_that_do_not_coincide_are_worth_more() -> None:
    sites = [Site(name, centre(volume_cv=0.1)) for name in ("North", "South")]
    gains = [pool(sites, correlation).service_gained for correlation in (0.0, 0.5, 1.0)]
    assert gains[0] > gains[1] > gains[2] > 0


def test_peaks_at_different_hours_are_worth_more() -> None:
    day = default_profile().intervals()
    turned = replace(day, volume=day.volume[::-1].copy())
    rota = replace(day, staff=np.ones_like(day.staff))
    other = replace(turned, staff=np.ones_like(day.staff))
    figures = centre(contacts_per_week=58_000.0)
    alike = pool([Site(name, replace(figures, day=rota)) for name in ("North", "South")])
    apart = pool(
        [Site("North", replace(figures, day=rota)), Site("South", replace(figures, day=other))]
    )
    assert apart.service_gained > alike.service_gained


def test_seats_saved_are_money_saved() -> None:
    found = pool([Site(name, centre()) for name in ("North", "South", "West")])
    assert found.seats_saved > 0
    assert found.saved_per_year > 0
    assert float(found.same_service.service_level) == pytest.approx(
        found.separate.service_level, abs=1e-6
    )
    assert found.separate.seats - float(found.same_service.seats) == found.seats_saved


def test_sites_may_have_policies_of_their_own() -> None:
    figures = centre()
    released = Policy(0.0, 0.1, 20.0, seats=170.0)
    found = pool([Site("North", figures, released), Site("South", figures, released)])
    assert found.sites[0].seats == 170
    assert found.separate.seats == 340
    assert found.sites[0].fcr == evaluate(figures, released).fcr


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"open_hours_per_week": 60.0}, "open hours per week of South is 60; accepted: 70"),
        ({"service_threshold": 30.0}, "service threshold of South is 30; accepted: 20"),
        ({"contract_hours": 40.0}, "contract hours of South is 40"),
    ],
)
def test_what_one_queue_cannot_have_is_named(values: dict[str, float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        pool([Site("North", centre()), Site("South", centre(values))])


def test_other_refusals() -> None:
    north = Site("North", centre())
    with pytest.raises(ValueError, match="no site is given"):
        pool([])
    with pytest.raises(ValueError, match=r"correlation between sites is 1\.5"):
        pool([north], 1.5)
    with pytest.raises(ValueError, match="several values"):
        pool([Site("North", centre(patience=np.array([1.0, 2.0])))])
    other_day = replace(centre(), day=default_profile().intervals())
    with pytest.raises(ValueError, match="intervals of the day of South"):
        pool([north, Site("South", other_day)])
    with pytest.raises(ValueError, match="other links switched on"):
        pool([north, Site("South", centre(), today_policy(centre(), Evidence.NONE))])
