"""Following the room: the current step, back but never ahead, and nobody loses what they type."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.phone.made import TALK, WORDS, WORTH, at_own_pace, counted, joined, opened
from tests.phone.phone import Phone
from workbench.phone.place import minutes_left
from workbench.storage import Store
from workbench.workshop.agenda import Agenda, Anonymity
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

NewPhone = Callable[..., Phone]
SUGGESTION = "Let advisors decide up to 50 euros"


def test_a_phone_waits_follows_and_goes_back(kept: Store, workshop: Workshop, phone: Phone) -> None:
    kept.rooms.prepare(workshop.id, Agenda(title="An afternoon", steps=(WORDS, TALK, WORTH)))
    home = joined(phone, workshop)
    waiting = phone.get(home)
    assert (waiting.path, waiting.status) == (home, 200)
    assert '<noscript><meta http-equiv="refresh"' in waiting.html

    kept.rooms.open(workshop.id)
    words = phone.get(home)
    assert words.path == f"{home}/s/words"
    assert "Step 1 of 3" in words.text
    assert "5 min left" in words.text
    assert WORTH.title not in words.html
    assert phone.get(f"{home}/s/worth").path == f"{home}/s/words"

    kept.rooms.advance(workshop.id)
    assert "Look up" in phone.get(home).text
    kept.rooms.advance(workshop.id)
    assert phone.get(home).path == f"{home}/s/worth"
    back = phone.get(f"{home}/s/words")
    assert phone.send(back, wrong__1="The rules").is_saved

    kept.rooms.close(workshop.id)
    assert phone.get(home).path == f"{home}/mine"
    assert "The rules" in phone.get(home).text


def test_a_step_that_the_room_left_is_still_stored(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    opened(kept, workshop, WORDS, WORTH)
    home = joined(phone, workshop)
    typing = phone.get(home)
    kept.rooms.advance(workshop.id)

    assert phone.send(typing, fix__1=SUGGESTION).is_saved
    (sent,) = counted(kept, workshop)
    assert (sent.form, sent.answers[0].value) == ("step:words", SUGGESTION)


def test_a_closed_step_stores_nothing_and_gives_back_what_was_typed(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    opened(kept, workshop, WORDS, WORTH)
    home = joined(phone, workshop)
    typing = phone.get(home)
    kept.rooms.close_step(workshop.id, "words")

    late = phone.send(typing, fix__1=SUGGESTION)

    assert late.status == 409
    assert "is closed" in late.text
    assert SUGGESTION in late.text
    assert home in late.links
    assert counted(kept, workshop) == ()
    kept.rooms.reopen_step(workshop.id, "words")
    assert phone.post(late.forms[0].action, late.forms[0].pairs).is_saved


def test_a_step_ahead_and_one_of_another_role_take_nothing(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    theirs = WORTH.model_copy(update={"id": "theirs", "roles": frozenset({Role.CUSTOMER})})
    opened(kept, workshop, WORDS, theirs, WORTH)
    home = joined(phone, workshop)
    pairs = {"key": "a" * 32, "base": "", "worth": "4"}

    assert phone.post(f"{home}/s/worth", pairs).status == 409
    kept.rooms.advance(workshop.id)
    assert phone.post(f"{home}/s/theirs", pairs).status == 409
    assert phone.get(home).path == f"{home}/s/words"  # the last step that is for them
    assert phone.post(f"{home}/s/nowhere", pairs).status == 409
    assert counted(kept, workshop) == ()


def test_everybody_goes_on_by_themselves_where_the_agenda_says_so(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    opened(kept, workshop, at_own_pace(WORDS), at_own_pace(WORTH), TALK)
    home = joined(phone, workshop)

    saved = phone.send(phone.get(home), wrong__1="The rules")

    assert f"{home}/s/worth" in saved.links
    assert phone.send(phone.get(f"{home}/s/worth"), worth="5").is_saved


def test_a_phone_that_slept_finds_the_right_step_with_every_answer(
    kept: Store, workshop: Workshop, phone: Phone, new_phone: NewPhone
) -> None:
    opened(kept, workshop, WORDS, WORTH)
    home = joined(phone, workshop)
    phone.send(phone.get(home), wrong__1="The rules", fix__1=SUGGESTION)
    kept.rooms.advance(workshop.id)
    phone.send(phone.get(home), worth="4", words="Shorter")

    woken = new_phone(keeps_cookies=False).get(home)

    assert woken.path == f"{home}/s/worth"
    assert {("worth", "4"), ("words", "Shorter")} <= set(woken.form().pairs)
    earlier = phone.get(f"{home}/s/words").form().pairs
    assert {("wrong.1", "The rules"), ("fix.1", SUGGESTION)} <= set(earlier)


def test_the_state_is_small_and_says_nothing_twice(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    opened(kept, workshop, WORDS, WORTH)
    home = joined(phone, workshop)

    first = phone.get(f"{home}/state")
    told = json.loads(first.html)
    again = phone.get(f"{home}/state", if_none_match=first.headers["etag"])
    kept.rooms.advance(workshop.id)
    moved = phone.get(f"{home}/state", if_none_match=first.headers["etag"])

    assert (told["step"], told["go"]) == ("words", f"{home}/s/words")
    assert 290 < told["until"] - told["now"] <= 300
    assert len(first.body) < 300
    assert (again.status, again.body) == (304, b"")
    assert (moved.status, json.loads(moved.html)["step"]) == (200, "worth")
    assert WORTH.title not in first.html


def test_minutes_are_rounded_up_and_never_negative() -> None:
    now = datetime.now(UTC)

    assert minutes_left((now + timedelta(seconds=61)).timestamp()) == 2
    assert minutes_left((now + timedelta(seconds=30)).timestamp()) == 1
    assert minutes_left((now - timedelta(hours=3)).timestamp()) == 0
    assert minutes_left(None) is None


def test_a_named_step_asks_for_the_name_once_and_says_so(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    named = WORDS.model_copy(update={"anonymity": Anonymity.NAMED})
    opened(kept, workshop, named)
    home = joined(phone, workshop)
    page = phone.get(home)
    assert "Some steps are named" in phone.get(f"/join/{workshop.code}").text
    assert "the room sees who said what" in page.text

    nameless = phone.send(page, wrong__1="The rules")
    endless = phone.send(page, wrong__1="The rules", name="x" * 10_000)
    saved = phone.send(page, wrong__1="The rules", name="Ada <b>Byron</b>")

    assert (nameless.status, endless.status) == (422, 422)
    assert "1 to 120 letters" in endless.text
    assert saved.is_saved
    assert ("name", "Ada <b>Byron</b>") in phone.get(home).form().pairs
    assert "Ada &lt;b&gt;Byron" in phone.get(f"{home}/mine").html


def test_taking_everything_back_asks_once_and_erases(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    opened(kept, workshop, WORDS)
    home = joined(phone, workshop)
    phone.send(phone.get(home), wrong__1="The rules")

    asked = phone.get(f"{home}/mine?withdraw=ask")
    assert counted(kept, workshop) != ()
    gone = phone.send(asked, "withdraw", sure="yes")

    assert gone.status == 200
    assert "Everything is erased" in gone.text
    assert kept.backups.take(workshop.id).participants == ()
    lost = phone.get(home)
    assert lost.status == 404
    assert f"/join/{workshop.code}" in lost.links
