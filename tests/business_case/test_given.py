"""What people know of a figure, turned into P10, P50 and P90."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from workbench.business_case.given import ASKS, COUNTS, MEANINGS, Given, in_words, percentiles

TENTHS = [0.1, 0.5, 0.9]


def test_percentiles_are_kept_as_they_are() -> None:
    assert percentiles(Given.PERCENTILES, (1.0, 2.0, 4.0)) == (1.0, 2.0, 4.0)
    assert in_words(Given.PERCENTILES, (1.0, 2.0, 4.0)) == ""


def test_a_bell_between_the_ends_is_the_beta_of_pert() -> None:
    beta = stats.beta(1 + 4 * 2 / 9, 1 + 4 * 7 / 9, loc=1, scale=9)
    assert percentiles(Given.PERT, (1, 3, 10)) == pytest.approx(beta.ppf(TENTHS), abs=1e-3)


def test_straight_sides_are_the_triangle() -> None:
    triangle = stats.triang(2 / 9, loc=1, scale=9)
    assert percentiles(Given.TRIANGULAR, (1, 3, 10)) == pytest.approx(triangle.ppf(TENTHS))


def test_a_measured_mean_is_off_by_its_standard_error() -> None:
    assert percentiles(Given.MEAN, (50, 12, 36)) == pytest.approx(stats.norm(50, 2).ppf(TENTHS))


def test_a_counted_share_is_jeffreys() -> None:
    beta = stats.beta(18.5, 42.5)
    assert percentiles(Given.SHARE, (18, 60)) == pytest.approx(beta.ppf(TENTHS), abs=1e-5)


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), st.sampled_from(list(Given)[1:3]))
def test_the_percentiles_rise_within_the_ends_or_it_is_refused(
    three: list[float], asked: Given
) -> None:
    least, likely, greatest = three
    try:
        low, middle, high = percentiles(asked, three)
    except ValueError:
        assert not (least <= likely <= greatest and least < greatest)
    else:
        assert least <= low <= middle <= high <= greatest


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        (Given.PERT, (3, 2, 5)),
        (Given.TRIANGULAR, (2, 2, 2)),
        (Given.MEAN, (5, -1, 10)),
        (Given.MEAN, (5, 1, 1)),
        (Given.MEAN, (5, 1, 2.5)),
        (Given.SHARE, (7, 6)),
        (Given.SHARE, (0, 0)),
    ],
)
def test_what_makes_no_range_is_refused_with_what_is_accepted(
    asked: Given, values: tuple[float, ...]
) -> None:
    with pytest.raises(ValueError, match="accepted"):
        percentiles(asked, values)


def test_the_source_says_what_it_was_made_of() -> None:
    told = in_words(Given.MEAN, (50, 12, 1036))
    assert told == (
        "Measured mean: mean 50, spread of single values 12, how many were measured 1,036"
    )
    assert set(ASKS) == set(MEANINGS) == set(Given)
    assert all(place < len(asked.asks) for asked, places in COUNTS.items() for place in places)
