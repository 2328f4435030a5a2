"""What a room of 300 says of 80 statements: groups, consensus between roles, and pairs."""

import random
import time

import numpy as np

from bench.figures import best, show
from workbench.voices.activities.pairs import Duel, rank_pairs
from workbench.voices.activities.rules import rules
from workbench.voices.activities.stances import Tally
from workbench.voices.consensus import parted, representative, shared
from workbench.voices.opinion_groups import opinion_groups

PEOPLE, STATEMENTS = 300, 80
ROLES = {"executives": 30, "middle managers": 60, "advisors": 210}


def stances() -> np.ndarray:
    """Stances of two camps, a tenth passed and a tenth not seen."""
    rng = np.random.default_rng(3)
    chance = np.tile(rng.uniform(0.3, 0.8, STATEMENTS), (PEOPLE, 1))
    chance[:, : STATEMENTS // 3] = np.where(rng.random((PEOPLE, 1)) < 0.5, 0.9, 0.1)
    votes = np.where(rng.random(chance.shape) < chance, 1.0, -1.0)
    votes[rng.random(chance.shape) < 0.1] = 0
    votes[rng.random(chance.shape) < 0.1] = np.nan
    return votes


def whole(votes: np.ndarray) -> None:
    """Everything that the page shows of the stances."""
    own, first = rules(), 0
    names = tuple(f"s{n}" for n in range(STATEMENTS))
    opinion_groups(votes, names, 5, own.groups, own.straight_liners, 1)
    groups = {}
    for role, people in ROLES.items():
        part, first = votes[first : first + people], first + people
        groups[role] = {
            name: Tally(
                agree=int((part[:, n] == 1).sum()),
                disagree=int((part[:, n] == -1).sum()),
                passed=int((part[:, n] == 0).sum()),
            )
            for n, name in enumerate(names)
        }
    shared(groups, own.consensus)
    parted(groups["executives"], groups["advisors"], own.consensus)
    for role in groups:
        representative(groups, role, own.consensus)


def main() -> None:
    """Print the seconds of the whole consensus and of a ranking of pairs."""
    votes = stances()
    seconds = best(lambda: whole(votes))
    show(f"Consensus, {PEOPLE} people x {STATEMENTS} statements", f"{seconds:.2f} s", "0.5 s")
    draw = random.Random(1)
    ids = [f"c{n}" for n in range(40)]
    duels = [[Duel(*draw.sample(ids, 2)) for _ in range(12)] for _ in range(PEOPLE)]
    start = time.perf_counter()
    rank_pairs(duels, ids, 1)
    took = time.perf_counter() - start
    show(f"Pairs of 40 changes by {PEOPLE} people, 400 resamples", f"{took:.2f} s")


if __name__ == "__main__":
    main()
