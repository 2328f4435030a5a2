"""Centres to test with: the defaults, and random ones within what the register accepts."""

from collections.abc import Mapping
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from workbench.evidence.assumptions import resolve
from workbench.evidence.defaults import default_assumptions
from workbench.headroom.centre import Figures, figures
from workbench.headroom.scorecard import Metric, Number

# The same examples every time, and no clock on them.
LAW = settings(max_examples=60, deadline=None, derandomize=True)

DEFAULTS = resolve(default_assumptions())


def centre(values: Mapping[str, Number] | None = None, **more: Number) -> Figures:
    """The default centre with some values of one's own."""
    return figures(DEFAULTS, {**(values or {}), **more})


def between(name: str) -> st.SearchStrategy[float]:
    """Anything from the P10 to the P90 of an assumption."""
    assumption = DEFAULTS[name]
    return st.floats(assumption.p10, assumption.p90)


BEHAVIOUR = [key for key in DEFAULTS if DEFAULTS[key].group == "Behaviour"]
RANGED = [
    "absence",
    "off_phone_time",
    "contacts_cut_short",
    "unresolved_share",
    "recontact",
    "redial",
    "patience",
    "volume_cv",
    "satisfaction",
    "attrition",
    "strictness",
    *BEHAVIOUR,
]


@st.composite
def centres(draw: st.DrawFn, crowded: float = 1.3) -> dict[str, float]:
    """A centre of any size with a load per agent on the phone of 0.4 to `crowded`."""
    values = {name: draw(between(name)) for name in RANGED}
    values["handle_time"] = draw(st.floats(1.0, 30.0))
    values["seats"] = draw(st.floats(5.0, 1500.0))
    off_phone = values["off_phone_time"] / (60 * DEFAULTS.value("shift_hours"))
    agents = values["seats"] * (1 - values["absence"]) * (1 - off_phone)
    hours = DEFAULTS.value("open_hours_per_week")
    load = draw(st.floats(0.4, crowded))
    values["contacts_per_week"] = load * agents / values["handle_time"] * 60 * hours
    return values


def weights(**points: float) -> dict[str, float]:
    """Today's weights by assumption id; what is not named has no points."""
    return {f"weight_{metric}": points.get(metric, 0.0) for metric in Metric}


def same(one: Any, other: Any, names: list[str], close: float = 1e-12) -> None:
    """Assert that two outcomes agree."""
    for name in names:
        a, b = float(getattr(one, name)), float(getattr(other, name))
        assert abs(a - b) <= close * max(1.0, abs(b)), (name, a, b)
