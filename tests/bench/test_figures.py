import pytest

from bench.figures import milliseconds, percentile


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1.0), (0.5, 10.0), (0.95, 19.0), (0.951, 20.0), (1.0, 20.0)]
)
def test_a_percentile_is_a_value_that_this_share_does_not_exceed(
    share: float, expected: float
) -> None:
    assert percentile([float(value) for value in range(20, 0, -1)], share) == expected


def test_times_are_printed_in_milliseconds() -> None:
    assert milliseconds([0.001, 0.002, 0.5]) == "median 2 ms, p95 500 ms, slowest 500 ms"
