"""The published tornado of a support assistant: each input from its own low to its own high."""

import pytest

from tests.business_case.made import assumption, register, settled
from tests.business_case.public import of_kind
from workbench.business_case.case import build_case
from workbench.business_case.rows import Row, RowKind, Rows, Tier
from workbench.charts.tornado import tornado_figures, tornado_scale
from workbench.evidence.assumptions import Register

MADE = {"owner": "Finance", "ledger": "Support", "source": "The published case."}
ROWS = Rows(
    results=(),
    rows=(
        Row(id="started", label="Started", kind=RowKind.MEMO, unit="1", formula="min(month, 1)"),
        Row(
            id="benefit",
            label="Benefit",
            kind=RowKind.BENEFIT,
            tier=Tier.CASH,
            formula="(started - prev(started)) * size * (labour_rate / usual_rate) * adoption "
            "* coverage * (1 - rework)",
            **MADE,
        ),
        Row(id="cost", label="Cost", kind=RowKind.COST, formula="(1 - started) * spent", **MADE),
        Row(
            id="unresolved_at_prices",
            label="Contacts avoided",
            kind=RowKind.MEMO,
            unit="contacts",
            formula="0 * started",
        ),
    ),
)


@pytest.mark.parametrize("case", of_kind("tornado"))
def test_the_swings_are_those_of_the_published_table(case) -> None:  # type: ignore[no-untyped-def]
    base, ranges = case["inputs"]["base"], case["inputs"]["ranges"]
    fixed = {"size": 80_000, "usual_rate": 30, "rework": 0.1, "spent": 104_697}
    held = Register(
        [
            *settled(register(discount_rate=0.0, horizon_years=1)).values(),
            *(assumption(key, value, value, value) for key, value in fixed.items()),
            *(assumption(key, low, base[key], high) for key, (low, high) in ranges.items()),
        ]
    )
    headline = build_case(held, lambda _: {}, ROWS).headline
    expected = case["expected"]
    assert headline.npv == pytest.approx(expected["base"], abs=case["tolerance"])
    swings = {swing.assumption_id: swing for swing in headline.swings}
    assert set(swings) == set(ranges)
    for key in ranges:
        found = (swings[key].npv_at_p10, swings[key].npv_at_p90)
        assert found == pytest.approx(expected[key], abs=case["tolerance"])
    # The widest first, and the line of nothing is there although no input reaches it alone.
    assert [swing.assumption_id for swing in headline.swings] == [
        "labour_rate",
        "adoption",
        "coverage",
    ]
    drawn = tornado_figures(headline, "EUR", tornado_scale(headline))
    assert 0.0 in drawn["lines"]["npv"]


def test_a_bar_may_stand_on_one_side_alone() -> None:
    """An input whose expected value is its best end can only lower the value."""
    held = Register(
        [
            *settled(register(discount_rate=0.0, horizon_years=1)).values(),
            *(assumption(key, 1, 1, 1) for key in ("usual_rate", "adoption", "size", "spent")),
            assumption("labour_rate", 2, 2, 2),
            assumption("rework", 0, 0, 0),
            assumption("coverage", 0.5, 1.0, 1.0),
        ]
    )
    headline = build_case(held, lambda _: {}, ROWS).headline
    (swing,) = headline.swings
    assert (swing.npv_at_p10, swing.npv_at_p90) == pytest.approx((0.0, headline.npv))
    sides = tornado_figures(headline, "EUR", tornado_scale(headline))["bars"]["side"]
    assert sorted(sides) == ["inside", "left"]
