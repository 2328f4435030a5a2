import pytest

from workbench.evidence.distributions import metalog
from workbench.evidence.shape import shape_problem


def test_a_range_with_a_smooth_curve_has_no_problem() -> None:
    assert shape_problem(1, 2, 3, 0, 10, "years", "EUR") == ""
    # At a bound the bounded form does not exist and the plain one does.
    assert shape_problem(0, 2, 4, 0, 10, "years", "EUR") == ""
    assert shape_problem(2, 2, 2, 0, 10, "years", "EUR") == ""


def test_what_would_have_a_curve_is_told_and_has_one() -> None:
    told = shape_problem(0.39, 0.4, 0.9, 0, 1, "share", "EUR")
    assert told.endswith("Accepted without: 47.5% to 81.5%.")
    for middle in (0.475, 0.815):
        assert metalog(0.39, middle, 0.9).p50 == middle
    with pytest.raises(ValueError, match="P50"):
        metalog(0.39, 0.46, 0.9)
