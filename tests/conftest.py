"""Fixtures that any test may use: a page in its frame, and a running server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings
from streamlit.testing.v1 import AppTest

from bench.server_process import ROOT, RunningServer, running_server

settings.register_profile("headroom", deadline=None)  # a busy machine is not a broken law
settings.load_profile("headroom")


@pytest.fixture(scope="session", autouse=True)
def _own_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test away from the database of whoever runs the tests."""
    file = tmp_path_factory.mktemp("database") / "headroom.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEADROOM_DATABASE_URL", f"sqlite:///{file}")
        yield


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """Run a page in its frame without a server: `open_page("readiness", join="ABCD")`.

    Takes the name of the file in `pages/` and the parameters of the URL. What goes wrong on the
    page is in `.exception`, with its traceback in the captured log.
    """

    def run(name: str, **parameters: str) -> AppTest:
        app = AppTest.from_file(ROOT / "workbench/web/frame.py", default_timeout=30)
        app.run()
        app.switch_page(str(ROOT / f"pages/{name}.py"))
        for key, value in parameters.items():
            app.query_params[key] = value
        return app.run()

    return run


@pytest.fixture(scope="session")
def server() -> Iterator[RunningServer]:
    """One server with an empty database, shared by all tests that do not mind each other."""
    with running_server() as running:
        yield running


@pytest.fixture
def start_server() -> Iterator[Callable[..., RunningServer]]:
    """Start further servers, as `running_server` does; they end with the test."""
    with ExitStack() as stack:

        def start(*arguments: str, **options: object) -> RunningServer:
            return stack.enter_context(running_server(*arguments, **options))  # type: ignore[arg-type]

        yield start
