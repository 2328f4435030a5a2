import tomllib
from pathlib import Path

import pytest

from bench.server_process import RunningServer
from tests.server.http_answer import ask

ROOT = Path(__file__).parents[2]
FACES = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"]["fontFaces"]


@pytest.mark.parametrize("face", FACES, ids=lambda face: Path(face["url"]).stem)
def test_every_font_of_the_theme_is_served_and_kept(
    server: RunningServer, face: dict[str, str]
) -> None:
    answer = ask(server.url, face["url"])

    assert answer.status == 200
    assert answer.body[:4] == b"wOF2"
    assert answer.headers["content-type"] == "font/woff2"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_font_has_its_licence_beside_it() -> None:
    licence = (ROOT / "assets/fonts/OFL.txt").read_text()

    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright 2014 - 2021 Adobe" in licence


def test_nothing_else_of_the_project_is_served(server: RunningServer) -> None:
    for path in ("/fonts/../instrument.yaml", "/fonts/%2e%2e/instrument.yaml", "/fonts/none.woff2"):
        assert ask(server.url, path).status in {400, 404}
