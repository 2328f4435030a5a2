"""The waterfall: shares that add up, an interaction of its own, no order preferred."""

from itertools import permutations

import numpy as np
import pytest

from tests.business_case.made import Centre, Unchanged, register
from workbench.business_case.case import build_case
from workbench.business_case.conventions import Conventions, Pricing, RiskMode
from workbench.business_case.model import model
from workbench.business_case.rows import RowKind
from workbench.business_case.waterfall import OTHERS, _shapley, waterfall

SOME = {"deflected_share": 0.1, "handle_time_cut": 0.08, "fcr_gain": 0.04}
ALL = SOME | {
    "margin_per_customer": 60.0, "revenue_per_customer": 400.0, "churn_reduction": 0.06,
    "cross_sell_gain": 0.02, "referral_gain": 0.01, "price_premium": 0.01,
    "complaints_per_year": 900.0, "complaint_cost": 100.0, "complaint_reduction": 0.2,
    "legacy_cost": 5e4,
}  # fmt: skip


@pytest.mark.parametrize("tried", [SOME, ALL], ids=["three", "more than ten"])
@pytest.mark.parametrize("agreed", [
    Conventions(),
    Conventions(taxed=True, pricing=Pricing(mode=RiskMode.HAIRCUTS), attribution={"minutes": 0.4}),
])  # fmt: skip
def test_the_shares_add_up_to_the_total(tried: dict[str, float], agreed: Conventions) -> None:
    held, centre = register(**tried), Centre(extra=-0.04)
    found = waterfall(model(held, centre, conventions=agreed))
    npv = build_case(held, centre, conventions=agreed).headline.npv
    assert found.total == pytest.approx(npv, rel=1e-9)
    shares = found.start + sum(bar.share for bar in found.bars)
    alone = found.start + sum(bar.alone for bar in found.bars) + found.interaction
    assert shares == pytest.approx(found.total, rel=1e-9)
    assert alone == pytest.approx(found.total, rel=1e-9)
    assert len(found.bars) <= 10
    assert found.runs == 2 ** len(found.bars) <= 1024
    assert (OTHERS in {bar.label for bar in found.bars}) == (tried is ALL)


def test_a_share_is_the_mean_over_all_orders() -> None:
    """Against the definition: every order of three drivers, one switched on after another."""
    held = register(**SOME)
    built = model(held, Unchanged())
    keys = ("deflection", "minutes", "repeats")
    values = built.values({})

    def worth(on: frozenset[str]) -> float:
        off = {row.id: float(row.id in on) for row in built.rows.of_kind(RowKind.DRIVER)}
        net = np.asarray(built.net(built.runs(values, off)))
        return float((built.factors(built.rate) @ net)[0])

    shares = dict.fromkeys(keys, 0.0)
    for order in permutations(keys):
        for place, key in enumerate(order):
            shares[key] += worth(frozenset(order[: place + 1])) - worth(frozenset(order[:place]))
    found = {bar.drivers[0]: bar for bar in waterfall(built).bars}
    for key in keys:
        assert found[key].share == pytest.approx(shares[key] / 6, rel=1e-9)
        assert found[key].alone == pytest.approx(worth(frozenset({key})) - worth(frozenset()))


def test_a_published_game() -> None:
    """The glove game: one owner of a left glove, two of a right one; shares 2/3, 1/6, 1/6."""
    worth = np.array([0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0])
    assert _shapley(worth, 3) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_without_a_driver_only_costs_are_left() -> None:
    found = waterfall(model(register(), Unchanged()))
    assert found.bars == ()
    assert found.interaction == 0
    assert found.start == found.total < 0
