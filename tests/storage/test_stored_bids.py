from uuid import uuid4

import pytest

from tests.business_case.bids_made import NEW_YEAR, a_bid, about, funding
from tests.storage.made import NOON, a_workshop
from tests.storage.test_erasing import traces
from workbench.business_case.portfolio_defaults import bid_of_scenario
from workbench.exchange.backup import read_backup, write_backup
from workbench.storage import Store, open_store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

ROUTES = a_bid("Routes", costs=(about(100), about(10)), people_months=(3.5,))
APP = a_bid("App", requires=("Routes",))


def names(store: Store, workshop: Workshop) -> list[str]:
    return [bid.name for bid in store.bids.all(workshop.id)]


def test_bids_come_back_as_they_went_in_and_are_replaced_by_name(store: Store) -> None:
    workshop, other = a_workshop(store), a_workshop(store)
    store.bids.save(workshop.id, ROUTES, APP)
    assert store.bids.all(workshop.id) == (ROUTES, APP)
    assert store.bids.all(other.id) == ()
    dearer = a_bid("Routes", 150)
    store.bids.save(workshop.id, dearer)
    assert store.bids.all(workshop.id) == (dearer, APP)


def test_all_bids_are_saved_or_none(store: Store) -> None:
    workshop = a_workshop(store)
    with pytest.raises(Refused, match="Lost: requires names Nobody, which is not there"):
        store.bids.save(workshop.id, ROUTES, a_bid("Lost", requires=("Nobody",)))
    assert store.bids.all(workshop.id) == ()


def test_a_bid_can_be_renamed_unless_it_is_required_or_the_name_is_taken(store: Store) -> None:
    workshop = a_workshop(store)
    store.bids.save(workshop.id, ROUTES, APP, a_bid("Free"))
    store.bids.save(workshop.id, a_bid("Freed"), instead_of="Free")
    assert names(store, workshop) == ["Routes", "App", "Freed"]
    with pytest.raises(Refused, match="a bid called App already"):
        store.bids.save(workshop.id, a_bid("App"), instead_of="Freed")
    with pytest.raises(Refused, match="required by App, so it keeps its name"):
        store.bids.save(workshop.id, a_bid("Paths"), instead_of="Routes")
    with pytest.raises(Refused, match="no bid called Gone any more"):
        store.bids.save(workshop.id, a_bid("New"), instead_of="Gone")
    assert names(store, workshop) == ["Routes", "App", "Freed"]


def test_a_deleted_bid_is_given_back_so_that_it_can_be_put_back(store: Store) -> None:
    workshop = a_workshop(store)
    store.bids.save(workshop.id, ROUTES, APP)
    with pytest.raises(Refused, match="Routes is required by App"):
        store.bids.delete(workshop.id, "Routes")
    deleted = store.bids.delete(workshop.id, "App")
    assert deleted == APP
    assert store.bids.all(workshop.id) == (ROUTES,)
    with pytest.raises(Refused, match="no bid called App any more"):
        store.bids.delete(workshop.id, "App")
    store.bids.save(workshop.id, deleted)
    assert store.bids.all(workshop.id) == (ROUTES, APP)


def test_names_of_scenarios_and_bids_do_not_mix(store: Store) -> None:
    workshop = a_workshop(store)
    store.scenarios.save(workshop.id, "Release", {})
    terms = bid_of_scenario("Release", NEW_YEAR)
    with pytest.raises(Refused, match="scenario of the simulator is called Release"):
        store.bids.save(workshop.id, a_bid("Release"))
    with pytest.raises(Refused, match="no saved scenario called Gone any more"):
        store.bids.save(workshop.id, bid_of_scenario("Gone", NEW_YEAR))
    store.bids.save(workshop.id, terms, a_bid("App", requires=("Release",)))
    # Without its terms the scenario is still there, with the usual ones.
    assert store.bids.delete(workshop.id, "Release") == terms


def test_funding_is_kept_and_replaced(store: Store) -> None:
    workshop = a_workshop(store)
    assert store.bids.funding(workshop.id) is None
    store.bids.fund(workshop.id, funding([5.0, None]))
    there_is = funding([7.0, 2.5], [None, 12.0])
    store.bids.fund(workshop.id, there_is)
    assert store.bids.funding(workshop.id) == there_is


def test_every_change_raises_the_revision(store: Store) -> None:
    workshop = a_workshop(store)
    seen = [store.workshops.revision(workshop.id)]
    for change in (
        lambda: store.bids.save(workshop.id, ROUTES),
        lambda: store.bids.fund(workshop.id, funding([1.0])),
        lambda: store.bids.delete(workshop.id, "Routes"),
    ):
        change()
        seen.append(store.workshops.revision(workshop.id))
    assert seen == sorted(set(seen))


def test_a_workshop_that_is_gone_takes_no_bid(store: Store) -> None:
    with pytest.raises(Refused, match="does not exist any more"):
        store.bids.save(uuid4(), ROUTES)
    with pytest.raises(Refused, match="does not exist any more"):
        store.bids.fund(uuid4(), funding([1.0]))


def test_a_backup_holds_them_and_a_restore_puts_them_back(store: Store) -> None:
    workshop = a_workshop(store)
    store.bids.save(workshop.id, ROUTES, APP)
    store.bids.fund(workshop.id, funding([5.0]))
    before = store.backups.take(workshop.id)
    assert before.bids == (ROUTES, APP)
    file = write_backup(before, NOON)
    store.workshops.delete(workshop.id, workshop.name)
    assert store.bids.all(workshop.id) == ()
    restored = store.backups.restore(read_backup(file))
    assert store.backups.take(restored.id) == before


def test_a_copy_and_a_second_wave_have_the_same_set_up(store: Store) -> None:
    workshop = a_workshop(store)
    store.bids.save(workshop.id, ROUTES, APP)
    store.bids.fund(workshop.id, funding([5.0]))
    for copy in (
        store.workshops.duplicate(workshop.id, "Autumn"),
        store.workshops.new_wave(workshop.id),
    ):
        assert store.bids.all(copy.id) == (ROUTES, APP)
        assert store.bids.funding(copy.id) == funding([5.0])
        store.bids.delete(copy.id, "App")
    assert store.bids.all(workshop.id) == (ROUTES, APP)


def test_a_deleted_workshop_leaves_no_trace_of_its_bids(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        workshop = a_workshop(store, "Quiet spring")
        store.bids.save(workshop.id, a_bid("Zeppelins for everybody"))
        marks = ("Zeppelins for everybody",)
        assert traces(sqlite_url, *marks) == [*marks]
        store.workshops.delete(workshop.id, "Quiet spring")
        assert traces(sqlite_url, *marks) == []
