"""Open the doors: find a free port, listen, say where, and serve until asked to stop."""

import errno
import os
import socket
import sys
import webbrowser
from collections.abc import Iterable
from pathlib import Path

import uvicorn
from streamlit import config

from workbench.rehearsal.pre_flight import network_address
from workbench.server.proxy import VARIABLE

ROOT = Path(__file__).parents[2]
THIS_MACHINE = ("127.0.0.1", "::1")
PORTS_TO_TRY = 100
SECONDS_TO_FINISH = 3


def serve(host: str, port: int, proxy: str = "") -> None:
    """Serve Headroom on the first free port from `port` on; return when it was stopped.

    Listens for this machine only unless `host` names another address. Port 0 takes any free port.
    `proxy` is the address of a reverse proxy in front, whose headers are believed then.
    Raises `ValueError` when the address cannot be listened on.
    """
    os.chdir(ROOT)  # the settings in .streamlit/config.toml are looked for where we are
    sockets = listen(host, port)
    port = sockets[0].getsockname()[1]
    is_open = host not in (*THIS_MACHINE, "localhost")
    # The pages say at which address a phone finds this server.
    config.set_option("server.address", host)
    config.set_option("server.port", port)
    if proxy:
        os.environ[VARIABLE] = proxy
    elif not is_open:
        # A foreign site that points its own name at this machine is turned away.
        config.set_option("server.allowedHosts", ["localhost", *THIS_MACHINE])
    server = Server(welcome(host, port, is_open=is_open), f"http://localhost:{port}", proxy)
    try:
        server.run(sockets)
    except KeyboardInterrupt:
        print()  # the terminal has written ^C on the last line
    finally:
        for each in sockets:
            each.close()
    if not server.started:
        raise SystemExit(1)


class Server(uvicorn.Server):
    """A uvicorn server that says where it is once it answers, and nothing else."""

    def __init__(self, lines: Iterable[str], url: str, proxy: str) -> None:
        super().__init__(
            uvicorn.Config(
                "app:app",
                access_log=False,  # it would hold the visitors' addresses
                log_level="warning",
                server_header=False,
                # Whoever writes these headers chooses whom we take them for.
                proxy_headers=bool(proxy),
                forwarded_allow_ips=proxy or None,
                timeout_graceful_shutdown=SECONDS_TO_FINISH,
                ws="websockets-sansio",
                ws_per_message_deflate=False,  # 0.3 MB of memory a session otherwise
            )
        )
        self.lines = lines
        self.url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start answering, then say so."""
        await super().startup(sockets)
        if self.started:
            print(*self.lines, sep="\n", flush=True)
            if has_screen():
                webbrowser.open(self.url)


def listen(host: str, port: int) -> list[socket.socket]:
    """Bind and listen on the first port from `port` on that is free at every address of `host`."""
    addresses = THIS_MACHINE if host in (*THIS_MACHINE, "localhost") else (host,)
    for candidate in [0] * PORTS_TO_TRY if port == 0 else range(port, port + PORTS_TO_TRY):
        if candidate > 65535:
            break
        bound: list[socket.socket] = []
        try:
            for address in addresses:
                number = bound[0].getsockname()[1] if bound else candidate
                bound.append(bind(address, number))
        except OSError as problem:
            if bound and problem.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                return bound  # a machine without IPv6: its localhost is 127.0.0.1 alone
            for each in bound:
                each.close()
            if problem.errno != errno.EADDRINUSE:
                raise ValueError(
                    f"Headroom cannot listen at address {host!r}, port {candidate}: "
                    f"{problem.strerror}. Give an address of this machine and a port that you may "
                    "use, such as 8501."
                ) from problem
        else:
            return bound
    raise ValueError(
        f"Headroom found no free port from {port} to {port + PORTS_TO_TRY - 1}. Stop another "
        "program, or give another port."
    )


def bind(address: str, port: int) -> socket.socket:
    """Listen at one address.

    The socket names TCP outright, or asyncio would leave small answers waiting for the client's
    delayed acknowledgement (40 ms on the loopback).
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # there the option would share a port that is taken
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


def welcome(host: str, port: int, *, is_open: bool) -> list[str]:
    """Say where Headroom is open, and warn when that is the whole network."""
    lines = [f"Headroom is open at http://localhost:{port}"]
    if is_open:
        seen_as = (network_address() or "localhost") if host in ("0.0.0.0", "::") else host
        lines = [
            f"Headroom is open at http://{f'[{seen_as}]' if ':' in seen_as else seen_as}:{port}",
            "Everyone on this network can join a workshop in it. The facilitator's pages answer "
            "this machine, and whoever has a workshop's facilitator key.",
        ]
    return lines


def has_screen() -> bool:
    """Tell whether somebody at this machine would see a browser open."""
    if os.environ.get("CI") or not sys.stdout.isatty():
        return False
    return sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
