"""Attacks from another machine, over real HTTP and the real websocket.

127.0.0.2 stands for the other machine: the server sees a client that is not at home.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from websockets.exceptions import InvalidStatus

from bench.server_process import RunningServer
from bench.ws_session import Session, visit
from tests.server.http_answer import Answer, ask
from tests.storage.made import a_workshop
from workbench.server.access import FORMS
from workbench.storage import Store, open_store
from workbench.ui.visitor import STAMP, is_listed
from workbench.workshop.workshop import Workshop

ELSEWHERE = "127.0.0.2"
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")
FACILITATORS_PATHS = (
    "/facilitate",
    "/readiness",
    "/board-pack",
    "/assumptions",
    "/static/",
    "/media/0123456789abcdef.json",
    "/component/anything",
    "/_stcore/host-config",
    "/_stcore/upload_file/a/b",
    "/_stcore/agent/interact",
    "/auth/login",
    "/favicon.png",
    "/fonts/../readiness",
    "/join/../readiness",
    "//readiness",
    "/%72eadiness",
)


@pytest.fixture(scope="module")
def stored(server: RunningServer) -> Iterator[Store]:
    with open_store(f"sqlite:///{server.folder / 'headroom.db'}") as opened:
        yield opened


@pytest.fixture(scope="module")
def spring(stored: Store) -> Workshop:
    return a_workshop(stored, "Spring attacked")


@pytest.fixture(scope="module")
def autumn(stored: Store) -> Workshop:
    return a_workshop(stored, "Autumn untouched")


def sign_in(server: RunningServer, code: str, key: str, **more: str) -> Answer:
    body = urlencode({"code": code, "key": key, **more}).encode()
    return ask(server.url, "/facilitator", "POST", source=ELSEWHERE, body=body)


def cookie_of(answer: Answer) -> str:
    return (answer.headers["set-cookie"] or "").partition(";")[0]


def refused(server: RunningServer, cookie: str = "", **headers: str) -> int:
    """The status with which the websocket is refused; 0 when it is not."""
    session = Session(server.url, cookie=cookie, source=ELSEWHERE, headers=headers)
    try:
        asyncio.run(session.open())
        asyncio.run(session.close())
    except InvalidStatus as problem:
        return problem.response.status_code
    return 0


def test_another_machine_reaches_no_page_of_the_facilitator(server: RunningServer) -> None:
    assert ask(server.url, "/readiness").status == 200  # here it is open
    for path in FACILITATORS_PATHS:
        for method in ("GET", "POST", "HEAD", "PUT"):
            answer = ask(server.url, path, method, source=ELSEWHERE)
            assert answer.status in (303, 400, 403, 404, 405), (method, path)
            assert b"root" not in answer.body, path  # the framework's shell holds its root
    assert ask(server.url, "/", source=ELSEWHERE).headers["location"] == "/join"


def test_an_old_invitation_leads_a_phone_to_its_own_page(server: RunningServer) -> None:
    for path in FORMS:
        answer = ask(server.url, f"{path}?join=bado-kimu%0d%0aX:1/..", source=ELSEWHERE)
        assert answer.status == 303
        assert answer.headers["location"] == "/join/bado-kimu%0D%0AX%3A1%2F.."
    answer = ask(server.url, "/readiness?workshop=bado-kimu", source=ELSEWHERE)
    assert answer.headers["location"] == "/facilitator?page=readiness&workshop=bado-kimu"


def test_the_websocket_is_closed_to_another_machine(
    server: RunningServer, spring: Workshop
) -> None:
    forged = f"headroom_facilitator_{'0' * 16}={'0' * 16}.99999999999.{'0' * 64}"
    assert refused(server) == 403
    assert refused(server, forged) == 403
    assert refused(server, f"headroom_participant=x; {forged}; workshop={spring.code}") == 403
    assert refused(server, **{STAMP: "here"}) == 403
    for name in FORWARDED:
        assert refused(server, **{name: "127.0.0.1"}) == 403


def test_what_a_proxy_passes_on_is_not_taken_for_this_machine(server: RunningServer) -> None:
    for name in FORWARDED:
        answer = ask(server.url, "/readiness", headers={name: "127.0.0.1"})
        assert answer.status == 303, name
    assert ask(server.url, "/readiness", Host="elsewhere.example").status == 303
    assert ask(server.url, "/readiness", Host="[").status in (303, 400)


def test_behind_a_named_proxy_nobody_is_at_this_machine(start_server) -> None:  # type: ignore[no-untyped-def]
    server = start_server("--proxy", "127.0.0.1")
    assert ask(server.url, "/readiness").status == 303
    assert ask(server.url, "/_stcore/health").body == b"ok"
    with pytest.raises(InvalidStatus):
        asyncio.run(visit(server.url))


def test_a_key_opens_its_own_workshop_and_no_other(
    server: RunningServer, stored: Store, spring: Workshop, autumn: Workshop
) -> None:
    key = stored.keys.make(spring.id)
    wrong = sign_in(server, spring.code, "<script>alert(1)</script>")
    assert wrong.status == 403
    assert not wrong.headers["set-cookie"]
    assert b"<script>" not in sign_in(server, "<script>x", key).body
    assert sign_in(server, "x" * 5000, key).status == 413

    answer = sign_in(server, spring.code, key, page="//elsewhere.example")
    assert answer.status == 303
    assert answer.headers["location"] == f"/?workshop={spring.code}"
    given = answer.headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=lax" in given

    signed_in = ask(server.url, "/facilitator", source=ELSEWHERE, Cookie=cookie_of(answer))
    assert b"Sign out" in signed_in.body
    assert b"Sign out" not in ask(server.url, "/facilitator", source=ELSEWHERE).body
    left = ask(server.url, "/facilitator/leave", "POST", Cookie=cookie_of(answer))
    assert "Max-Age=0" in left.headers["set-cookie"]

    async def look_round() -> None:
        cookie = cookie_of(answer)
        home = Session(server.url, cookie=cookie, source=ELSEWHERE)
        await home.open()
        assert f"open_{spring.id}" in home.widgets
        assert f"open_{autumn.id}" not in home.widgets
        assert not {"run_workshop", "explore_demo", "quick_what_if"} & set(home.widgets)
        assert "Autumn" not in "".join(home.said)

        for page in ("", "readiness", "board-pack"):
            other = Session(server.url, page, f"workshop={autumn.code}", cookie, ELSEWHERE)
            await other.open()
            assert "Autumn" not in "".join(other.said)
            await other.close()

        stored.keys.make(spring.id)  # ends the session, also in a tab that is open
        home.said.clear()
        home.widgets.clear()
        await home.change()
        assert "These pages are the facilitator's" in home.said
        assert home.widgets == {}
        await home.close()

    asyncio.run(look_round())
    assert refused(server, cookie_of(answer)) == 403


def test_a_database_that_is_held_refuses_in_words(
    server: RunningServer, stored: Store, autumn: Workshop
) -> None:
    key = stored.keys.make(autumn.id)
    held = sqlite3.connect(server.folder / "headroom.db", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    try:
        answer = sign_in(server, autumn.code, key)
    finally:
        held.close()
    assert answer.status == 503
    assert b"Not saved: another program is holding the database" in answer.body
    assert not answer.headers["set-cookie"]
    assert sign_in(server, autumn.code, key).status == 303


def test_no_address_of_a_visitor_is_in_the_log(server: RunningServer) -> None:
    ask(server.url, "/readiness", source=ELSEWHERE)
    assert ELSEWHERE not in server.log
    assert str(urlsplit(server.url).port) not in server.log


def test_only_listed_accounts_are_facilitators() -> None:
    listed = "Ann@Example.org, @orla.example"
    assert is_listed("ann@example.org", listed)
    assert is_listed("anybody@orla.example", listed)
    for other in ("", "ann", "@orla.example", "bob@example.org", "x@evil-orla.example", "ann@"):
        assert not is_listed(other, listed)
    assert not is_listed("ann@example.org", "")
