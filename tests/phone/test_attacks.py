"""Attacks on the phones' pages: by address, by token, by request, and by what is typed."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import pytest

from tests.phone.made import WORDS, WORTH, counted, joined, opened, people, rows
from tests.phone.phone import FORM, Phone
from workbench.phone.reading import MOST_BYTES, MOST_FIELDS
from workbench.storage import Store
from workbench.workshop.creation import new_workshop
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

NewPhone = Callable[..., Phone]


@pytest.fixture
def other(kept: Store) -> Workshop:
    """Another workshop, with a room that has answers."""
    made = kept.workshops.create(new_workshop("Secret", "Rival", datetime.now(UTC)))
    opened(kept, made, WORDS)
    return made


@pytest.fixture
def home(kept: Store, workshop: Workshop, phone: Phone) -> str:
    """The address of somebody in a room that is in its first step."""
    opened(kept, workshop, WORDS, WORTH)
    return joined(phone, workshop)


def test_a_token_opens_its_own_workshop_only(
    kept: Store, workshop: Workshop, other: Workshop, phone: Phone, home: str
) -> None:
    token = home.rsplit("/", 1)[-1]
    pairs = {"key": "a" * 32, "base": "", "wrong.1": "intruder"}

    for path in ("", "/s/words", "/mine", "/state", "/welcome", "/f/pulse_advisor"):
        page = phone.get(f"/r/{other.code}/{token}{path}")
        assert page.status == 404
        assert WORDS.title not in page.html
    for path in ("/s/words", "/f/pulse_advisor", "/withdraw"):
        assert phone.post(f"/r/{other.code}/{token}{path}", pairs).status == 404
    assert counted(kept, other) == ()
    assert workshop.code in home


@pytest.mark.parametrize(
    "token",
    [
        "a",
        "A" * 24,
        "A" * 5000,
        "~",
        "~!!!!",
        "~" + "A" * 900,
        "%00%00%00%00%00%00%00%00",
        "..",
        "%27%20OR%201%3D1--",
        quote("tok\u202een and more"),
    ],
)
def test_a_forged_token_is_nobody(workshop: Workshop, phone: Phone, token: str) -> None:
    page = phone.get(f"/r/{workshop.code}/{token}/mine")

    assert page.status == 404
    assert "known under this link" in page.text


def test_the_cookie_alone_never_answers_for_another_address(
    workshop: Workshop, new_phone: NewPhone
) -> None:
    theirs = joined(new_phone(), workshop)
    thief = new_phone()
    thief.cookies = {"headroom_participant": theirs.rsplit("/", 1)[-1]}

    assert thief.get(f"/r/{workshop.code}").path == f"/join/{workshop.code}"


def test_what_was_sent_to_one_role_s_form_is_not_taken_from_another(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    home = joined(phone, workshop, Role.CUSTOMER)
    pairs = {"key": "a" * 32, "base": "", "ST1": "5"}

    for form in ("pulse_exec", "full_advisor", "step:words", "nothing"):
        assert phone.post(f"{home}/f/{form}", pairs).status == 409
        assert phone.get(f"{home}/f/{form}").path == f"{home}/f/pulse_customer"
    assert phone.post(f"{home}/f/..%2Fmine", pairs).status == 404
    assert counted(kept, workshop) == ()


def test_the_role_of_who_has_answered_cannot_change(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    home = joined(phone, workshop)
    phone.send(phone.get(home), ST1="1")

    page = phone.post(f"/join/{workshop.code}", {"role": "exec", "key": "b" * 32})

    assert page.status == 409
    assert "You have answered as one of the advisors already" in page.text
    assert [sent.role for sent in counted(kept, workshop)] == [Role.ADVISOR]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_no_other_method_does_anything(
    kept: Store, workshop: Workshop, phone: Phone, home: str, method: str
) -> None:
    for path in ("/s/words", "/withdraw", "/mine"):
        assert phone.ask(method, home + path, b"sure=yes").status == 405
    assert people(kept, workshop) == 1


def test_nothing_is_changed_by_opening_an_address(
    kept: Store, workshop: Workshop, phone: Phone, home: str
) -> None:
    phone.get(f"{home}/withdraw?sure=yes")
    phone.get(f"{home}/s/words?wrong.1=hello&key={'a' * 32}")
    phone.get(f"/join/{workshop.code}?role=customer&another=1")

    assert people(kept, workshop) == 1
    assert counted(kept, workshop) == ()


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://headroom.test.evil.example", "sec_fetch_site": "same-origin"},
    ],
)
def test_another_site_s_post_is_refused(
    kept: Store, workshop: Workshop, phone: Phone, home: str, headers: dict[str, str]
) -> None:
    page = phone.post(
        f"{home}/s/words", {"key": "a" * 32, "base": "", "wrong.1": "forged"}, **headers
    )

    assert page.status == 403
    assert counted(kept, workshop) == ()
    assert phone.post(f"{home}/withdraw", {"sure": "yes"}, **headers).status == 403
    assert phone.post(f"/join/{workshop.code}", {"role": "exec"}, **headers).status == 403


def test_own_posts_are_taken_whatever_the_browser_says_of_them(phone: Phone, home: str) -> None:
    pairs = {"key": "a" * 32, "base": "", "wrong.1": "own"}
    own = {"origin": "http://headroom.test", "sec_fetch_site": "same-origin"}

    assert phone.post(f"{home}/s/words", pairs, **own).is_saved
    assert phone.post(f"{home}/s/words", pairs, sec_fetch_site="none").is_saved


def test_replayed_and_reordered_requests_count_once_and_the_newest_stays(
    kept: Store, workshop: Workshop, phone: Phone, home: str
) -> None:
    page = phone.get(home)
    first = page.form().filled({"wrong.1": "First"})
    path = page.form().action
    for _ in range(3):
        assert phone.post(path, first).is_saved
    assert rows(kept, workshop) == 1

    second = phone.send(phone.get(home), wrong__1="Second")
    replayed = phone.post(path, first)

    assert second.is_saved
    assert replayed.status == 409
    assert "from another window" in replayed.text
    assert dict(replayed.form().pairs)["wrong.1"] == "First"
    (sent,) = counted(kept, workshop)
    assert sent.answers[0].value == "Second"
    assert rows(kept, workshop) == 2

    decided = phone.post(path, replayed.form().pairs)

    assert decided.is_saved
    (sent,) = counted(kept, workshop)
    assert sent.answers[0].value == "First"


def test_a_form_without_its_key_is_shown_again_and_not_stored(
    kept: Store, workshop: Workshop, phone: Phone, home: str
) -> None:
    for key in ("", "short", "z" * 32, "a" * 33, "a" * 32 + "\n"):
        page = phone.post(f"{home}/s/words", {"key": key, "base": "", "wrong.1": "Keep me"})
        assert page.status == 422
        assert dict(page.form().pairs)["wrong.1"] == "Keep me"
    assert counted(kept, workshop) == ()


def test_a_body_is_bounded_whether_it_says_its_size_or_not(phone: Phone, home: str) -> None:
    path = f"{home}/s/words"
    piece = b"wrong.1=" + b"x" * 65_536
    taken: list[int] = []

    def endless() -> object:
        while True:
            taken.append(len(piece))
            yield piece

    said = phone.stream(path, [b"x"], {"content-type": FORM, "content-length": "99999999"})
    silent = phone.stream(path, endless(), {"content-type": FORM})  # type: ignore[arg-type]

    assert (said.status, silent.status) == (413, 413)
    assert "256 KB" in silent.text
    assert sum(taken) <= MOST_BYTES + len(piece)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"\x00\xff\xfe" * 500, FORM, 422),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png", 415),
        (b'{"wrong.1": "x"}', "application/json", 415),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415),
        (b"", FORM, 422),
        (b"&".join(b"f%d=1" % n for n in range(MOST_FIELDS + 1)), FORM, 413),
        (b"key=" + b"%" * 5000, FORM, 422),
    ],
)
def test_what_is_no_form_is_answered_in_words(
    kept: Store, workshop: Workshop, phone: Phone, home: str, body: bytes, kind: str, status: int
) -> None:
    page = phone.ask("POST", f"{home}/s/words", body, {"content-type": kind})

    assert page.status == status
    assert "Traceback" not in page.html
    assert counted(kept, workshop) == ()


def test_control_characters_are_taken_out_and_the_words_stay(
    kept: Store, workshop: Workshop, phone: Phone, home: str
) -> None:
    typed = "a\x00b\x07c\u202ed\x1b[31me\r\nf \U0001f469\u200d\U0001f467"

    assert phone.send(phone.get(home), wrong__1=typed).is_saved

    (sent,) = counted(kept, workshop)
    assert sent.answers[0].value == "abcd[31me\nf \U0001f469\u200d\U0001f467"


def test_markup_in_what_is_typed_stays_text_on_every_page(phone: Phone, home: str) -> None:
    evil = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}"
    phone.send(phone.get(home), wrong__1=evil)
    long = phone.send(phone.get(home), wrong__1=evil * 10)

    for page in (phone.get(home), phone.get(f"{home}/mine"), long):
        assert "<script>alert" not in page.html
        assert "<img" not in page.html
        assert "{{7*7}}" in page.html
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy


def test_no_field_of_the_page_s_own_can_be_smuggled_into_the_answers(
    kept: Store, workshop: Workshop, phone: Phone, home: str
) -> None:
    pairs = [("key", "a" * 32), ("base", ""), ("wrong.1", "x"), ("wrong.9", "y"), ("role", "exec")]

    page = phone.post(f"{home}/s/words", pairs)

    assert page.status == 422
    assert "is not a question of this step" in page.text
    assert counted(kept, workshop) == ()


def test_every_page_keeps_itself_out_of_caches_frames_and_search(phone: Phone, home: str) -> None:
    for path in (home, f"{home}/mine", f"{home}/welcome", "/join"):
        headers = phone.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert "noindex" in headers["x-robots-tag"]


def test_a_program_that_never_loaded_the_page_can_send_with_the_token_alone(
    phone: Phone, home: str
) -> None:
    body = urlencode({"key": "c" * 32, "base": "", "wrong.1": "by hand"}).encode()

    page = phone.ask("POST", f"{home}/s/words", body, {"content-type": FORM + "; charset=UTF-8"})

    assert page.status == 303
