"""Where the value comes from: what each driver brings alone, and its fair share of the whole.

Drivers act on the same customers, contacts and pay, so that what they bring together is not the sum
of what each brings alone. Two readings are given. Stand-alone: each driver acts by itself, and the
rest, which appears only when they act together, is the interaction. Shapley: each driver gets what
it adds on average over all orders in which the drivers could be switched on; the shares add up to
the whole, and no order is preferred (Shapley 1953, "A value for n-person games"; Castro, Gómez and
Tejada 2009 on the sum over orders). Both start from the costs that no driver moves.
"""

from collections.abc import Mapping, Sequence
from math import factorial

import numpy as np

from workbench.business_case.arithmetic import FloatArray, Value
from workbench.business_case.model import Model
from workbench.business_case.monthly import Runs
from workbench.business_case.rows import HEADLINE, RowKind, Tier
from workbench.frozen import Frozen

MOST_DRIVERS = 10
OTHERS = "Other drivers"

_NOTHING = 1e-9


class Bar(Frozen):
    """What a driver brings, in present value: by itself, and its Shapley share.

    `drivers` are the ids of the rows: one, or several taken together as "other drivers".
    """

    label: str
    drivers: tuple[str, ...]
    alone: float
    share: float


class Waterfall(Frozen):
    """From the costs that no driver moves to the net present value.

    `start` plus the bars' `alone` plus `interaction` is the total, and so is `start` plus the bars'
    `share`. Bars are the widest first.
    """

    start: float
    bars: tuple[Bar, ...]
    interaction: float
    total: float
    runs: int


def waterfall(model: Model, tiers: Sequence[Tier] = HEADLINE) -> Waterfall:
    """What each driver brings at the P50 of every assumption.

    Two to the power of the number of drivers that act, up to ten (1,024 runs); of more, those that
    matter least, first or last in line, are taken together.
    """
    values = model.values({})
    drivers = [row.id for row in model.rows.of_kind(RowKind.DRIVER)]
    labels = {row.id: row.label for row in model.rows.rows}
    running = model.runs(values)
    acting = [key for key in drivers if np.any(running.change[key])]
    one_each = [(key,) for key in acting]
    alone = _values(model, values, one_each, np.eye(len(acting), dtype=bool), tiers)
    nothing = _values(model, values, one_each, np.zeros((1, len(acting)), dtype=bool), tiers)[0]
    whole = _values(model, values, one_each, np.ones((1, len(acting)), dtype=bool), tiers)[0]

    rounding = _NOTHING * max(1.0, abs(whole), abs(nothing))
    without = [
        _without(model, values, one_each, place, tiers) - whole for place in range(len(acting))
    ]
    brought = zip(acting, alone - nothing, without, strict=True)
    size = {key: max(abs(gain), abs(loss)) for key, gain, loss in brought}
    players = _players([key for key in acting if size[key] > rounding], size)
    count = len(players)
    sets = ((np.arange(2**count)[:, np.newaxis] >> np.arange(count)) & 1).astype(bool)
    worth = _values(model, values, players, sets, tiers)
    shares = _shapley(worth, count)
    bars = [
        Bar(
            label=labels[ids[0]] if len(ids) == 1 else OTHERS,
            drivers=ids,
            alone=float(worth[1 << place] - worth[0]),
            share=float(shares[place]),
        )
        for place, ids in enumerate(players)
    ]
    interaction = float(worth[-1] - worth[0]) - sum(bar.alone for bar in bars)
    return Waterfall(
        start=float(worth[0]),
        bars=tuple(sorted(bars, key=lambda bar: (-abs(bar.share), bar.label))),
        interaction=interaction if abs(interaction) > rounding else 0.0,
        total=float(worth[-1]),
        runs=2**count,
    )


def _players(moving: Sequence[str], size: Mapping[str, float]) -> list[tuple[str, ...]]:
    if len(moving) <= MOST_DRIVERS:
        return [(key,) for key in moving]
    ordered = sorted(moving, key=lambda key: -size[key])
    first, rest = ordered[: MOST_DRIVERS - 1], ordered[MOST_DRIVERS - 1 :]
    return [*((key,) for key in first), tuple(rest)]


def _without(
    model: Model,
    values: dict[str, Value],
    players: Sequence[tuple[str, ...]],
    place: int,
    tiers: Sequence[Tier],
) -> float:
    switched = np.ones((1, len(players)), dtype=bool)
    switched[0, place] = False
    return float(_values(model, values, players, switched, tiers)[0])


def _values(
    model: Model,
    values: dict[str, Value],
    players: Sequence[tuple[str, ...]],
    sets: FloatArray,
    tiers: Sequence[Tier],
) -> FloatArray:
    """The net present value with some players on (sets x players), every other driver off."""
    switches: dict[str, Value] = {row.id: 0.0 for row in model.rows.of_kind(RowKind.DRIVER)}
    for place, ids in enumerate(players):
        switches |= dict.fromkeys(ids, sets[:, place].astype(float))
    runs: Runs = model.runs(values, switches, check=False)
    net = np.broadcast_to(np.asarray(model.net(runs, tiers)), (model.months + 1, len(sets)))
    found: FloatArray = model.factors(model.rate) @ net
    return found


def _shapley(worth: FloatArray, count: int) -> FloatArray:
    """The Shapley value of each player; `worth` by set, a set as the bits of its place."""
    sets = np.arange(2**count)
    sizes = sum(((sets >> place) & 1 for place in range(count)), np.zeros(2**count, dtype=int))
    weights = np.array(
        [factorial(k) * factorial(count - k - 1) / factorial(count) for k in range(count)]
    )
    found = np.zeros(count)
    for place in range(count):
        lacking = sets[(sets >> place) & 1 == 0]
        found[place] = weights[sizes[lacking]] @ (worth[lacking | (1 << place)] - worth[lacking])
    return found
