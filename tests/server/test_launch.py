import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from bench.server_process import ROOT, RunningServer
from bench.ws_session import visit
from tests.server.http_answer import ask
from workbench.server.launch import PORTS_TO_TRY, has_screen, listen, welcome

Start = Callable[..., RunningServer]


def refuses(address: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex((address, port)) != 0


def port_of(server: RunningServer) -> int:
    port = urlsplit(server.url).port
    assert port is not None
    return port


def test_it_says_in_one_line_where_it_is_open_and_ends_quietly(start_server: Start) -> None:
    server = start_server()
    assert server.welcome == f"Headroom is open at http://localhost:{port_of(server)}"
    assert ask(server.url, "/_stcore/health").body == b"ok"

    server.process.send_signal(signal.SIGINT)  # as Ctrl-C does

    said, _ = server.process.communicate(timeout=30)
    assert server.process.returncode == 0
    assert said.strip() == b""
    assert server.log == ""


def test_it_takes_the_next_free_port(start_server: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = start_server(command=("-m", "workbench.server", "--port", str(port)))

        assert port < port_of(server) < port + PORTS_TO_TRY


def test_it_listens_to_this_machine_only(server: RunningServer) -> None:
    port = port_of(server)

    assert not refuses("127.0.0.1", port)
    assert refuses("127.0.0.2", port)  # reached by whatever listens at every address


def test_streamlit_run_opens_it_for_this_machine_only(start_server: Start) -> None:
    command = ("-m", "streamlit", "run", "app.py", "--server.port", "0")
    server = start_server(command=command)

    session = asyncio.run(visit(server.url, "readiness"))

    assert session.pages
    assert session.errors == []
    assert refuses("127.0.0.2", port_of(server))


def test_a_page_that_pretends_to_be_this_machine_is_turned_away(server: RunningServer) -> None:
    handshake = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "streamlit, no-xsrf-token",
    }

    for host, status in (("elsewhere.example", 403), (urlsplit(server.url).netloc, 101)):
        with socket.create_connection(("127.0.0.1", port_of(server)), timeout=10) as connection:
            lines = [f"{name}: {value}" for name, value in {"Host": host, **handshake}.items()]
            request = "\r\n".join(["GET /_stcore/stream HTTP/1.1", *lines, "", ""])
            connection.sendall(request.encode())
            assert connection.recv(4096).startswith(f"HTTP/1.1 {status} ".encode())


def test_opening_to_the_network_is_explicit_and_warned_of(start_server: Start) -> None:
    # Another address of the loopback stands for the network: nothing leaves this machine.
    server = start_server("--host", "127.0.0.2")

    assert server.welcome == f"Headroom is open at http://127.0.0.2:{port_of(server)}"
    assert ask(server.url, "/_stcore/health").status == 200
    (_, warning) = welcome("0.0.0.0", 8501, is_open=True)
    assert "Everyone on this network can join" in warning


@pytest.mark.parametrize(
    ("host", "port"), [("198.51.100.7", 0), ("no-such-name.invalid", 0), ("127.0.0.1", 65536)]
)
def test_an_address_that_cannot_be_used_is_refused_in_words(host: str, port: int) -> None:
    with pytest.raises(ValueError, match="port"):
        listen(host, port)


@pytest.mark.parametrize("port", ["-1", "65536", "web", "8501.5"])
def test_a_port_that_is_none_is_refused_in_words(port: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "workbench.server", f"--port={port}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert run.returncode == 2
    assert f"port is '{port}'; a whole number from 0 to 65535 is accepted" in run.stderr
    assert "Traceback" not in run.stderr


def test_no_browser_opens_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_screen()

    monkeypatch.setenv("CI", "true")
    assert not has_screen()

    monkeypatch.delenv("CI")
    monkeypatch.delenv("DISPLAY")
    assert not has_screen()
