"""Joining: once however often, known again, and the same person wherever the link is opened."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tests.phone.made import counted, joined, people, person_of
from tests.phone.phone import Page, Phone
from workbench.storage import Store
from workbench.workshop.creation import new_workshop
from workbench.workshop.device_token import device_token
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

NewPhone = Callable[..., Phone]


def words_on(page: Page) -> str:
    found = re.search(r'<p class="words">([a-z]+ [a-z]+ [a-z]+)</p>', page.html)
    assert found is not None
    return found[1]


def test_the_promise_and_the_question_come_before_anybody_is_counted(
    kept: Store, phone: Phone
) -> None:
    workshop = kept.workshops.create(
        new_workshop("Autumn", "Orla Energy", datetime.now(UTC), erase_on=date(2027, 3, 1))
    )

    page = phone.get(f"/join/{workshop.code.upper().replace('-', ' ').replace(' ', '%20')}")

    assert "at least 4 other people's" in page.text
    assert "at least 10 people wrote" in page.text
    assert "voluntary" in page.text
    assert "erased on 1 March 2027" in page.text
    assert page.text.index("Been here before") < page.text.index("for the first time")
    assert people(kept, workshop) == 0


def test_joining_shows_three_words_and_a_personal_link(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    home = joined(phone, workshop)

    assert phone.page is not None
    assert f"http://headroom.test{home}" in phone.page.text
    person = person_of(kept, workshop, home)
    assert words_on(phone.page) == " ".join(kept.participants.recovery_words(person))
    assert person.role is Role.ADVISOR


@pytest.mark.parametrize("keeps_cookies", [True, False])
def test_a_double_tap_is_one_person(
    kept: Store, workshop: Workshop, new_phone: NewPhone, keeps_cookies: bool
) -> None:
    phone = new_phone(keeps_cookies=keeps_cookies)
    page = phone.get(f"/join/{workshop.code}")

    homes = {phone.send(page, workshop.code, role="advisor").path for _ in range(3)}

    assert len(homes) == 1
    assert people(kept, workshop) == 1


def test_a_phone_that_comes_again_is_known(kept: Store, workshop: Workshop, phone: Phone) -> None:
    home = joined(phone, workshop)

    assert "You have joined already" in phone.get(f"/join/{workshop.code}").text
    assert phone.get(f"/r/{workshop.code}").path.startswith(f"{home}/")
    assert people(kept, workshop) == 1


def test_the_personal_link_is_the_same_person_on_every_device(
    kept: Store, workshop: Workshop, phone: Phone, new_phone: NewPhone
) -> None:
    home = joined(phone, workshop)
    other = new_phone(keeps_cookies=False)

    page = other.send(other.get(home), "pulse_advisor", ST1="4")

    assert page.is_saved
    assert people(kept, workshop) == 1
    (sent,) = counted(kept, workshop)
    assert sent.participant == person_of(kept, workshop, home).id


def test_the_token_in_the_address_outranks_the_cookie(
    kept: Store, workshop: Workshop, phone: Phone, new_phone: NewPhone
) -> None:
    first, second = joined(phone, workshop), joined(new_phone(), workshop, Role.CUSTOMER)
    assert first != second

    page = phone.get(second)  # with the cookie of the first

    assert page.path == f"{second}/f/pulse_customer"
    assert people(kept, workshop) == 2


def test_three_words_bring_somebody_back_on_another_phone(
    kept: Store, workshop: Workshop, phone: Phone, new_phone: NewPhone
) -> None:
    home = joined(phone, workshop)
    assert phone.page is not None
    words = words_on(phone.page)
    phone.send(phone.get(home), "pulse_advisor", ST1="4")
    other = new_phone()

    wrong = other.send(other.get(f"/join/{workshop.code}"), "back", words="one two three")
    back = other.send(wrong, "back", words=f" {words.upper().replace(' ', ', ')} ")

    assert wrong.status == 422
    assert "Nobody here has these three words" in wrong.text
    assert 'value="one two three"' in wrong.html
    assert back.path.endswith("/f/pulse_advisor")
    assert ("ST1", "4") in back.form().pairs
    assert people(kept, workshop) == 1


def test_another_person_on_the_same_phone_is_another_person(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    first = joined(phone, workshop)
    cookie = dict(phone.cookies)

    second = joined(phone, workshop, Role.CUSTOMER)

    assert first != second
    assert phone.cookies != cookie
    assert phone.get(f"/r/{workshop.code}").path.startswith(second)
    assert people(kept, workshop) == 2


def test_a_role_can_be_given_by_the_link_and_must_be_chosen_otherwise(
    workshop: Workshop, phone: Phone
) -> None:
    page = phone.get(f"/join/{workshop.code}")
    refused = phone.post(f"/join/{workshop.code}", page.form(workshop.code).pairs)
    by_link = phone.get(f"/join/{workshop.code}?role=customer")

    assert refused.status == 422
    assert "choose which of these you are" in refused.text
    assert ("role", "customer") in by_link.form(workshop.code).pairs
    assert phone.send(by_link, workshop.code).path.endswith("/welcome")


def test_sixty_people_join_from_one_address(
    kept: Store, workshop: Workshop, new_phone: NewPhone
) -> None:
    homes = {joined(new_phone(), workshop) for _ in range(60)}

    assert len(homes) == 60
    assert people(kept, workshop) == 60


def test_a_named_link_is_one_person_on_two_devices(
    kept: Store, workshop: Workshop, new_phone: NewPhone
) -> None:
    link = kept.named_links.invite(workshop.id, "Zoë / board", Role.EXECUTIVE)
    first, second = new_phone(), new_phone()

    page = first.get(f"/join/{workshop.code}?{link.query}")
    assert "Zoë / board" in page.text
    home = first.send(page, workshop.code).path.removesuffix("/welcome")
    again = second.get(f"/join/{workshop.code}?{link.query}")

    assert again.path.startswith(f"{home}/")
    assert people(kept, workshop) == 1


def test_a_forged_invitation_is_no_invitation(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    other = kept.workshops.create(new_workshop("Other", "Orla Energy", datetime.now(UTC)))
    link = kept.named_links.invite(other.id, "Zoe", Role.EXECUTIVE)

    for query in (link.query, "who=Zoe&key=" + "a" * 24, "who=Zoe&key="):
        page = phone.get(f"/join/{workshop.code}?{query}")
        assert "was not made for this workshop" in page.text
        assert "one of the executives" not in page.text


def test_who_answered_the_framework_s_form_in_this_browser_is_the_same_person(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    phone.get(f"/join/{workshop.code}")
    browser = phone.cookies["headroom_participant"]
    before = kept.participants.join(workshop.id, Role.ADVISOR, device_token(browser, Role.ADVISOR))

    home = joined(phone, workshop, Role.ADVISOR)

    assert person_of(kept, workshop, home) == before.participant
    assert people(kept, workshop) == 1


def test_a_code_that_is_none_asks_for_one_and_shows_what_was_typed_as_text(phone: Phone) -> None:
    page = phone.get("/join/%3Cscript%3Ealert(1)%3C%2Fscript%3E".replace("%2F", "%252F"))

    assert page.status == 404
    assert "<script>alert" not in page.html
    assert page.forms[0].method == "GET"
    assert phone.get("/join?code=nope-nope").status == 404
