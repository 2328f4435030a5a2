"""What is kept for a moment, and how tokens and keys travel."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.phone.identity import came_from, from_part, is_key, key_of_content, new_key, to_part
from workbench.phone.kept import Kept


def test_a_value_is_looked_up_once_and_nothing_is_not_kept() -> None:
    looked: list[str] = []
    kept: Kept[str] = Kept(seconds=60, most=2)

    def look(value: str | None) -> str | None:
        looked.append(str(value))
        return value

    assert [kept.get("a", lambda: look("one")) for _ in range(3)] == ["one"] * 3
    assert [kept.get("b", lambda: look(None)) for _ in range(2)] == [None, None]
    assert looked == ["one", "None", "None"]
    kept.forget("a")
    assert kept.get("a", lambda: look("two")) == "two"


def test_no_more_is_kept_than_there_is_room_for() -> None:
    kept: Kept[int] = Kept(seconds=60, most=2)
    for number in range(3):
        kept.get(number, lambda number=number: number + 1)  # type: ignore[misc]

    assert kept.get(0, lambda: 99) == 99  # the oldest had to go
    assert kept.get(2, lambda: 99) == 3


def test_while_one_looks_the_others_go_on_with_what_was_there() -> None:
    kept: Kept[str] = Kept(seconds=1e-9, most=2)
    kept.get("room", lambda: "before")
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        assert go_on.wait(10)
        return "after"

    looker = threading.Thread(target=lambda: kept.get("room", slow))
    looker.start()
    assert begun.wait(10)
    meanwhile = kept.get("room", lambda: "never")
    go_on.set()
    looker.join(10)

    assert meanwhile == "before"


def test_a_failed_look_is_tried_again() -> None:
    kept: Kept[str] = Kept(seconds=60, most=2)

    def broken() -> str:
        raise OSError

    for _ in range(2):
        try:
            kept.get("room", broken)
        except OSError:
            continue
        raise AssertionError
    assert kept.get("room", lambda: "there") == "there"


def test_a_look_that_fails_takes_away_what_was_kept() -> None:
    kept: Kept[str] = Kept(seconds=1e-9, most=2)
    kept.get("person", lambda: "there")

    def gone() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        kept.get("person", gone)

    def slow() -> str:
        # Another asks meanwhile, and must not be given what failed to be found again.
        assert kept.get("person", lambda: None) is None
        return "back"

    assert kept.get("person", slow) == "back"


def test_what_was_forgotten_while_somebody_looked_is_not_kept() -> None:
    kept: Kept[str] = Kept(seconds=60, most=2)

    def look() -> str:
        kept.forget("person")
        return "as before"

    assert kept.get("person", look) == "as before"
    assert kept.young("person") is None


@given(st.text(min_size=1, max_size=145))
def test_any_token_travels_as_one_part_of_an_address(token: str) -> None:
    part = to_part(token)

    assert from_part(part) == token
    assert part.isascii()
    assert not set(part) & set("/?#%&. ")


@given(st.text())
def test_whatever_stands_in_an_address_is_read_without_an_error(part: str) -> None:
    assert isinstance(from_part(part), str)


def test_a_key_tells_the_page_and_the_content_that_it_came_from() -> None:
    page = new_key()
    first, second = key_of_content(page, "form", "a"), key_of_content(page, "form", "b")

    assert is_key(page)
    assert first == key_of_content(page, "form", "a")
    assert first != second
    assert len(first) <= 64
    assert came_from(first, page)
    assert not came_from(first, new_key())
