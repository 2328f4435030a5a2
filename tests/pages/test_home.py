"""Home: the doors, the journey, the invitations and the management of a workshop."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from workbench.exchange.backup import write_backup
from workbench.storage import NotSaved, Store
from workbench.ui.demo import open_demo
from workbench.ui.files_out import file_stem, shared_tables
from workbench.ui.home_parts import INVITE, MANAGE, PART
from workbench.ui.invite import how_many_answered
from workbench.ui.what_if import quick_what_if
from workbench.voices.answers import Answer, Submission
from workbench.workshop.creation import new_workshop
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Kind, Workshop

OpenPage = Callable[..., AppTest]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
STEPS = 8


@pytest.fixture
def spring(own_store: Store) -> Workshop:
    return own_store.workshops.create(new_workshop("Spring", "Orla Energy", NOON))


def words(app: AppTest) -> str:
    """Everything that the page says."""
    shown = [app.title, app.subheader, app.markdown, app.caption, app.error, app.success]
    shown += [app.warning, app.info]
    return "\n".join(str(element.value) for kind in shown for element in kind)


def at_part(app: AppTest, part: str) -> AppTest:
    app.session_state[PART] = part
    return app.run()


def click(app: AppTest, label: str) -> AppTest:
    (button,) = [each for each in app.button if each.label == label]
    return button.click().run()


def answer(store: Store, workshop: Workshop, role: Role, people: int) -> None:
    for number in range(people):
        person = store.participants.join(workshop.id, role).participant
        store.submissions.submit(
            Submission(
                key=f"sending-{role}-{number}",
                workshop=workshop.id,
                participant=person.id,
                role=role,
                form=f"pulse_{role}",
                answers=(Answer(item="ST1", value=4),),
                sent_at=NOON,
            )
        )


# The doors


def test_an_empty_house_has_three_doors(own_store: Store, open_page: OpenPage) -> None:
    page = open_page("home")
    assert not page.exception
    assert [each.key for each in page.button][:3] == [
        "run_workshop",
        "explore_demo",
        "quick_what_if",
    ]
    assert "None yet" in words(page)
    assert own_store.workshops.all() == ()


def test_the_defaults_make_a_workshop_in_two_clicks(own_store: Store, open_page: OpenPage) -> None:
    page = click(open_page("home"), "Run a workshop")
    click(page, "Set up the workshop")
    (made,) = own_store.workshops.all()
    assert (made.kind, made.currency) == (Kind.WORKSHOP, "EUR")
    assert set(made.requisite.values()) == {3.5}
    assert (made.privacy.score_threshold, made.privacy.comment_threshold) == (5, 10)
    assert not page.exception
    assert page.title[0].value == "Customer\\-experience strategy"
    assert "The workshop is set up" in page.success[0].value
    assert page.query_params["workshop"] == made.code


def test_what_was_typed_makes_the_workshop(own_store: Store, open_page: OpenPage) -> None:
    page = click(open_page("home"), "Run a workshop")
    page.text_input(key="new_name").set_value("  Autumn <b>😀  ")
    page.text_input(key="new_organisation").set_value("Orla & Söhne")
    page.selectbox(key="new_currency").set_value("GBP")
    page.number_input(key="new_requisite").set_value(4.0)
    page.number_input(key="new_score_threshold").set_value(7)
    page.number_input(key="new_comment_threshold").set_value(12)
    click(page, "Set up the workshop")
    (made,) = own_store.workshops.all()
    assert (made.name, made.organisation, made.currency) == (
        "Autumn <b>😀",
        "Orla & Söhne",
        "GBP",
    )
    assert set(made.requisite.values()) == {4.0}
    assert (made.privacy.score_threshold, made.privacy.comment_threshold) == (7, 12)


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("new_name", "", "It is empty"),
        ("new_name", "x" * 10_000, "It has 10,000 letters"),
        ("new_organisation", "   ", "It is empty"),
        ("new_requisite", 9.0, "It is 9; accepted: 1 to 5"),
        ("new_score_threshold", 2, "It is 2; accepted: 3 to 50 people"),
        ("new_score_threshold", 99, "It is 99; accepted: 3 to 50 people"),
        ("new_comment_threshold", 4, "It is 4; accepted: at least 5"),
    ],
)
def test_a_wrong_setting_is_told_and_nothing_typed_is_lost(
    own_store: Store, open_page: OpenPage, key: str, typed: str | float, told: str
) -> None:
    page = click(open_page("home"), "Run a workshop")
    page.text_input(key="new_name").set_value("Kept")
    widgets = {each.key: each for each in [*page.text_input, *page.number_input]}
    widgets[key].set_value(typed)
    click(page, "Set up the workshop")
    assert own_store.workshops.all() == ()
    assert any(told in error.value.replace("\\", "") for error in page.error)
    assert page.session_state[key] == typed
    if key != "new_name":
        assert page.session_state["new_name"] == "Kept"


def test_what_could_not_be_stored_is_said_beside_the_form(
    own_store: Store, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_workshop: Workshop) -> Workshop:
        raise NotSaved("Not saved: the disk is full.")

    monkeypatch.setattr(own_store.workshops, "create", refuse)
    page = click(open_page("home"), "Run a workshop")
    page.text_input(key="new_name").set_value("Kept")
    click(page, "Set up the workshop")
    assert "the disk is full" in page.error[0].value
    assert not page.success
    assert page.session_state["new_name"] == "Kept"


def test_the_demo_opens_and_says_that_it_is_invented(own_store: Store, open_page: OpenPage) -> None:
    page = open_page("home")
    page.button(key="explore_demo").click().run()
    (demo,) = own_store.workshops.all()
    assert demo.kind is Kind.DEMO
    assert not page.exception
    assert page.title[0].value == demo.name
    told = words(page)
    assert "company and figures are invented" in told
    assert "9 executives, 14 middle managers, 60 advisors" in told
    assert page.progress[0].text == f"6 of {STEPS} steps done"
    assert page.sidebar.markdown[0].value == f"**{demo.name}**"

    click(page, "Workshops")
    page.button(key="explore_demo").click().run()
    assert len(own_store.workshops.all()) == 1


def test_a_what_if_is_used_again_until_somebody_touches_it(own_store: Store) -> None:
    first = quick_what_if()
    assert quick_what_if() == first
    own_store.scenarios.save(first.id, "Mine", {})
    second = quick_what_if()
    assert second.id != first.id
    own_store.workshops.rename(second.id, "Kept")
    assert quick_what_if().id not in (first.id, second.id)


@pytest.mark.usefixtures("own_store")
def test_a_what_if_has_no_steps_with_people(open_page: OpenPage) -> None:
    page = open_page("home", workshop=quick_what_if().code)
    assert not page.exception
    assert page.progress[0].text == "1 of 5 steps done"
    assert [tab.label for tab in page.tabs] == ["Where it stands", "Manage"]
    assert page.button(key="next").label == "Put in today's figures"


@pytest.mark.usefixtures("own_store")
def test_an_unknown_code_is_told_and_forgotten(open_page: OpenPage) -> None:
    page = open_page("home", workshop="nope")
    assert "no workshop with the code nope" in page.warning[0].value
    assert page.button(key="explore_demo")
    assert not page.run().warning


def test_an_open_workshop_is_left_and_opened_again(open_page: OpenPage, spring: Workshop) -> None:
    page = open_page("home", workshop=spring.code)
    assert page.title[0].value == "Spring"
    click(page, "Workshops")
    assert "workshop" not in page.query_params
    page.button(key=f"open_{spring.id}").click().run()
    assert page.title[0].value == "Spring"
    assert page.query_params["workshop"] == spring.code


# The journey and the invitations


def test_the_next_step_is_the_one_primary_button(open_page: OpenPage, spring: Workshop) -> None:
    page = open_page("home", workshop=spring.code)
    assert page.button(key="next").label == "Invite people to answer"
    page.button(key="next").click().run()
    assert page.session_state[PART] == INVITE
    links = [code.value for code in page.code]
    assert links[0].endswith(f"/join/{spring.code}")
    assert [link.rpartition("/")[2] for link in links[1:]] == [
        f"{path}?join={spring.code}"
        for path in ("advisor-voice", "leadership-voice", "customer-voice")
    ]


def test_a_count_under_the_threshold_is_shown_nowhere(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    answer(own_store, spring, Role.ADVISOR, 4)
    page = open_page("home", workshop=spring.code)
    told = words(page) + words(at_part(page, INVITE))
    assert "fewer than 5 advisors" in told.casefold()
    assert "Fewer than 5 have answered" in told
    assert "4 " not in told.replace("4. ", "")

    answer(own_store, spring, Role.EXECUTIVE, 5)
    assert "5 have answered" in words(page.run())


def test_the_words_for_a_count() -> None:
    assert how_many_answered(0, 5) == "Nobody has answered yet"
    assert {how_many_answered(n, 5) for n in range(1, 5)} == {"Fewer than 5 have answered"}
    assert how_many_answered(1500, 5) == "1,500 have answered"


def test_a_form_is_closed_and_opened_by_its_switch(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    page = at_part(open_page("home", workshop=spring.code), INVITE)
    page.toggle(key="form_open_customer").set_value(False).run()
    found = own_store.workshops.find(spring.id)
    assert found is not None
    assert found.open_roles == frozenset(Role) - {Role.CUSTOMER}
    assert "customers is closed" in page.success[0].value
    assert page.toggle(key="form_open_customer").value is False

    own_store.workshops.open_forms(spring.id, [Role.CUSTOMER])
    assert page.run().toggle(key="form_open_customer").value is True


# Management


def test_details_are_saved(own_store: Store, open_page: OpenPage, spring: Workshop) -> None:
    page = at_part(open_page("home", workshop=spring.code), MANAGE)
    page.text_input(key=f"name_{spring.id}").set_value("Summer")
    page.selectbox(key=f"currency_{spring.id}").set_value("SEK")
    click(page, "Save details")
    found = own_store.workshops.find(spring.id)
    assert found is not None
    assert (found.name, found.organisation, found.currency) == ("Summer", "Orla Energy", "SEK")
    assert page.title[0].value == "Summer"


def test_a_wrong_detail_changes_nothing(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    page = at_part(open_page("home", workshop=spring.code), MANAGE)
    page.text_input(key=f"name_{spring.id}").set_value("Summer")
    page.text_input(key=f"organisation_{spring.id}").set_value("")
    click(page, "Save details")
    assert own_store.workshops.find(spring.id) == spring
    assert any("It is empty" in error.value for error in page.error)
    assert page.text_input(key=f"name_{spring.id}").value == "Summer"


def test_thresholds_freeze_when_somebody_joins(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    page = at_part(open_page("home", workshop=spring.code), MANAGE)
    page.number_input(key=f"score_threshold_{spring.id}").set_value(99)
    click(page, "Save thresholds")
    assert own_store.workshops.find(spring.id) == spring
    page.number_input(key=f"score_threshold_{spring.id}").set_value(6)
    click(page, "Save thresholds")
    found = own_store.workshops.find(spring.id)
    assert found is not None
    assert found.privacy.score_threshold == 6
    assert page.dataframe[0].value["What"].tolist() == ["Privacy thresholds changed"]

    own_store.participants.join(spring.id, Role.CUSTOMER)
    page.run()
    assert "Frozen" in words(page)
    assert "Save thresholds" not in [each.label for each in page.button]


def test_the_set_up_is_copied_and_repeated_without_answers(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    answer(own_store, spring, Role.ADVISOR, 5)
    page = at_part(open_page("home", workshop=spring.code), MANAGE)
    page.button(key="next_wave").click().run()
    waves = [each for each in own_store.workshops.all() if each.wave == 2]
    assert [wave.first_wave for wave in waves] == [spring.id]
    assert page.title[0].value == "Spring, wave 2"

    page = at_part(open_page("home", workshop=spring.code), MANAGE)
    click(page, "Copy the set-up")
    (copy,) = [each for each in own_store.workshops.all() if each.name == "Copy of Spring"]
    assert page.title[0].value == "Copy of Spring"
    assert not any(each.joined for each in own_store.participants.turnout(copy.id).values())


def test_deleting_needs_the_name(own_store: Store, open_page: OpenPage, spring: Workshop) -> None:
    page = at_part(open_page("home", workshop=spring.code), MANAGE)
    page.text_input(key=f"typed_{spring.id}").set_value("spring")
    click(page, "Delete for good")
    assert own_store.workshops.find(spring.id) == spring
    assert "Type the name" in page.error[0].value
    page.text_input(key=f"typed_{spring.id}").set_value("Spring")
    click(page, "Delete for good")
    assert own_store.workshops.all() == ()
    assert "Spring is deleted" in page.success[0].value
    assert page.button(key="explore_demo")


def test_a_backup_puts_everything_back(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    answer(own_store, spring, Role.ADVISOR, 3)
    before = own_store.backups.take(spring.id)
    own_store.workshops.delete(spring.id, "Spring")
    page = open_page("home")
    page.file_uploader[0].upload("spring.json", write_backup(before, NOON))
    click(page, "Restore")
    assert "Spring is restored" in page.success[0].value
    assert own_store.backups.take(spring.id) == before
    assert page.title[0].value == "Spring"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "cut off"),
        (b"{}", "not a backup of a Headroom workshop"),
        (b"\xff\xfe", "not text"),
        (b'{"product": "Headroom", "version": 9}', "version 9; accepted: version 1"),
        (None, "Choose a backup file first"),
    ],
)
def test_a_wrong_backup_is_refused_in_words(
    own_store: Store, open_page: OpenPage, content: bytes | None, told: str
) -> None:
    page = open_page("home")
    if content is not None:
        page.file_uploader[0].upload("backup.json", content)
    click(page, "Restore")
    assert not page.exception
    assert told in page.error[0].value.replace("\\", "")
    assert own_store.workshops.all() == ()


def test_an_export_waits_for_the_reveal(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    answer(own_store, spring, Role.ADVISOR, 9)
    page = at_part(open_page("home", workshop=spring.code), MANAGE)
    exports = [each for each in page.get("download_button") if "export" in each.proto.id]
    assert [each.proto.disabled for each in exports] == [True, True]
    assert shared_tables(spring)["answers"] == []


def test_the_demo_exports_what_is_released(own_store: Store, open_page: OpenPage) -> None:
    demo = open_demo()
    tables = shared_tables(demo)
    assert {row["role"] for row in tables["answers"]} == {role.label for role in Role}
    said = {sent.participant: sent for sent in own_store.submissions.current(demo.id)}
    exported = str(tables)
    assert not any(str(person) in exported for person in said)
    page = at_part(open_page("home", workshop=demo.code), MANAGE)
    assert not page.exception
    assert page.dataframe[0].value["What"].tolist() == ["Results revealed", "Standard locked"]


def test_a_file_is_named_after_its_workshop(spring: Workshop) -> None:
    assert file_stem(spring) == "spring"
    odd = spring.model_copy(update={"name": "../../etc/passwd <x>"})
    assert file_stem(odd) == "etc-passwd-x"
    assert file_stem(spring.model_copy(update={"name": "😀"})) == "workshop"
