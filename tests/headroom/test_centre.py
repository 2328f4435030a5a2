"""The figures of a centre, and those that no centre has."""

from dataclasses import fields

import numpy as np
import pytest

from tests.headroom.made import DEFAULTS, centre, weights
from workbench.headroom.centre import Behaviour, Centre


def test_each_field_is_an_assumption_in_its_group() -> None:
    for record, group in ((Centre, "Contact centre"), (Behaviour, "Behaviour")):
        for field in fields(record):
            assert DEFAULTS[field.name].group == group, field.name
            assert DEFAULTS[field.name].explanation, field.name


@pytest.mark.parametrize(
    ("key", "wrong", "message"),
    [
        ("patience", 0.0, r"Mean patience is 0 minutes; accepted: 0\.05 to 600"),
        ("unresolved_share", 1.2, r"Contacts not resolved at once is 1\.2 share; accepted: 0 to 1"),
        ("handle_time", -1.0, "Handle time per contact is -1 minutes"),
        ("seats", 0.0, "Advisors on the rota at once is 0 advisors"),
        ("volume_cv", float("nan"), "Variation of volume from day to day is nan"),
        ("wage", np.array([38_000.0, -5.0]), "Yearly cost of one full-time advisor is -5"),
        ("off_phone_time", 450.0, r"450 minutes in a shift of 7\.5 hours; accepted: less"),
        ("nonsense", 1.0, "no assumption is called nonsense"),
    ],
)
def test_an_impossible_centre_is_refused_by_name(key: str, wrong: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        centre({key: wrong})


def test_a_scorecard_without_points_is_refused() -> None:
    with pytest.raises(ValueError, match="all 0; accepted"):
        centre(weights())
