from datetime import timedelta

import pytest

from tests.workshop.rooms_made import NINE
from workbench.workshop import control as rules
from workbench.workshop.control import Control, Facilitator, Patience
from workbench.workshop.refused import Refused

ANNA, BEN, CLEO = (Facilitator(key=name, name=name) for name in ("Anna", "Ben", "Cleo"))
PATIENCE = Patience(silent=60, answer=20)


def later(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_control_is_free_after_silence_and_not_a_moment_before() -> None:
    held = rules.take(Control(), ANNA, NINE, PATIENCE)
    with pytest.raises(Refused, match="Anna runs the room and is there"):
        rules.take(held, BEN, NINE + later(60), PATIENCE)
    assert rules.take(held, BEN, NINE + later(61), PATIENCE).holder == BEN
    seen = rules.still_here(held, ANNA.key, NINE + later(50))
    with pytest.raises(Refused):
        rules.take(seen, BEN, NINE + later(61), PATIENCE)
    # A sign of life of somebody who looks on keeps nothing.
    assert rules.still_here(held, BEN.key, NINE + later(50)) == held


def test_who_asks_waits_for_an_answer_and_asking_again_does_not_start_anew() -> None:
    held = rules.take(Control(), ANNA, NINE, PATIENCE)
    asked = rules.ask(held, BEN, NINE)
    asked = rules.ask(asked, BEN, NINE + later(15))
    with pytest.raises(Refused):
        rules.take(asked, BEN, NINE + later(20), PATIENCE)
    assert rules.take(asked, BEN, NINE + later(21), PATIENCE).holder == BEN
    # Ben's waiting is not Cleo's.
    with pytest.raises(Refused):
        rules.take(asked, CLEO, NINE + later(21), PATIENCE)
    with pytest.raises(Refused, match="Ben has asked for control already"):
        rules.ask(asked, CLEO, NINE)
    assert rules.keep(asked, ANNA.key) == held
    assert rules.ask(held, ANNA, NINE) == held


def test_only_the_one_in_control_answers() -> None:
    asked = rules.ask(rules.take(Control(), ANNA, NINE, PATIENCE), BEN, NINE)
    for act in (rules.keep, rules.let_go, lambda now, key: rules.hand_over(now, key, NINE)):
        with pytest.raises(Refused, match="Anna runs the room"):
            act(asked, CLEO.key)
    assert rules.hand_over(asked, ANNA.key, NINE).is_held_by(BEN.key)
    assert rules.let_go(asked, ANNA.key) == Control()
