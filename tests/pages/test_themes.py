"""The pages on themes and touchpoints: on the demo, empty, and through a facilitator's morning."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.answered import a_workshop, send_form, store_of_tests
from tests.workshop.rooms_made import a_step, an_agenda
from workbench.demo.demo_workshop import demo_workshop
from workbench.storage import Store
from workbench.ui.demo import _record
from workbench.ui.files_out import shared_tables
from workbench.voices.answers import Answer
from workbench.workshop.agenda import Activity
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="module")
def demo_record() -> object:
    """The demo as it is stored."""
    return _record(demo_workshop())


@pytest.fixture
def store() -> Iterator[Store]:
    """The database of the pages."""
    with store_of_tests() as opened:
        yield opened


def words(page: AppTest) -> str:
    """Everything that is written on the page."""
    texts = (page.title, page.subheader, page.markdown, page.caption, page.html)
    alerts = (page.info, page.success, page.error)
    return "\n".join(element.value for elements in (*texts, *alerts) for element in elements)


def alternatives(page: AppTest) -> str:
    return "\n".join(chart.proto.alt for chart in page.get("vega_lite_chart"))


def write(store: Store, workshop: Workshop, role: Role, *texts: str) -> None:
    wrote = (Answer(item=f"wrong.{n}", value=text) for n, text in enumerate(texts, start=1))
    send_form(store, workshop, role, "step:write", *wrote)


def test_the_demo_has_themes_votes_and_a_journey_at_once(
    open_page: OpenPage, store: Store, demo_record: object
) -> None:
    demo = store.backups.restore(demo_record)  # type: ignore[arg-type]
    page = open_page("themes", workshop=demo.code)
    assert not page.exception
    said = words(page)
    assert "themes make up four fifths of what is said" in said
    assert "**Not coded:" in said
    assert "Executives and advisors part on" in said
    assert "Groups of opinion:" in said
    assert "Broken or slow process: Middle managers" in alternatives(page)
    journey = open_page("touchpoints", workshop=demo.code)
    assert not journey.exception
    assert "They suffer at" in words(journey)
    assert "Satisfaction, 1 to 5" in alternatives(journey)
    # What is shared says no more than the pages, and no role stands beside a statement.
    tables = shared_tables(demo)
    assert {"room_votes", "room_ratings", "room_rankings", "room_statements"} <= tables.keys()
    assert all("role" not in row for row in tables["room_statements"])
    assert all(row["of_people"] >= 5 for row in tables["room_votes"])  # type: ignore[operator]


def test_empty_pages_say_what_they_need(open_page: OpenPage, store: Store) -> None:
    workshop = a_workshop(store)
    for name in ("themes", "touchpoints"):
        page = open_page(name, workshop=workshop.code)
        assert not page.exception
        assert "to show yet. They come from" in words(page)
        assert not page.get("vega_lite_chart")


def test_a_facilitator_moderates_and_makes_a_change(open_page: OpenPage, store: Store) -> None:
    """From the phones' words to a change, through the page alone."""
    workshop = a_workshop(store)
    vote = a_step("vote", activity=Activity.STANCES, budget=30)
    store.rooms.prepare(workshop.id, an_agenda(a_step("write"), vote))
    store.rooms.open(workshop.id)
    for number in range(9):
        write(store, workshop, Role.ADVISOR, f"The login fails, case {number}")
    page = open_page("themes", workshop=workshop.code)
    page.session_state["themes_part"] = "Statements"
    page.run()
    assert "9 people have written so far" in words(page)
    assert "case 3" not in words(page)
    assert not [button for button in page.button if button.key == "take_in_write"]
    write(store, workshop, Role.EXECUTIVE, "<b>Targets</b> crowd out help")
    page.run()
    page.button(key="take_in_write").click().run()
    assert "10 statements came in" in words(page)
    # The words are there, escaped, and nobody's role is.
    assert "&lt;b&gt;Targets&lt;/b&gt;" in words(page)
    there = {one.text: one for one in store.statements.current(workshop.id)}
    logins = [one.id for text, one in there.items() if "login" in text][:3]
    page.multiselect(key="moderation_picked").set_value(logins).run()
    page.button(key="moderation_merge").click().run()
    assert "One statement stands for 3 now" in words(page)
    page.button(key="moderation_undo").click().run()
    assert "merged" in page.success[0].value
    page.multiselect(key="moderation_picked").set_value(logins[:1]).run()
    page.text_area(key=f"moderation_edit_{logins[0]}").set_value("Logins fail").run()
    page.button(key="moderation_repost").click().run()
    page.multiselect(key="moderation_picked").set_value(logins).run()
    page.button(key="moderation_visibility").click().run()
    cards = store.materials.of(workshop.id, vote).cards
    assert sorted(card.label for card in cards) == ["", "", "Edited by the facilitator"]
    page.session_state["themes_part"] = "Changes"
    page.run()
    page.selectbox(key="change_theme").set_value("tools").run()
    page.button(key="change_from_theme").click().run()
    (change,) = store.changes.all(workshop.id)
    assert sorted(change.statements) == sorted(logins)
    page.session_state["themes_part"] = "Moderation log"
    page.run()
    log = page.dataframe[0].value
    assert log["What"].tolist()[:3] == ["shown", "edited", "undone"]
    assert not page.exception
