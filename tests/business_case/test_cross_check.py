"""The second opinion, where numpy-financial is right and where it is known to be wrong."""

import pytest

from workbench.business_case.cross_check import cross_check


def test_both_engines_agree_on_a_conventional_case() -> None:
    checks = cross_check([-1000.0, 300.0, 400.0, 500.0], 0.08, 0.08, 0.1)
    assert [check.measure for check in checks] == ["NPV", "IRR", "MIRR"]
    assert all(check.agrees and check.remark == "" for check in checks)
    assert checks[0].ours == pytest.approx(checks[0].theirs, rel=1e-12)


@pytest.mark.parametrize(
    ("flows", "remark"),
    [
        ([-100.0, 230.0, -132.0], "2 rates"),
        ([-1600.0, 10000.0, -10000.0], "2 rates"),
        ([-50.0, -100.0, 600.0, 300.0, -100.0], "2 rates"),
    ],
)
def test_several_rates_are_told(flows: list[float], remark: str) -> None:
    irr = cross_check(flows, 0.1, 0.1, 0.1)[1]
    assert irr.ours is None
    assert irr.theirs is not None
    assert not irr.agrees
    assert irr.remark.startswith(remark)


def test_a_double_rate_that_numpy_financial_misses() -> None:
    irr = cross_check([-100.0, 220.0, -121.0], 0.1, 0.1, 0.1)[1]
    assert irr.ours == pytest.approx(0.1)
    assert irr.theirs is None
    assert not irr.agrees


def test_no_rate_is_agreed_on() -> None:
    npv, irr, mirr = cross_check([-100.0, -1.0, -2.0], 0.1, 0.1, 0.1)
    assert npv.agrees
    assert (irr.ours, irr.theirs, irr.agrees) == (None, None, True)
    assert irr.remark.startswith("no rates")
    assert (mirr.ours, mirr.theirs, mirr.agrees) == (None, None, True)
