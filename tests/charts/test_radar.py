import math
from typing import Any

import pytest

from tests.voices.people import sent, voices_of
from workbench.charts.look import Look
from workbench.charts.radar import RoleLine, Spoke, lines_of, radar, spokes_of
from workbench.readiness.report import readiness_report
from workbench.voices.instrument import instrument
from workbench.workshop.roles import Role

SPOKES = tuple(
    Spoke(element.label, "fail", "fail", 3.5) for element in instrument().elements.values()
)


def line(*scores: float | None, role: Role = Role.ADVISOR) -> RoleLine:
    return RoleLine(role, scores, tuple("" if s is None else f"{s:.1f}" for s in scores))


def layers(spokes: tuple[Spoke, ...], *lines: RoleLine, **options: Any) -> list[dict[str, Any]]:
    """The layers of a radar, each with the rows that it draws."""
    drawn = radar(spokes, lines, Look.LIGHT, **options).to_dict()
    return [{**layer, "rows": drawn["datasets"][layer["data"]["name"]]} for layer in drawn["layer"]]


def of_kind(found: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [layer for layer in found if layer["mark"]["type"] == kind]


@pytest.mark.parametrize("scores", [[1, 2, 3, 4, 5, 1.5, 2.25], [4.333] * 7])
def test_a_mark_is_as_far_out_as_its_score_and_the_spokes_go_round_clockwise(
    scores: list[float],
) -> None:
    (points,) = of_kind(layers(SPOKES, line(*scores)), "point")
    assert [math.hypot(row["x"], row["y"]) for row in points["rows"]] == pytest.approx(
        scores, abs=1e-3
    )
    turns = [math.atan2(row["x"], row["y"]) % (2 * math.pi) for row in points["rows"][1:]]
    assert turns == pytest.approx([2 * math.pi * n / 7 for n in range(1, 7)], abs=1e-3)
    assert points["rows"][0]["x"] == 0
    assert points["rows"][0]["y"] > 0


def test_the_web_has_five_closed_levels_and_the_ring_stands_at_each_standard() -> None:
    standards = (3.5, 3.5, 4.5, 2.0, 3.5, 3.5, 3.5)
    spokes = tuple(s._replace(standard=level) for s, level in zip(SPOKES, standards, strict=True))
    web, ring = of_kind(layers(spokes, line(*[3.0] * 7)), "line")

    assert {row["level"] for row in web["rows"]} == {1, 2, 3, 4, 5}
    assert len(web["rows"]) == 5 * 8
    far = [math.hypot(row["x"], row["y"]) for row in ring["rows"]]
    assert far == pytest.approx([*standards, standards[0]], abs=1e-3)
    assert ring["mark"]["strokeDash"]


def test_no_line_is_filled() -> None:
    for layer in layers(SPOKES, line(*[3.0] * 7)):
        if layer["mark"]["type"] != "point":
            assert "fill" not in layer["mark"]
            assert not layer["mark"].get("filled", False)


@pytest.mark.parametrize(
    "scores",
    [
        [3.0] * 7,
        [3.0, None, 2.0, 2.5, None, None, 4.0],
        [None, 1.0, None, 2.0, None, 3.0, None],
        [None] * 7,
    ],
)
def test_a_line_joins_neighbours_only_and_not_across_a_missing_score(
    scores: list[float | None],
) -> None:
    found = layers(SPOKES, line(*scores))
    (points,) = of_kind(found, "point")
    joined = [rule["rows"] for rule in of_kind(found, "rule") if "color" in rule["mark"]][1:]
    neighbours = zip(scores, [*scores[1:], scores[0]], strict=True)
    pairs = [pair for pair in neighbours if None not in pair]
    assert sum(map(len, joined)) == len(pairs)
    assert len(points["rows"]) == sum(score is not None for score in scores)


def test_every_role_has_its_own_colour_and_shape_and_the_standard_is_in_the_legend() -> None:
    lines = [line(*[3.0] * 7, role=role) for role in (Role.EXECUTIVE, Role.ADVISOR)]
    (points,) = of_kind(layers(SPOKES, *lines), "point")
    colour, shape = (points["encoding"][name]["scale"] for name in ("color", "shape"))
    assert colour["domain"] == shape["domain"] == ["Executives", "Advisors", "Standard 3.5"]
    assert len({*colour["range"]}) == len({*shape["range"]}) == 3

    differing = (SPOKES[0]._replace(standard=4.0), *SPOKES[1:])
    (points,) = of_kind(layers(differing, *lines), "point")
    assert points["encoding"]["color"]["scale"]["domain"][-1] == "Standard"


def test_every_spoke_carries_its_verdict_in_words() -> None:
    names, verdicts = of_kind(layers(SPOKES, line(*[3.0] * 7)), "text")[-2:]
    assert names["encoding"]["text"]["field"] == "name"
    assert verdicts["encoding"]["text"]["field"] == "verdict"
    assert [(row["name"], row["verdict"]) for row in verdicts["rows"]] == [
        (spoke.label, "fail") for spoke in SPOKES
    ]


def test_an_example_says_that_it_is_one_and_a_result_does_not() -> None:
    for example in (True, False):
        said = str(layers(SPOKES, line(*[3.0] * 7), example=example))
        assert ("Example, not your results" in said) is example


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Advisors have 3 scores and 3 texts; accepted: .* 7"):
        radar(SPOKES, [line(1.0, 2.0, 3.0)], Look.LIGHT)
    with pytest.raises(ValueError, match="2 spokes; accepted: at least 3"):
        radar(SPOKES[:2], [], Look.LIGHT)


def test_a_report_gives_spokes_in_its_order_and_lines_of_the_roles_that_are_shown() -> None:
    core = instrument().core_items
    executives = [sent(Role.EXECUTIVE, n, dict.fromkeys(core.values(), 4)) for n in range(6)]
    advisors = [
        sent(Role.ADVISOR, 100 + n, {item: 2 for name, item in core.items() if name != "style"})
        for n in range(6)
    ]
    few = [sent(Role.MIDDLE, 200, dict.fromkeys(core.values(), 3))]
    voices = voices_of([*executives, *advisors, *few])
    report = readiness_report(voices, {"skills": 1.5}, instrument())

    spokes, lines = spokes_of(report.elements), lines_of(report.elements, Role)
    assert [spoke.label for spoke in spokes] == [e.label for e in instrument().elements.values()]
    assert [spoke.verdict for spoke in spokes].count("fail") == 5
    assert spokes[-1] == Spoke("Skills", "pass", "pass", 1.5)
    assert [found.role for found in lines] == [Role.EXECUTIVE, Role.ADVISOR]
    assert lines[1].scores == (2.0, 2.0, 2.0, 2.0, None, 2.0, 2.0)
