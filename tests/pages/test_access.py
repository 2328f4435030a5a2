"""The gate in front of the pages, the facilitator's key and the day of erasure on Home."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from workbench.storage import Store
from workbench.ui import visitor
from workbench.ui.home_parts import MANAGE, PART
from workbench.workshop.creation import new_workshop
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]
GATE = "These pages are the facilitator's"


@pytest.fixture
def spring(own_store: Store) -> Workshop:
    now = datetime.now(UTC)
    end = now.date() + timedelta(days=400)
    return own_store.workshops.create(new_workshop("Spring", "Orla Energy", now, erase_on=end))


@pytest.fixture
def accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody at another machine, where facilitators sign in with their account."""
    monkeypatch.setattr(visitor, "is_here", lambda: False)
    monkeypatch.setattr(visitor, "asks_to_sign_in", lambda: True)
    monkeypatch.setattr("workbench.ui.gate.asks_to_sign_in", lambda: True)
    monkeypatch.setenv(visitor.FACILITATORS, "ann@example.org")


def as_account(page: AppTest, **user: object) -> AppTest:
    page.user = user
    return page.run()


@pytest.mark.usefixtures("accounts")
def test_an_account_on_the_list_opens_the_pages_and_no_other_does(
    open_page: OpenPage, spring: Workshop
) -> None:
    page = open_page("home", workshop=spring.code)
    assert [each.value for each in page.title] == [GATE]
    assert [each.key for each in page.button] == ["sign_in"]

    strangers: list[dict[str, object]] = [
        {"is_logged_in": True, "email": "bob@example.org"},
        {"is_logged_in": True, "email": ""},
        {"is_logged_in": True},
        {"is_logged_in": True, "email": "ann@example.org", "email_verified": False},
        {"is_logged_in": False, "email": "ann@example.org"},
    ]
    for stranger in strangers:
        assert [each.value for each in as_account(page, **stranger).title] == [GATE], stranger
    assert not page.exception

    as_account(page, is_logged_in=True, email="Ann@example.org", email_verified=True)
    assert page.title[0].value == "Spring"


@pytest.mark.usefixtures("accounts")
def test_a_participants_link_passes_the_gate_no_more_than_another(
    open_page: OpenPage, spring: Workshop
) -> None:
    for name in ("advisor_voice", "home", "readiness"):
        page = open_page(name, join=spring.code)
        assert [each.value for each in page.title] == [GATE]


def errors(page: AppTest) -> str:
    return "\n".join(each.value for each in page.error).replace("\\", "")


def press(page: AppTest, label: str) -> None:
    (button,) = [each for each in page.button if each.label == label]
    button.click().run()


def test_a_key_is_shown_once(own_store: Store, open_page: OpenPage, spring: Workshop) -> None:
    page = open_page("home", workshop=spring.code)
    page.session_state[PART] = MANAGE
    page.run()
    assert not own_store.keys.is_set(spring.id)
    page.button(key="make_key").click().run()
    (key,) = [code.value for code in page.code]
    assert own_store.keys.sign_in(spring.code, key)
    assert key not in [code.value for code in page.run().code]
    page.button(key="remove_key").click().run()
    assert not own_store.keys.is_set(spring.id)
    assert not page.exception


def test_the_day_of_erasure_is_set_and_announced(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    page = open_page("home", workshop=spring.code)
    assert not page.warning
    page.session_state[PART] = MANAGE
    page.run()
    page.number_input(key=f"days_kept_{spring.id}").set_value(0)
    press(page, "Save the day")
    assert "It is 0; accepted: 1 to 3,650 days" in errors(page)

    page.number_input(key=f"days_kept_{spring.id}").set_value(20)
    press(page, "Save the day")
    found = own_store.workshops.find(spring.id)
    assert found is not None
    assert found.erase_on == spring.created_at.date() + timedelta(days=20)
    assert "erased in 20 days" in page.run().warning[0].value

    own_store.participants.join(spring.id, Role.ADVISOR)
    page.number_input(key=f"days_kept_{spring.id}").set_value(30)
    press(page, "Save the day")
    assert "cannot be kept longer" in errors(page)
