"""Where an excess crosses zero, for many cases at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.headroom.made import LAW
from workbench.headroom.erlang import Floats
from workbench.headroom.monotone import crossing


@LAW
@given(
    roots=st.lists(st.floats(-5, 5), min_size=1, max_size=6),
    power=st.sampled_from([1, 3, 5]),
    steep=st.floats(0.01, 100),
)
def test_every_case_is_found_at_once(roots: list[float], power: int, steep: float) -> None:
    wanted = np.array(roots)

    def excess(x: Floats) -> Floats:
        return np.asarray(steep * (x - wanted) ** power)

    found = crossing(excess, wanted - 7.3, wanted + 3.1)
    assert np.abs(excess(found)).max() < 1e-9 * steep + 1e-9 or np.abs(found - wanted).max() < 1e-6


def test_a_step_without_a_value_in_between_is_found_too() -> None:
    found = crossing(lambda x: np.where(x < 0.3, -1.0, 1.0), np.zeros(1), np.ones(1))
    assert found[0] == pytest.approx(0.3, abs=1e-6)


def test_where_it_is_met_at_an_end_the_end_is_the_answer() -> None:
    found = crossing(lambda x: x, np.zeros(2), np.ones(2))
    assert found.tolist() == [0.0, 0.0]
