"""The distributions against their definitions, and ranges of judgement made wider."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tests.business_case.made import assumption
from workbench.business_case.allowance import allowed_for, green_book, reference_class
from workbench.business_case.distributions import (
    Event,
    MeasuredMean,
    MeasuredShare,
    Pert,
    Triangular,
)
from workbench.business_case.risk_plan import Allowance, RiskPlan
from workbench.business_case.widening import is_widened, widened, widening_factor
from workbench.evidence.assumptions import Register
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.distributions import metalog
from workbench.evidence.grades import Grade

U = np.linspace(0.0005, 0.9995, 1999)


@pytest.mark.parametrize("three", [(10, 20, 60), (0, 0, 1), (-5, 3, 3), (1, 2, 3)])
def test_pert_and_triangular_are_those_of_scipy(three: tuple[float, float, float]) -> None:
    least, likely, greatest = three
    span = greatest - least
    pert = Pert(*three)
    exact = least + span * stats.beta.ppf(U, *pert.shapes)
    assert np.abs(pert.quantile(U) - exact).max() < 1e-3 * span
    straight = stats.triang((likely - least) / span, least, span)
    assert Triangular(*three).quantile(U) == pytest.approx(straight.ppf(U), abs=1e-9 * span)
    assert Triangular(*three).mean == pytest.approx(straight.mean())


def test_a_measured_share_and_a_measured_mean_are_those_of_their_n() -> None:
    share = MeasuredShare(3, 200)
    assert share.quantile(U) == pytest.approx(stats.beta(3.5, 197.5).ppf(U), abs=2e-4)
    mean = MeasuredMean(10.0, 4.0, 64)
    assert mean.quantile(U) == pytest.approx(stats.norm(10, 0.5).ppf(U), abs=1e-9)


def test_an_overrun_is_the_reference_class_of_flyvbjerg_and_budzier() -> None:
    overruns = reference_class().quantile(U)
    assert set(overruns) == {-0.08, 2.0}
    assert overruns.mean() == pytest.approx(0.27, abs=0.005)
    assert Event(0.2, -1.0).quantile([0.1, 0.3]).tolist() == [-1.0, 0.0]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Pert(3, 2, 4),
        lambda: Triangular(1, 1, 1),
        lambda: Triangular(0, np.nan, 1),
        lambda: Event(1.2, 3),
        lambda: Event(0.2, np.inf),
        lambda: MeasuredMean(1, 1, 1),
        lambda: MeasuredMean(1, -1, 10),
        lambda: MeasuredShare(5, 4),
        lambda: Pert(0, 1, 2).quantile(1.5),
    ],
)
def test_impossible_distributions_say_what_is_accepted(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="accepted"):
        make()


def test_a_range_that_holds_seven_in_ten_passes_its_ends_at_p15_and_p85() -> None:
    stated = assumption("figure", 20, 50, 80).model_copy(update={"lowest": 0.0, "highest": 100.0})
    wide = widened(stated, widening_factor(0.7))
    spread = metalog(wide.p10, wide.p50, wide.p90, 0.0, 100.0)
    assert spread.quantile([0.15, 0.5, 0.85]) == pytest.approx([20, 50, 80])


@settings(max_examples=50)
@given(
    st.lists(st.floats(0, 1), min_size=3, max_size=3, unique=True).map(sorted), st.floats(0.2, 0.8)
)
def test_widening_keeps_the_middle_and_the_bounds_and_never_narrows(
    three: list[float], held: float
) -> None:
    stated = assumption("figure", three[0], three[1], three[2]).model_copy(
        update={"lowest": 0.0, "highest": 1.0}
    )
    wide = widened(stated, widening_factor(held))
    assert wide.p50 == three[1]
    assert 0 <= wide.p10 <= three[0] + 1e-9
    assert three[2] - 1e-9 <= wide.p90 <= 1


def test_only_judgement_and_claims_are_widened() -> None:
    plain = assumption("figure", 1, 2, 3)
    assert is_widened(plain.model_copy(update={"grade": Grade.J}))
    assert not is_widened(plain.model_copy(update={"grade": Grade.A}))
    assert not is_widened(plain.model_copy(update={"grade": Grade.J, "n": 40}))
    assert widening_factor(0.8) == 1.0
    with pytest.raises(ValueError, match=r"accepted: 0\.2 to 0\.8"):
        widening_factor(0.9)


def test_the_green_book_takes_the_place_of_the_contingency() -> None:
    held = Register(default_assumptions())
    raised = allowed_for(held, RiskPlan(allowance=Allowance.GREEN_BOOK, managed=0.5))
    assert raised.value("contingency_share") == pytest.approx((0.1 + 2.0) / 2)
    assert green_book(1.0) == pytest.approx(0.1)
    assert green_book(0.0) == 2.0
    assert allowed_for(held, RiskPlan(allowance=Allowance.REFERENCE_CLASS)) is held
