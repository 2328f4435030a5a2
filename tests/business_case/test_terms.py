"""Terms tried on a case: only what differs from the register, and only what it accepts."""

import pytest

from tests.business_case.made import register
from workbench.business_case.terms import ADOPTION, Pace, Terms


def test_nothing_is_tried_unless_it_differs() -> None:
    held = register()
    assert Terms().overrides(held) == {}
    same = Terms(
        horizon_years=held.value("horizon_years"), discount_rate=held.value("discount_rate")
    )
    assert same.overrides(held) == {}


def test_slow_and_quick_are_the_ends_of_every_years_range() -> None:
    held = register()
    slow, quick = (Terms(pace=pace).overrides(held) for pace in (Pace.SLOW, Pace.QUICK))
    assert slow.keys() == quick.keys() == set(ADOPTION)
    for key in ("ramp_months", "ramp_midpoint"):
        assert (slow[key], quick[key]) == (held[key].p90, held[key].p10)
    assert slow["adoption_later"] == held["adoption_later"].p10
    assert quick["adoption_later"] == held["adoption_later"].p90


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Terms(horizon_years=0), "Horizon of the case is 0 years; accepted: whole numbers, 1 to"),
        (Terms(horizon_years=2.5), "Horizon of the case is 2.5 years; accepted: whole numbers"),
        (Terms(horizon_years=600), "Horizon of the case is 600 years"),
        (Terms(discount_rate=-0.6), "Discount rate is −60%; accepted: −50 to 100%"),
        (Terms(discount_rate=float("nan")), "Discount rate is not a number%; accepted"),
    ],
)
def test_what_is_not_accepted_is_named(terms: Terms, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        terms.overrides(register())
