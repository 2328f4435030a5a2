"""The picture of erosion: every line is there in light and dark, from the figures of its table."""

import pytest

from workbench.charts.erosion import JOURNEY, LED, PUBLISHED, erosion_picture, erosion_table
from workbench.charts.look import Look
from workbench.headroom.erosion import erosion


@pytest.mark.parametrize("look", Look)
def test_every_line_is_drawn_from_the_table(look: Look) -> None:
    table = erosion_table(erosion())
    drawn = erosion_picture(erosion(), look).to_dict()
    lines = [layer for layer in drawn["layer"] if layer["mark"]["type"] == "line"]
    told = [drawn["datasets"][layer["data"]["name"]] for layer in lines]
    assert [rows[0]["line"] for rows in told] == [JOURNEY, PUBLISHED, LED]
    for rows in told:
        assert [row["standard"] for row in rows] == table[rows[0]["line"]].tolist()
    low, high = lines[0]["encoding"]["y"]["scale"]["domain"]
    assert low < table[[PUBLISHED, JOURNEY, LED]].to_numpy().min()
    assert table[[PUBLISHED, JOURNEY, LED]].to_numpy().max() < high
    assert drawn["height"] >= 420
