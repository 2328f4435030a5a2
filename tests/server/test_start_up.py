import asyncio
import gc

import pytest
import streamlit as st

from bench.server_process import RunningServer
from bench.ws_session import visit
from workbench.server.start_up import settle_memory


def test_the_running_server_sends_no_telemetry(server: RunningServer) -> None:
    session = asyncio.run(visit(server.url))

    assert session.welcome is not None
    assert session.welcome.config.gather_usage_stats is False


def test_no_full_collection_follows_a_click() -> None:
    assert st.get_option("runner.postScriptGC") is False


@pytest.mark.parametrize(("watcher", "freezes"), [("none", 1), ("auto", 0)])
def test_memory_is_frozen_unless_files_are_watched(
    monkeypatch: pytest.MonkeyPatch, watcher: str, freezes: int
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(st, "get_option", lambda _name: watcher)
    monkeypatch.setattr(gc, "freeze", lambda: calls.append("freeze"))

    settle_memory()

    assert len(calls) == freezes
