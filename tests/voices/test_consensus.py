"""Consensus between roles: hand-worked formulas, published examples, and the size under chance."""

import math

import numpy as np
import pytest

from workbench.voices.activities.rules import rules
from workbench.voices.activities.stances import Tally
from workbench.voices.consensus import (
    Side,
    accepted_discoveries,
    against_half,
    against_rest,
    difference,
    group_informed,
    laplace,
    parted,
    representative,
    shared,
)
from workbench.voices.estimates import wilson

RULES = rules().consensus


def test_formulas_by_hand() -> None:
    assert laplace(3, 4) == pytest.approx(4 / 6)
    assert against_half(3, 4) == pytest.approx(2 * math.sqrt(5) * 0.3)
    # pi1 = 9/11, pi2 = 6/21, pooled 15/32: 0.532468 / sqrt(0.249023 x 0.138528)
    assert against_rest(8, 10, 5, 20) == pytest.approx(2.8669, abs=1e-4)
    assert against_rest(10, 10, 20, 20) == 0.0


def test_group_informed_consensus_by_hand() -> None:
    groups = [Tally(agree=8, disagree=1, passed=1), Tally(agree=2, disagree=2)]
    assert group_informed(groups, Side.AGREE) == pytest.approx(math.sqrt(9 / 12 * 3 / 6))
    assert group_informed(groups, Side.DISAGREE) == pytest.approx(math.sqrt(2 / 12 * 3 / 6))
    with pytest.raises(ValueError, match="no groups"):
        group_informed([], Side.AGREE)


def test_the_published_example_of_benjamini_and_hochberg() -> None:
    """Their table of 15 comparisons (1995, section 4): four are accepted at 5%."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    p += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert accepted_discoveries(p, 0.05) == frozenset(range(4))
    assert accepted_discoveries([], 0.05) == frozenset()
    # A later one carries an earlier one that fails its own bound.
    assert accepted_discoveries([0.04, 0.049], 0.05) == frozenset({0, 1})


def test_newcombes_published_interval() -> None:
    """56/70 less 48/80: 0.2000, 0.0524 to 0.3339 (1998, table II, method 10)."""
    found = difference(wilson(56, 70), wilson(48, 80))
    assert found.value == pytest.approx(0.2)
    assert found.low == pytest.approx(0.0524, abs=1e-4)
    assert found.high == pytest.approx(0.3339, abs=1e-4)


ROOM = {
    "advisors": {
        "clock": Tally(agree=28, disagree=1, passed=1),
        "tools": Tally(agree=25, disagree=3, passed=2),
        "picnic": Tally(agree=14, disagree=14, passed=2),
    },
    "executives": {
        "clock": Tally(agree=2, disagree=9, passed=1),
        "tools": Tally(agree=11, disagree=1),
        "picnic": Tally(agree=6, disagree=6),
    },
}


def test_who_stands_out_who_parts_and_what_is_shared() -> None:
    advisors = representative(ROOM, "advisors", RULES)
    executives = representative(ROOM, "executives", RULES)
    assert [(one.statement, one.side) for one in advisors] == [("clock", Side.AGREE)]
    assert [(one.statement, one.side) for one in executives] == [("clock", Side.DISAGREE)]
    assert [(one.statement, one.side) for one in shared(ROOM, RULES)] == [("tools", Side.AGREE)]
    apart = parted(ROOM["advisors"], ROOM["executives"], RULES)
    assert next((one.statement, one.certain) for one in apart) == ("clock", True)
    assert not any(one.certain for one in apart[1:])
    assert apart[0].difference.value == pytest.approx(28 / 30 - 2 / 12)


def test_a_statement_that_one_role_did_not_judge_is_not_shared_by_all() -> None:
    room = {"advisors": ROOM["advisors"], "executives": {}}
    assert shared(room, RULES) == ()
    assert representative(room, "advisors", RULES) == ()


def test_roles_that_do_not_differ_are_rarely_said_to() -> None:
    """60 advisors and 20 executives of one mind, 20 statements: false flags stay at a few."""
    rng = np.random.default_rng(12)
    flagged = 0
    for _ in range(40):
        room: dict[str, dict[str, Tally]] = {"advisors": {}, "executives": {}}
        for number in range(20):
            chance = rng.uniform(0.2, 0.8)
            for role, people in (("advisors", 60), ("executives", 20)):
                agree = int(rng.binomial(people, chance))
                room[role][f"s{number}"] = Tally(agree=agree, disagree=people - agree)
        flagged += len(representative(room, "advisors", RULES))
    # Accepted by the step-up procedure under the null: at most about 5% of rooms, not statements.
    assert flagged <= 8
