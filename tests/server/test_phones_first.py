from bench.server_process import RunningServer
from tests.server.http_answer import ask


def test_a_phones_page_is_as_guarded_as_every_other_and_gets_its_cookie(
    server: RunningServer,
) -> None:
    answer = ask(server.url, "/join", source="127.0.0.2")
    assert answer.status == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert "headroom_participant=" in answer.headers["set-cookie"]


def test_what_a_phone_may_not_do_is_refused_and_the_rest_is_passed_on(
    server: RunningServer,
) -> None:
    assert ask(server.url, "/join", "POST").status == 405
    # Somebody who types one stroke too many is led on, from wherever they ask.
    led = ask(server.url, "/join/", source="127.0.0.2")
    assert led.status == 307
    assert led.headers["location"] == f"{server.url}/join"
    assert ask(server.url, "/_stcore/health").body == b"ok"
