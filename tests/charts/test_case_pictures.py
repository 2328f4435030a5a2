"""The pictures of the business case: what they name is there, and says what the case says."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from tests.business_case.made import Centre, register, settled
from workbench.business_case.case import Appraisal, Case, build_case
from workbench.charts.amounts import Columns, Scale, scale_of, spaced
from workbench.charts.belief import NEEDED, PUT, belief, belief_figures
from workbench.charts.cumulative_cash import cumulative_cash, cumulative_figures, cumulative_scale
from workbench.charts.look import Chart, Look
from workbench.charts.tornado import MOST_BARS, tornado, tornado_figures, tornado_scale

VALUE = "value_per_unresolved"
CASE = build_case(register(value_per_unresolved=30.0), Centre())
SETTLED = build_case(settled(register()), Centre())


def layers(part: Mapping[str, Any], source: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every drawing of a specification with the name of its figures."""
    named = part.get("data", {}).get("name", source)
    if "layer" in part:
        for inner in part["layer"]:
            yield from layers(inner, named)
    else:
        yield named, part


def fields(part: Mapping[str, Any]) -> set[str]:
    """Every column that a drawing reads."""
    channels = list(part.get("encoding", {}).values())
    channels += [one for channel in channels if isinstance(channel, list) for one in channel]
    found = {one["field"] for one in channels if isinstance(one, dict) and "field" in one}
    for step in part.get("transform", ()):
        found |= set(re.findall(r"datum\.(\w+)", str(step.get("filter", ""))))
    return found


def check(draw: Callable[[Look], Chart], figures: Mapping[str, Columns]) -> None:
    for look in Look:
        for source, part in layers(draw(look).to_dict()):
            assert source in figures, f"{source} has no figures"
            assert fields(part) <= set(figures[source]), f"{fields(part)} of {source}"
    for name, columns in figures.items():
        assert len({len(column) for column in columns.values()}) == 1, name


@pytest.mark.parametrize("case", [CASE, SETTLED], ids=["ranges", "no ranges"])
@pytest.mark.parametrize("discounted", [False, True])
def test_the_cash_picture_draws_the_case(case: Case, discounted: bool) -> None:
    for shown in (case.headline, case.with_value):
        scale = cumulative_scale(shown)
        figures = cumulative_figures(shown, "EUR", scale, discounted=discounted)
        check(lambda look: cumulative_cash(look, "EUR", case.horizon), figures)
        bands = shown.discounted_range if discounted else shown.cumulative_range
        drawn = figures["years"]
        for name in ("low", "high"):
            ends = [getattr(band, name) for band in bands]
            assert [scale.size * at for at in drawn[name]] == pytest.approx(ends)
        assert all(a <= b <= c for a, b, c in zip(drawn["low"], drawn["expected"], drawn["high"],
                                                  strict=True))  # fmt: skip
        payback = shown.discounted_payback if discounted else shown.payback
        assert list(figures["back"]["year"]) == ([] if payback is None else [payback])


def test_the_moment_the_money_is_back_lies_on_the_line() -> None:
    shown = build_case(register(value_per_unresolved=30.0), Centre(extra=0.0)).with_value
    figures = cumulative_figures(shown, "EUR", Scale.ONE, discounted=False)
    (moment,) = figures["back"]["year"]
    course = figures["months"]
    assert np.interp(moment, course["year"], course["expected"]) == pytest.approx(0.0, abs=1e-6)
    assert course["expected"][12] == pytest.approx(figures["years"]["expected"][1])


def test_labels_at_the_end_never_stand_on_one_another() -> None:
    assert spaced([1.0, 1.0, 1.0], 0.5) == pytest.approx([0.5, 1.0, 1.5])
    assert spaced([0.0, 2.0, 4.0], 0.5) == [0.0, 2.0, 4.0]
    assert spaced([], 1.0) == []


@pytest.mark.parametrize(
    ("amounts", "unit", "said"),
    [
        ((-2_846_000.0, 1.0), "EUR million", "−2.85"),
        ((312_345.0,), "EUR thousand", "312"),
        ((4.18,), "EUR", "4.18"),
        ((-0.001,), "EUR", "0.00"),
        ((2.5e9,), "EUR billion", "2.50"),
        ((), "EUR", "0.00"),
    ],
)
def test_one_scale_for_a_picture(amounts: tuple[float, ...], unit: str, said: str) -> None:
    scale = scale_of(amounts)
    assert scale.unit("EUR") == unit
    assert scale.short(amounts[0] if amounts else 0.0) == said


def bars(shown: Appraisal) -> dict[str, Columns]:
    return tornado_figures(shown, "EUR", tornado_scale(shown))


def test_the_tornado_draws_the_widest_swings_from_the_base() -> None:
    shown = CASE.with_value
    figures, scale = bars(shown), tornado_scale(shown)
    check(lambda look: tornado(look, "EUR", scale, MOST_BARS), figures)
    for place, swing in enumerate(shown.swings[:MOST_BARS]):
        drawn = [
            npv * scale.size
            for at, npv in zip(figures["bars"]["place"], figures["bars"]["npv"], strict=True)
            if at == place
        ]
        assert sorted(drawn) == pytest.approx(sorted((swing.npv_at_p10, swing.npv_at_p90)))
    (base,) = set(figures["bars"]["base"])
    assert base == pytest.approx(shown.npv / scale.size)
    assert figures["lines"]["npv"][0] == 0.0
    room = figures["room"]["npv"]
    assert room[0] < min(0.0, *figures["bars"]["npv"]) <= max(*figures["bars"]["npv"]) < room[1]


def test_two_ends_on_one_side_are_written_once() -> None:
    sides = bars(CASE.with_value)["bars"]
    by_place: dict[int, list[str]] = {}
    for place, side in zip(sides["place"], sides["side"], strict=True):
        by_place.setdefault(place, []).append(side)
    for named in by_place.values():
        assert named.count("left") <= 1
        assert named.count("right") <= 1


def test_belief_shows_what_is_needed_and_what_was_put() -> None:
    found, put = CASE.break_even, register(value_per_unresolved=30.0)[VALUE]
    figures = belief_figures(found, put, "EUR")
    check(lambda look: belief(look, "EUR", 2), figures)
    rows = figures["rows"]
    assert list(rows["whose"]) == [NEEDED, PUT]
    assert list(rows["value"]) == [found.value, 30.0]
    assert min(rows["low"]) >= 0.0
    alone = belief_figures(found, register()[VALUE], "EUR")
    assert list(alone["rows"]["whose"]) == [NEEDED]


def test_a_range_without_an_end_runs_out_of_the_picture() -> None:
    found = CASE.break_even.model_copy(update={"high": None})
    figures = belief_figures(found, register()[VALUE], "EUR")
    assert figures["rows"]["endless"] == [True]
    assert figures["rows"]["high"][0] == max(figures["room"]["value"])
    assert "no upper end" in figures["rows"]["range"][0]


def test_no_break_even_value_is_refused() -> None:
    found = CASE.break_even.model_copy(update={"value": None, "reason": "none is avoided"})
    with pytest.raises(ValueError, match="none is avoided"):
        belief_figures(found, register()[VALUE], "EUR")
