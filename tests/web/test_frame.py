import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bench.server_process import RunningServer
from bench.ws_session import visit

ROOT = Path(__file__).parents[2]
PATHS = {
    "home": "",
    "advisor_voice": "advisor-voice",
    "customer_voice": "customer-voice",
    "leadership_voice": "leadership-voice",
    "readiness": "readiness",
    "headroom": "headroom",
    "business_case": "business-case",
    "board_pack": "board-pack",
    "assumptions": "assumptions",
}
THERE = [name for name in PATHS if (ROOT / f"pages/{name}.py").is_file()]


def test_every_page_that_there_is_stands_in_the_navigation(server: RunningServer) -> None:
    session = asyncio.run(visit(server.url))

    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == set(THERE)
    assert [page.url_pathname for page in session.pages] == [PATHS[name] for name in THERE]
    assert all(page.help for page in session.pages)


@pytest.mark.parametrize("name", THERE)
def test_a_deep_link_opened_first_on_a_cold_server_has_its_frame(
    start_server: Callable[..., RunningServer], name: str
) -> None:
    session = asyncio.run(visit(start_server().url, PATHS[name]))

    assert session.errors == []
    assert session.title.endswith(" · Headroom")
    current = {page.page_script_hash: page.url_pathname for page in session.pages}
    assert current[session.page_hash] == PATHS[name]


def test_a_participant_by_a_link_sees_no_navigation(server: RunningServer) -> None:
    for query, hidden in (("", False), ("join=ABCD", True)):
        session = asyncio.run(visit(server.url, "", query))
        assert session.navigation_is_hidden is hidden


def test_an_unknown_page_leads_home(server: RunningServer) -> None:
    session = asyncio.run(visit(server.url, "no-such-page"))

    assert session.title == "Home · Headroom"


def test_the_frame_runs_without_a_server(open_page: Callable[..., AppTest]) -> None:
    page = open_page("home", join="ABCD")

    assert not page.exception
    assert page.query_params["join"] == "ABCD"
