from http.cookies import SimpleCookie

import pytest

from bench.server_process import RunningServer
from tests.server.http_answer import ask
from workbench.server.participant import COOKIE, new_cookie


@pytest.mark.parametrize("path", ["/", "/readiness", "/advisor-voice?join=ABCD"])
def test_the_page_brings_the_cookie(server: RunningServer, path: str) -> None:
    answer = ask(server.url, path)
    cookie = SimpleCookie(answer.headers["set-cookie"])[COOKIE]

    assert len(cookie.value) == 22  # 128 bits in base 64
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == str(365 * 24 * 60 * 60)
    assert not cookie["secure"]
    assert answer.headers["cache-control"] == "private, no-cache"


def test_nobody_gets_the_cookie_of_another(server: RunningServer) -> None:
    given = {ask(server.url, "/").headers["set-cookie"] for _ in range(5)}

    assert len(given) == 5


def test_who_has_the_cookie_keeps_it(server: RunningServer) -> None:
    answer = ask(server.url, "/", Cookie=f"theme=dark; {COOKIE}=0123456789012345678901")

    assert answer.status == 200
    assert answer.headers["set-cookie"] is None


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/favicon.png", "/static/js/none", "/fonts/x.y"]
)
def test_files_and_checks_bring_no_cookie(server: RunningServer, path: str) -> None:
    cookies = ask(server.url, path).headers.get_all("set-cookie", [])

    assert not any(cookie.startswith(COOKIE) for cookie in cookies)


def test_over_https_the_cookie_never_travels_in_the_clear() -> None:
    assert new_cookie(is_secure=True).endswith("; Secure")
