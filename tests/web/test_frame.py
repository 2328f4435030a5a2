import asyncio
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from bench.server_process import ROOT, RunningServer
from bench.ws_session import visit

PATHS = {
    "home": "",
    "facilitate": "facilitate",
    "advisor_voice": "advisor-voice",
    "customer_voice": "customer-voice",
    "leadership_voice": "leadership-voice",
    "readiness": "readiness",
    "themes": "themes",
    "touchpoints": "touchpoints",
    "calibration": "calibration",
    "headroom": "headroom",
    "business_case": "business-case",
    "portfolio": "portfolio",
    "pilot": "pilot",
    "board_pack": "board-pack",
    "assumptions": "assumptions",
    "engine_check": "engine-check",
}


def test_every_page_that_there_is_stands_in_the_navigation(server: RunningServer) -> None:
    session = asyncio.run(visit(server.url))

    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == set(PATHS)
    assert [page.url_pathname for page in session.pages] == list(PATHS.values())
    assert all(page.help for page in session.pages)


def test_a_deep_link_opened_first_on_a_cold_server_has_its_frame(
    start_server: Callable[..., RunningServer],
) -> None:
    has_its_frame(start_server(), PATHS["board_pack"])


@pytest.mark.parametrize("name", PATHS)
def test_every_page_opens_by_its_link(server: RunningServer, name: str) -> None:
    has_its_frame(server, PATHS[name])


def has_its_frame(server: RunningServer, path: str) -> None:
    session = asyncio.run(visit(server.url, path))
    assert session.errors == []
    assert session.title.endswith(" · Headroom")
    current = {page.page_script_hash: page.url_pathname for page in session.pages}
    assert current[session.page_hash] == path


def test_a_participant_by_a_link_sees_no_navigation(server: RunningServer) -> None:
    for query, hidden in (("", False), ("join=ABCD", True)):
        session = asyncio.run(visit(server.url, "", query))
        assert session.navigation_is_hidden is hidden


@pytest.mark.parametrize("name", [name for name in PATHS if not name.endswith("_voice")])
def test_a_participant_finds_no_page_but_the_forms(
    open_page: Callable[..., AppTest], name: str
) -> None:
    page = open_page(name, join="ABCD")

    assert not page.exception
    assert page.query_params["join"] == "ABCD"
    assert [title.value for title in page.title] == ["This link leads to no form"]
    assert len(page.button) == 0
    assert len(page.get("page_link")) == 0


def test_an_unknown_page_leads_home(server: RunningServer) -> None:
    session = asyncio.run(visit(server.url, "no-such-page"))

    assert session.title == "Home · Headroom"
