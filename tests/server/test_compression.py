import asyncio
import gzip
import re

import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from bench.server_process import RunningServer
from tests.server.http_answer import ask
from workbench.server.compression import CompressedAssets, takes_gzip


@pytest.fixture(scope="module")
def script(server: RunningServer) -> str:
    page = ask(server.url, "/").body.decode()
    found = re.search(r'src="\./(static/js/[^"]+\.js)"', page)
    assert found is not None
    return f"/{found[1]}"


def test_a_script_of_the_framework_is_compressed_and_kept_for_ever(
    server: RunningServer, script: str
) -> None:
    plain = ask(server.url, script)
    packed = ask(server.url, script, Accept_Encoding="gzip, deflate, br")

    assert plain.headers["content-encoding"] is None
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < 0.5 * len(plain.body)
    assert packed.headers["content-length"] == str(len(packed.body))
    assert packed.headers["etag"] != plain.headers["etag"]
    for answer in (plain, packed):
        assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
        assert answer.headers["vary"] == "accept-encoding"
        assert "javascript" in answer.headers["content-type"]


def test_a_browser_that_has_the_file_gets_no_second_copy(
    server: RunningServer, script: str
) -> None:
    tag = ask(server.url, script, Accept_Encoding="gzip").headers["etag"]

    again = ask(server.url, script, Accept_Encoding="gzip", If_None_Match=f'"other", W/{tag}')

    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)


def test_head_gives_the_headers_alone(server: RunningServer, script: str) -> None:
    packed = ask(server.url, script, Accept_Encoding="gzip")
    head = ask(server.url, script, "HEAD", Accept_Encoding="gzip")

    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == packed.headers["content-length"]


def test_a_file_that_is_not_there_is_answered_by_the_framework(server: RunningServer) -> None:
    answer = ask(server.url, "/static/js/no-such-file.js", Accept_Encoding="gzip")

    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        ("gzip", True),
        ("br;q=1.0, GZIP;q=0.8", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
        ("br, deflate", False),
        ("x-gzip-like", False),
        ("", False),
    ],
)
def test_gzip_is_sent_only_to_who_takes_it(offered: str, taken: bool) -> None:
    assert takes_gzip(Headers({"accept-encoding": offered})) is taken


def test_a_file_asked_for_by_many_at_once_is_compressed_once() -> None:
    fetched: list[str] = []
    answers: list[bytes] = []

    async def framework(scope: Scope, _receive: Receive, send: Send) -> None:
        fetched.append(scope["path"])
        await asyncio.sleep(0.01)
        headers = [
            (b"content-type", b"text/javascript"),
            (b"cache-control", b"public, immutable, max-age=31536000"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"x" * 2000, "more_body": True})
        await send({"type": "http.response.body", "body": b"y" * 2000})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            answers.append(message["body"])

    async def ask_at_once() -> None:
        assets = CompressedAssets(framework)
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/static/js/a.js",
            "headers": [(b"accept-encoding", b"gzip")],
        }
        await asyncio.gather(*(assets(scope, receive, send) for _ in range(8)))

    asyncio.run(ask_at_once())

    assert fetched == ["/static/js/a.js"]
    assert [gzip.decompress(body) for body in answers] == [b"x" * 2000 + b"y" * 2000] * 8
