import pytest

from bench.server_process import RunningServer
from tests.server.http_answer import ask


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/fonts/source-serif-4-latin.woff2"])
def test_every_answer_keeps_the_page_to_itself(server: RunningServer, path: str) -> None:
    headers = ask(server.url, path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "http" not in policy
    assert "*" not in policy


def test_the_server_does_not_tell_what_it_is(server: RunningServer) -> None:
    assert ask(server.url, "/").headers["server"] is None
