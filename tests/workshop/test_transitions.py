from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.workshop.creation import ELEMENTS, new_workshop
from workbench.workshop.log import Event
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.transitions import (
    check_open,
    close_forms,
    lock_standard,
    open_forms,
    reveal,
    set_details,
    set_privacy,
    set_standard,
)
from workbench.workshop.workshop import Privacy, Workshop

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def fresh() -> Workshop:
    return new_workshop("Spring", "Orla Energy", NOON)


def test_results_are_revealed_only_after_the_standard_is_locked() -> None:
    with pytest.raises(Refused, match="Agree and lock the requisite standard first"):
        reveal(fresh(), NOON)
    locked = lock_standard(fresh(), NOON)
    assert [entry.what for entry in locked.log] == [Event.STANDARD_LOCKED]
    shown = reveal(locked.workshop, NOON)
    assert shown.workshop.revealed_at == NOON
    assert [entry.what for entry in shown.log] == [Event.REVEALED]


def test_locking_and_revealing_again_change_nothing() -> None:
    locked = lock_standard(fresh(), NOON).workshop
    shown = reveal(locked, NOON).workshop
    later = NOON.replace(hour=13)
    assert lock_standard(shown, later).workshop == shown
    assert reveal(shown, later).workshop == shown
    assert reveal(shown, later).log == ()


def test_before_locking_the_standard_changes_freely_and_is_logged() -> None:
    change = set_standard(fresh(), fresh().requisite | {"style": 4.0}, NOON)
    assert change.workshop.requisite["style"] == 4
    assert change.log[0].detail == "style from 3.5 to 4"
    assert set_standard(fresh(), fresh().requisite, NOON).log == ()


def test_after_locking_a_reason_is_needed_and_kept() -> None:
    locked = lock_standard(fresh(), NOON).workshop
    for reason in ("", "   "):
        with pytest.raises(Refused, match="Say why"):
            set_standard(locked, {"shared_values": 2}, NOON, reason)
    change = set_standard(locked, locked.requisite | {"shared_values": 2}, NOON, " A first step ")
    assert change.log[0].detail == "shared values from 3.5 to 2"
    assert change.log[0].why == "A first step"
    assert change.workshop.requisite_locked_at == NOON


@given(st.floats())
@settings(deadline=None)
def test_a_standard_is_from_1_to_5(standard: float) -> None:
    if 1 <= standard <= 5:
        assert set_standard(fresh(), {"style": standard}, NOON).workshop.requisite == {
            "style": standard
        }
    else:
        with pytest.raises(Refused, match="accepted: 1 to 5"):
            set_standard(fresh(), {"style": standard}, NOON)


def test_thresholds_are_frozen_once_somebody_joined() -> None:
    three = Privacy(score_threshold=3)
    assert set_privacy(fresh(), three, 0, NOON).workshop.privacy == three
    with pytest.raises(Refused, match="5 for scores and 10 for comments"):
        set_privacy(fresh(), three, 1, NOON)
    assert set_privacy(fresh(), Privacy(), 1, NOON).log == ()


def test_forms_open_and_close_role_by_role() -> None:
    closed = close_forms(fresh(), [Role.CUSTOMER, Role.ADVISOR], NOON)
    assert closed.log[0].detail == "Advisors, Customers"
    with pytest.raises(Refused, match="The form for advisors is closed"):
        check_open(closed.workshop, Role.ADVISOR)
    check_open(closed.workshop, Role.EXECUTIVE)
    opened = open_forms(closed.workshop, [Role.ADVISOR], NOON)
    check_open(opened.workshop, Role.ADVISOR)
    assert open_forms(opened.workshop, [Role.ADVISOR], NOON).log == ()


def test_details_change_one_by_one() -> None:
    workshop = fresh()
    assert set_details(workshop, name=" Autumn ").workshop.name == "Autumn"
    assert set_details(workshop, currency="GBP").workshop.organisation == "Orla Energy"
    assert set_details(workshop).workshop == workshop


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "a\x00b", "x" * 121])
def test_a_name_is_one_line(name: str) -> None:
    with pytest.raises(Refused, match="name: "):
        set_details(fresh(), name=name)


def test_an_unknown_currency_names_the_known_ones() -> None:
    with pytest.raises(Refused, match="currency 'XXX' is not one of EUR, GBP"):
        set_details(fresh(), currency="XXX")


def test_a_reason_is_not_a_novel() -> None:
    with pytest.raises(Refused, match="1200 letters; accepted: up to 1000"):
        set_standard(fresh(), dict.fromkeys(ELEMENTS, 4.0), NOON, "x" * 1200)
