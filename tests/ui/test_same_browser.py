"""One browser is one person: on the phones' pages and in the framework's forms."""

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from workbench.ui import participant
from workbench.ui.store import store
from workbench.workshop.creation import new_workshop
from workbench.workshop.device_token import browser_token, device_token
from workbench.workshop.roles import Role


def shows_tokens(code: str) -> None:
    import streamlit as st

    from workbench.ui.participant import token
    from workbench.ui.store import store
    from workbench.workshop.roles import Role

    workshop = store().workshops.find(code)
    assert workshop is not None
    for role in (Role.ADVISOR, Role.CUSTOMER):
        st.text(token(workshop, role))


def test_who_joined_by_phone_is_known_in_the_form_of_their_role(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = "a-random-cookie-of-22-c"
    known = {participant.COOKIE: browser}
    monkeypatch.setattr(participant, "_cookie", lambda name: known.get(name, ""))
    workshop = store().workshops.create(new_workshop("Spring", "Orla", datetime.now(UTC)))
    by_phone = browser_token(browser, workshop.id)
    store().participants.join(workshop.id, Role.ADVISOR, by_phone)

    page = AppTest.from_function(shows_tokens, args=(workshop.code,)).run(timeout=30)

    assert [text.value for text in page.text] == [by_phone, device_token(browser, Role.CUSTOMER)]
