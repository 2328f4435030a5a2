"""Which team works under the new rules in which period: the schedules of a pilot.

A schedule is a float array of teams × periods, 1 where the team works under the new rules. The rows
are places to be filled; the lot decides which team gets which.
"""

from enum import StrEnum

import numpy as np

from workbench.headroom.erlang import Floats


class Design(StrEnum):
    """How the new rules reach the teams."""

    PARALLEL = "parallel"
    STEPPED_WEDGE = "stepped wedge"
    SWITCHBACK = "switchback"

    @property
    def meaning(self) -> str:
        """The design in words."""
        return MEANINGS[self]


MEANINGS = {
    Design.PARALLEL: "Half of the teams change, the others stay as they are.",
    Design.STEPPED_WEDGE: "Every team changes, one wave after the other; nobody is left out.",
    Design.SWITCHBACK: "Every team changes and changes back, period by period.",
}


def parallel(teams: int, before: int, after: int) -> Floats:
    """Half of the teams (one more of the others if odd) change after some periods.

    Raises ValueError for fewer than two teams, or no period after.
    """
    _at_least(teams, 2, "teams")
    _at_least(before, 0, "periods before")
    _at_least(after, 1, "periods after")
    schedule = np.zeros((teams, before + after))
    schedule[: teams // 2, before:] = 1
    return schedule


def stepped_wedge(waves: tuple[int, ...]) -> Floats:
    """Waves of so many teams change one period after the other, from the second period on.

    Raises ValueError for fewer than two waves, or an empty one.
    """
    _at_least(len(waves), 2, "waves")
    _at_least(min(waves), 1, "teams of a wave")
    starts = np.repeat(1 + np.arange(len(waves)), waves)
    return (np.arange(len(waves) + 1) >= starts[:, None]).astype(float)


def switchback(teams: int, periods: int) -> Floats:
    """Teams change and change back every period, half of them the other way round.

    Periods come in pairs, one of each kind. Raises ValueError for no team, or an odd number of
    periods.
    """
    _at_least(teams, 1, "teams")
    _at_least(periods, 2, "periods")
    if periods % 2:
        raise ValueError(
            f"a switchback has {periods} periods; accepted: an even number, as they come in pairs"
        )
    return ((np.arange(periods) + np.arange(teams)[:, None]) % 2).astype(float)


def even_waves(teams: int, waves: int) -> tuple[int, ...]:
    """So many teams in waves that differ by one team at most. Raises ValueError when too few."""
    _at_least(waves, 2, "waves")
    if teams < waves:
        raise ValueError(f"there are {teams} teams for {waves} waves; accepted: at least one each")
    fewest, more = divmod(teams, waves)
    return tuple(fewest + (wave < more) for wave in range(waves))


def _at_least(given: int, least: int, name: str) -> None:
    if given < least:
        raise ValueError(f"the number of {name} is {given}; accepted: {least} or more")
