"""HAProxy in front of several servers: sticky by a cookie of its own, because a room shares one
address, and quick to leave out a server that does not answer.
"""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

SECONDS_TO_START = 20.0
MISSING = (
    "HAProxy is not here, so the replicas are left out. On Debian: sudo apt-get install haproxy"
)
CONFIGURATION = """global
    maxconn 8000

defaults
    mode http
    timeout connect 2s
    timeout client 2m
    timeout server 2m
    timeout tunnel 1h
    timeout http-keep-alive 2m
    option redispatch
    retries 3
    retry-on conn-failure empty-response response-timeout
    option forwardfor

frontend room
    bind 127.0.0.1:{port}
    default_backend headroom

backend headroom
    balance leastconn
    cookie HEADROOM_SERVER insert indirect nocache httponly
    option httpchk GET /_stcore/health
    default-server check inter 500ms fall 2 rise 2 observe layer4 on-marked-down shutdown-sessions
{servers}
"""


def find_haproxy() -> str | None:
    """Where HAProxy is; None where it is not installed."""
    return shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


def configuration(port: int, servers: Sequence[str]) -> str:
    """The whole configuration, for servers such as `http://localhost:8501`."""
    lines = [
        f"    server s{number} 127.0.0.1:{urlsplit(url).port} cookie s{number}"
        for number, url in enumerate(servers, start=1)
    ]
    return CONFIGURATION.format(port=port, servers="\n".join(lines))


@contextmanager
def running_haproxy(servers: Sequence[str]) -> Iterator[str]:
    """HAProxy on a free port of this machine; gives its address."""
    program = find_haproxy()
    if program is None:
        raise FileNotFoundError(MISSING)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with TemporaryDirectory(prefix="headroom-haproxy-") as folder:
        file = Path(folder, "haproxy.cfg")
        file.write_text(configuration(port, servers))
        process = subprocess.Popen(
            [program, "-db", "-q", "-f", str(file)], stderr=subprocess.DEVNULL
        )
        try:
            wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody answers at a port."""
    give_up = time.monotonic() + SECONDS_TO_START
    while True:
        with socket.socket() as knock:
            if not knock.connect_ex(("127.0.0.1", port)):
                return
        if process.poll() is not None or time.monotonic() > give_up:
            raise RuntimeError("HAProxy did not start.")
        time.sleep(0.05)
