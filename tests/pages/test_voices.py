"""The three voices: forms drawn, sent, changed, closed and taken back; nobody counts twice."""

import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from streamlit.testing.v1 import AppTest

from workbench.server import participant as server_participant
from workbench.storage import NotSaved, Store
from workbench.storage.participants import Participants
from workbench.storage.submissions import Receipt, Submissions
from workbench.ui import participant
from workbench.ui.demo import open_demo
from workbench.ui.filling import from_browser
from workbench.voices.answers import About, Answer, Submission
from workbench.voices.controls import Shape, asked, controls, sections
from workbench.voices.instrument import instrument
from workbench.voices.scoring_rules import Length
from workbench.voices.sent_values import values_of
from workbench.workshop.creation import new_workshop
from workbench.workshop.invitations import INVITATIONS
from workbench.workshop.participant import Participant
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy, Workshop

OpenPage = Callable[..., AppTest]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
VOICES = {
    "advisor_voice": ("Advisor voice", Role.ADVISOR),
    "customer_voice": ("Customer voice", Role.CUSTOMER),
    "leadership_voice": ("Leadership voice", Role.EXECUTIVE),
}
PAGE_OF = {role: page for page, (_, role) in VOICES.items()} | {
    Role.MIDDLE: "advisor_voice",
    Role.BACK_OFFICE: "advisor_voice",
}
SAID_BY_ROLE = {Role.MIDDLE: "Middle manager", Role.BACK_OFFICE: "Back office"}
FULL = {"form": "full"}


@pytest.fixture
def spring(own_store: Store) -> Workshop:
    return own_store.workshops.create(new_workshop("Spring", "Orla Energy", NOON))


@pytest.fixture
def arrive(open_page: OpenPage, spring: Workshop) -> OpenPage:
    """Open a voice by the link for participants: `arrive("advisor_voice", device="my phone")`.

    The same device is the same browser; what it shows is in `.exception` when it fails.
    """

    def run(name: str = "advisor_voice", device: str = "a phone", **more: str) -> AppTest:
        app = open_page("home")
        app.session_state[participant.DEVICE] = device
        page = os.path.join(os.path.dirname(__file__), f"../../pages/{name}.py")
        app.switch_page(os.path.abspath(page))
        for key, value in {"join": spring.code, **more}.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        return app

    return run


def words(app: AppTest) -> str:
    """Everything that the page says beside its questions."""
    kinds = [app.title, app.header, app.markdown, app.caption, app.error, app.success]
    kinds += [app.warning, app.info]
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def answer(app: AppTest, **values: object) -> AppTest:
    """Put values into the widgets whose keys end so: `answer(app, ST1=4, OT1_theme="price")`."""
    kinds: tuple[Any, ...] = (app.radio, app.button_group, app.text_area, app.text_input)
    kinds += (app.number_input, app.checkbox, app.selectbox)
    widgets = {str(each.key).partition("-")[2]: each for kind in kinds for each in kind}
    for end, value in values.items():
        widgets[end.replace("_", "-")].set_value(value)
    return app


def sent(store: Store, workshop: Workshop) -> list[Submission]:
    return list(store.submissions.current(workshop.id))


def said(submission: Submission) -> dict[str, object]:
    return {answer.item: answer.value for answer in submission.answers}


def rows() -> int:
    """How many sendings are in the database, replaced ones included."""
    engine = create_engine(os.environ["HEADROOM_DATABASE_URL"])
    with engine.connect() as connection:
        (number,) = connection.execute(text("select count(*) from submissions")).one()
    engine.dispose()
    return int(number)


def answered(store: Store, workshop: Workshop, role: Role = Role.ADVISOR) -> int:
    return store.participants.turnout(workshop.id)[role].answered


# Arriving


@pytest.mark.parametrize("name", VOICES)
def test_without_a_workshop_the_way_to_home_is_shown(open_page: OpenPage, name: str) -> None:
    app = open_page(name)

    assert not app.exception
    assert app.title[0].value == VOICES[name][0]
    assert "No workshop is open" in words(app)
    assert not app.radio


@pytest.mark.parametrize("name", VOICES)
def test_an_open_workshop_and_a_link_lead_to_the_same_form(
    open_page: OpenPage, arrive: OpenPage, spring: Workshop, name: str
) -> None:
    here, by_link = open_page(name, workshop=spring.code), arrive(name)

    assert not here.exception
    assert [radio.label for radio in here.radio] == [radio.label for radio in by_link.radio]
    assert "Spring" in words(here)
    assert "Spring" not in words(by_link)
    assert by_link.title[0].value.endswith("?")


@pytest.mark.parametrize("code", ["", "nope-nope", "<b>*bold*</b>", "x" * 5000])
def test_an_unknown_code_is_answered_in_words(arrive: OpenPage, code: str) -> None:
    app = arrive(join=code)

    assert "This link leads to no workshop" in words(app)
    assert not app.radio


def test_a_mistyped_code_can_be_put_right(arrive: OpenPage, spring: Workshop) -> None:
    app = arrive(join="nope-nope")
    app.text_input(key="typed_code").set_value(spring.code.upper().replace("-", " "))
    app.form_submit_button[0].click().run()

    assert app.radio


def test_the_cookie_is_the_one_that_the_server_gives() -> None:
    assert participant.COOKIE == server_participant.COOKIE


# The form


@pytest.mark.parametrize("length", [Length.PULSE, Length.FULL])
@pytest.mark.parametrize("role", Role)
def test_every_question_is_asked_and_nothing_is_chosen_beforehand(
    arrive: OpenPage, role: Role, length: Length
) -> None:
    more = {"role": SAID_BY_ROLE[role]} if role in SAID_BY_ROLE else {}
    app = arrive(PAGE_OF[role], **more, **(FULL if length is Length.FULL else {}))
    questionnaire = instrument().questionnaire(instrument().form_for(role, length), role)
    widgets = [*app.radio, *app.button_group, *app.text_area, *app.number_input]
    labels = "\n".join([*(widget.label for widget in widgets), words(app)])

    for number, question in enumerate(questionnaire.questions, start=1):
        assert f"{number}. {question.text}" in labels
    chosen = {w.key: w.value for w in widgets if w.key != "role" and w.value not in (None, [], "")}
    assert chosen == {}
    assert f"{len(questionnaire.questions)} questions, about {questionnaire.minutes}" in words(app)


def test_dont_know_is_a_sixth_choice_after_five_sentences(arrive: OpenPage) -> None:
    radio = arrive().radio(key="pulse_advisor-ST1")

    assert len(radio.options) == 6
    assert radio.options[-1] == instrument().scoring.dont_know.label


def test_middle_managers_and_back_office_have_their_own_questions(arrive: OpenPage) -> None:
    advisors, managers = arrive(), arrive(role="Middle manager")
    office = arrive(role="Back office")

    labels = [{radio.label for radio in app.radio} for app in (advisors, managers, office)]
    assert labels[0] != labels[1]
    assert advisors.number_input
    assert not managers.number_input
    assert not office.number_input


def test_each_role_has_one_page_and_the_invitations_lead_to_it(arrive: OpenPage) -> None:
    invited = {
        role: invitation.path.replace("-", "_")
        for invitation in INVITATIONS
        for role in invitation.roles
    }
    assert sum(len(invitation.roles) for invitation in INVITATIONS) == len(Role)
    assert invited == PAGE_OF
    for invitation in INVITATIONS:
        pickers = [
            picker
            for picker in arrive(invitation.path.replace("-", "_")).button_group
            if picker.key == "role"
        ]
        offered = [len(picker.options) for picker in pickers]
        assert offered == ([len(invitation.roles)] if len(invitation.roles) > 1 else [])


def test_predictions_stand_under_their_own_heading_on_the_same_levels(arrive: OpenPage) -> None:
    app = arrive("leadership_voice")
    own, predicted = app.radio(key="pulse_exec-ST1"), app.radio(key="pulse_exec-predict-ST1")

    assert [header.value for header in app.header] == ["What will advisors say?"]
    assert own.options == predicted.options
    assert own.label.partition(". ")[2] != predicted.label.partition(". ")[2]


def test_a_boardroom_is_told_that_it_cannot_be_fully_anonymous(arrive: OpenPage) -> None:
    assert "cannot be fully anonymous" in words(arrive("leadership_voice"))
    assert "cannot be fully anonymous" not in words(arrive("advisor_voice"))


def test_the_promise_names_the_thresholds_of_the_workshop(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    own_store.workshops.set_privacy(spring.id, Privacy(score_threshold=7, comment_threshold=12))

    told = words(arrive())
    assert "at least 6 other people's" in told
    assert "at least 12 people wrote" in told


def test_the_demo_is_marked(open_page: OpenPage, own_store: Store) -> None:
    demo = open_demo()
    before = answered(own_store, demo)
    app = open_page("advisor_voice", join=demo.code)
    assert "invented" in "".join(badge.value for badge in app.markdown) + words(app)

    press(answer(app, ST1=2), "send")
    assert "Thank you" in words(app)
    assert answered(own_store, demo) == before + 1


# Sending


def test_what_is_picked_is_what_is_stored(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    app = arrive()
    given = {"ST1": 4, "SR1": "dk", "WQ1": 35, "WQ2": 0, "WQ3": 10, "OT1": "  The clock.  "}
    answer(app, **given, OT1_theme="measures", OT1_step="help", OT2_theme="tools")
    press(app, "send")

    assert "Thank you. Your answers are stored." in words(app)
    assert "You answered 6 of 13 questions." in words(app)
    (submission,) = sent(own_store, spring)
    assert submission.role is Role.ADVISOR
    assert submission.answers == (
        Answer(item="ST1", value=4),
        Answer(item="SR1", value="dk"),
        Answer(item="WQ1", value=35),
        Answer(item="WQ2", value=0),
        Answer(item="WQ3", value=10),
        Answer(item="OT1", value="The clock.", theme="measures", step="help"),
        Answer(item="OT2", value="", theme="tools"),
    )


def test_a_customer_picks_feelings_and_a_moment(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    app = answer(arrive("customer_voice"), CU1=0, CU3=7, CU4=["relieved", "annoyed"], CU5="help")
    press(app, "send")

    (submission,) = sent(own_store, spring)
    assert said(submission) == {"CU1": 0, "CU3": 7, "CU4": ("relieved", "annoyed"), "CU5": "help"}


def test_every_row_of_a_grid_is_one_answer(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    app = answer(arrive("customer_voice", **FULL), CU8_reach=2, CU8_value=5, CU7=["value"])
    press(app, "send")

    (submission,) = sent(own_store, spring)
    assert said(submission) == {"CU7": ("value",), "CU8.reach": 2, "CU8.value": 5}


def test_an_executive_is_asked_for_evidence_from_four_upwards_and_predicts(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    app = arrive("leadership_voice")
    lines = len(app.text_input)
    answer(app, ST1=3).run()
    assert len(app.text_input) == lines
    answer(app, ST1=4, SR1=5, predict_ST1=2).run()
    assert len(app.text_input) == lines + 2

    answer(app, ST1_note="The plan on the wall", SR1_note="hidden in the end").run()
    answer(app, SR1=2).run()
    press(app, "send")

    (submission,) = sent(own_store, spring)
    assert submission.answers == (
        Answer(item="ST1", value=4),
        Answer(item="ST1.note", value="The plan on the wall"),
        Answer(item="SR1", value=2),
        Answer(item="ST1", value=2, about=About.PREDICTION),
    )


def test_an_empty_form_is_refused_and_nobody_has_joined(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    app = press(arrive(), "send")

    assert "Nothing has been answered yet" in words(app)
    assert own_store.participants.turnout(spring.id)[Role.ADVISOR].joined == 0


@pytest.mark.parametrize(
    ("page", "values", "why"),
    [
        ("customer_voice", {"CU4": ["relieved", "valued", "worried", "hurried"]}, "4 were picked"),
        ("customer_voice", {"OT1": "x" * 1001}, "The text has 1,001 characters"),
        ("advisor_voice", {"WQ1": 481}, "from 0 to 480"),
        ("advisor_voice", {"WQ1": -5}, "from 0 to 480"),
        ("advisor_voice", {"WQ1": 30, "WQ1_dk": True}, "is ticked as well"),
    ],
)
def test_what_is_refused_is_named_and_nothing_typed_is_lost(
    own_store: Store,
    arrive: OpenPage,
    spring: Workshop,
    page: str,
    values: Mapping[str, object],
    why: str,
) -> None:
    app = press(answer(arrive(page), **values), "send")

    assert why in words(app)
    assert "Nothing is sent yet" in words(app)
    assert sent(own_store, spring) == []
    held = {key.partition("-")[2]: app.session_state[key] for key in _keys(page)}
    assert {end: held[end.replace("_", "-")] for end in values} == dict(values)


def _keys(page: str) -> list[str]:
    role = VOICES[page][1]
    return [control.key for control in controls(instrument().form_for(role), role)]


def test_a_person_who_comes_back_finds_their_answers_and_counts_once(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    press(answer(arrive(), ST1=4, WQ1_dk=True, OT1="First"), "send")
    (first,) = sent(own_store, spring)

    app = arrive()
    assert "You answered on" in words(app)
    assert app.radio(key="pulse_advisor-ST1").value == 4
    assert app.checkbox(key="pulse_advisor-WQ1-dk").value is True
    assert app.text_area(key="pulse_advisor-OT1").value == "First"

    press(answer(app, ST1=2), "send")
    (second,) = sent(own_store, spring)
    assert second.participant == first.participant
    assert said(second) == said(first) | {"ST1": 2}
    assert answered(own_store, spring) == 1


def test_another_phone_is_another_person(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    for device in ("one", "two"):
        app = arrive(device=device)
        assert app.radio(key="pulse_advisor-ST1").value is None
        press(answer(app, ST1=4), "send")

    assert answered(own_store, spring) == 2


def test_sending_the_same_again_stores_nothing_again(arrive: OpenPage) -> None:
    press(answer(arrive(), ST1=4), "send")
    app = press(arrive(), "send")

    assert "Thank you" in words(app)
    assert rows() == 1


@pytest.mark.parametrize(("then", "stored"), [(4, 1), (5, 2)])
def test_a_lost_acknowledgement_never_makes_two_people(
    own_store: Store,
    arrive: OpenPage,
    spring: Workshop,
    monkeypatch: pytest.MonkeyPatch,
    then: int,
    stored: int,
) -> None:
    really = Submissions.submit

    def lost(self: Submissions, submission: Submission) -> Receipt:
        really(self, submission)
        raise NotSaved("Not saved: the database does not answer. Please send it again.")

    monkeypatch.setattr(Submissions, "submit", lost)
    app = press(answer(arrive(), ST1=4), "send")
    assert "the database does not answer" in words(app)
    assert "Thank you" not in words(app)

    monkeypatch.setattr(Submissions, "submit", really)
    press(answer(app, ST1=then), "send")
    assert "Thank you" in words(app)
    assert rows() == stored
    (submission,) = sent(own_store, spring)
    assert said(submission) == {"ST1": then}


@pytest.mark.parametrize("problem", [NotSaved("Not saved: full."), Refused("Not like that.")])
def test_nothing_is_shown_as_received_that_was_not_stored(
    arrive: OpenPage, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def fails(*_: object) -> Receipt:
        raise problem

    monkeypatch.setattr(Submissions, "submit", fails)
    app = press(answer(arrive(), OT1="What I typed"), "send")

    assert str(problem) in words(app)
    assert "Thank you" not in words(app)
    assert app.text_area(key="pulse_advisor-OT1").value == "What I typed"


def test_thresholds_that_change_before_the_first_answer_are_promised_anew(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    app = answer(arrive(), ST1=4)
    own_store.workshops.set_privacy(spring.id, Privacy(score_threshold=3, comment_threshold=3))

    press(app, "send")
    assert "The promise at the top of this page has changed" in words(app)
    assert sent(own_store, spring) == []
    press(app, "send")
    assert answered(own_store, spring) == 1


# Two windows, two roles, two people


@pytest.mark.parametrize(("choice", "in_force"), [("replace", "second"), ("load", "first")])
def test_of_two_windows_the_person_says_which_counts(
    own_store: Store, arrive: OpenPage, spring: Workshop, choice: str, in_force: str
) -> None:
    one, other = arrive(), arrive()
    press(answer(one, OT1="first"), "send")
    press(answer(other, OT1="second"), "send")
    assert "from another window" in words(other)
    assert said(sent(own_store, spring)[0]) == {"OT1": "first"}

    press(other, choice)
    assert said(sent(own_store, spring)[0]) == {"OT1": in_force}
    assert answered(own_store, spring) == 1


@pytest.mark.parametrize(
    ("choice", "advisors"), [("was_me", 0), ("was_another", 1)], ids=["me", "another"]
)
def test_a_second_role_on_one_phone_is_asked_about(
    own_store: Store, arrive: OpenPage, spring: Workshop, choice: str, advisors: int
) -> None:
    press(answer(arrive(), ST1=4), "send")
    app = press(answer(arrive("leadership_voice"), ST1=2), "send")
    assert "somebody answered as one of the advisors before" in words(app)
    assert answered(own_store, spring, Role.EXECUTIVE) == 0

    press(app, choice)
    assert "Thank you" in words(app)
    assert answered(own_store, spring, Role.ADVISOR) == advisors
    assert answered(own_store, spring, Role.EXECUTIVE) == 1


def test_an_advisor_may_be_a_customer_as_well(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    press(answer(arrive(), ST1=4), "send")
    app = press(answer(arrive("customer_voice"), CU1=9), "send")

    assert "Thank you" in words(app)
    assert answered(own_store, spring, Role.CUSTOMER) == 1


def test_whoever_answered_as_a_middle_manager_is_one_when_they_come_back(arrive: OpenPage) -> None:
    press(answer(arrive(role="Middle manager"), OT2="More people"), "send")

    app = arrive()
    assert app.button_group(key="role").value == Role.MIDDLE
    assert app.text_area(key="pulse_middle-OT2").value == "More people"


@pytest.mark.parametrize(
    "link", [{}, {participant.HANDED_ROUND: "yes"}], ids=["open workshop", "handed round"]
)
def test_the_next_person_on_a_device_is_somebody_else(
    own_store: Store,
    open_page: OpenPage,
    arrive: OpenPage,
    spring: Workshop,
    link: dict[str, str],
) -> None:
    app = arrive(**link) if link else open_page("advisor_voice", workshop=spring.code)
    press(answer(app, ST1=4, OT1="Mine"), "send")
    press(app, "next_person")
    assert app.radio(key="pulse_advisor-ST1").value is None
    assert app.text_area(key="pulse_advisor-OT1").value == ""
    assert "You answered on" not in words(app)

    press(answer(app, ST1=1), "send")
    assert answered(own_store, spring) == 2
    assert sorted(said(each)["ST1"] for each in sent(own_store, spring)) == [1, 4]  # type: ignore[type-var]


def test_a_device_is_handed_round_with_the_form_alone(
    open_page: OpenPage, spring: Workshop
) -> None:
    app = press(open_page("advisor_voice", workshop=spring.code), "hand_round")

    assert app.query_params["join"] == spring.code
    assert "workshop" not in app.query_params
    assert "Spring" not in words(app)
    press(answer(app, ST1=4), "send")
    assert app.button(key="next_person")


def test_the_next_person_is_offered_only_where_a_device_is_handed_round(arrive: OpenPage) -> None:
    app = press(answer(arrive(), ST1=4), "send")

    assert "next_person" not in {button.key for button in app.button}


def test_on_the_facilitators_own_screen_every_role_can_be_tried(
    own_store: Store, open_page: OpenPage, spring: Workshop
) -> None:
    app = open_page("advisor_voice", workshop=spring.code)
    press(answer(app, ST1=4), "send")
    app.switch_page(os.path.abspath("pages/leadership_voice.py")).run()
    press(answer(app, ST1=2), "send")

    assert "Thank you" in words(app)
    assert answered(own_store, spring, Role.EXECUTIVE) == 1


# Changing, taking back, closing


def test_answers_can_be_changed_after_the_thanks(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    app = press(answer(arrive(), ST1=4, OT1="First"), "send")
    press(app, "change_answers")
    assert app.radio(key="pulse_advisor-ST1").value == 4

    press(answer(app, OT1=""), "send")
    assert said(sent(own_store, spring)[0]) == {"ST1": 4}


def test_the_full_form_begins_with_what_the_short_one_knows(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    app = press(answer(arrive(), ST1=4, SK1="dk"), "send")
    press(app, "other_length")
    assert app.query_params["form"] == "full"
    assert app.radio(key="full_advisor-ST1").value == 4
    assert app.radio(key="full_advisor-SK1").value == "dk"

    press(answer(app, ST2=1), "send")
    assert {each.form for each in sent(own_store, spring)} == {"pulse_advisor", "full_advisor"}
    assert answered(own_store, spring) == 1
    press(app, "other_length")
    assert "form" not in app.query_params


def test_the_form_can_be_emptied_without_touching_what_is_stored(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    press(answer(arrive(), ST1=4), "send")
    app = press(arrive(), "empty")

    assert app.radio(key="pulse_advisor-ST1").value is None
    assert said(sent(own_store, spring)[0]) == {"ST1": 4}


def test_answers_are_taken_back_after_a_question(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    app = press(answer(arrive(), ST1=4, OT1="Mine"), "send")
    press(app, "take_back")
    assert "erased for good" in words(app)
    assert "so that nobody can work yours out" in words(app)
    press(app, "keep")
    assert answered(own_store, spring) == 1

    press(press(app, "take_back"), "erase")
    assert "Your answers have been erased" in words(app)
    assert app.text_area(key="pulse_advisor-OT1").value == ""
    assert own_store.participants.turnout(spring.id)[Role.ADVISOR].joined == 0
    assert rows() == 0


def test_taking_back_from_a_filled_form_leaves_nothing_on_the_screen(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    press(answer(arrive(), OT1="Mine"), "send")
    app = press(press(arrive(), "take_back"), "erase")
    assert app.text_area(key="pulse_advisor-OT1").value == ""

    press(app, "send")
    assert "Nothing has been answered yet" in words(app)
    assert sent(own_store, spring) == []


def test_erasing_that_fails_says_so_and_can_be_tried_again(
    arrive: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Participants.withdraw

    def half_way(self: Participants, person: Participant) -> None:
        really(self, person)
        raise NotSaved("Traces remain in the files of the database.")

    app = press(press(answer(arrive(), ST1=4), "send"), "take_back")
    monkeypatch.setattr(Participants, "withdraw", half_way)
    press(app, "erase")
    assert "Traces remain" in words(app)
    assert "Your answers have been erased" not in words(app)

    monkeypatch.setattr(Participants, "withdraw", really)
    press(app, "erase")
    assert "Your answers have been erased" in words(app)


def test_a_closed_form_says_so_and_shows_people_their_own_answers(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    app = answer(arrive(device="mine"), ST1=4, SR1="dk", WQ2=3, OT1="*My* words", OT1_theme="price")
    press(app, "send")
    own_store.workshops.close_forms(spring.id, [Role.ADVISOR])

    mine, other = arrive(device="mine"), arrive(device="other")
    for app in (mine, other):
        assert "The form for advisors is closed" in words(app)
        assert not app.radio
    question = instrument().questionnaire("pulse_advisor", Role.ADVISOR).questions[0]
    assert question.text in words(mine)
    for shown in (question.label_of(4), "Don't know, or can't see this", "3 of 10 contacts"):
        assert str(shown) in words(mine)
    assert "*My* words" in words(mine)
    assert "What is it about? (optional) Price and value" in words(mine)
    assert question.text not in words(other)

    press(press(mine, "take_back"), "erase")
    assert sent(own_store, spring) == []
    assert "Your answers have been erased" in words(mine)


def test_a_form_that_closes_while_somebody_types_keeps_what_they_typed(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    app = answer(arrive(), OT1="Half a sentence")
    own_store.workshops.close_forms(spring.id, [Role.ADVISOR])
    press(app, "send")

    assert "The form for advisors is closed" in words(app)
    assert "What you see below is not stored" in words(app)
    assert app.text_area(key="pulse_advisor-OT1").value == "Half a sentence"
    assert sent(own_store, spring) == []

    own_store.workshops.open_forms(spring.id, [Role.ADVISOR])
    press(app, "send")
    assert said(sent(own_store, spring)[0]) == {"OT1": "Half a sentence"}


def test_a_closed_form_does_not_ask_which_of_two_windows_counts(
    own_store: Store, arrive: OpenPage, spring: Workshop
) -> None:
    first, second = arrive(), arrive()
    press(answer(first, ST1=2), "send")
    press(answer(second, ST1=4), "send")
    own_store.workshops.close_forms(spring.id, [Role.ADVISOR])
    press(second, "send")

    told = words(second)
    assert "The form has been closed" in told
    assert "Which ones should count?" not in told
    assert not any("until the form is closed" in info.value for info in second.info)
    assert said(sent(own_store, spring)[0]) == {"ST1": 2}


# What the browser keeps


def test_a_draft_that_the_browser_kept_is_understood() -> None:
    told = {
        "pulse_advisor-ST1": [3],
        "pulse_advisor-SR1": [5],
        "pulse_advisor-WQ1": "35",
        "pulse_advisor-WQ2": [0],
        "pulse_advisor-OT1": "Half a sentence",
        "pulse_advisor-OT1-theme": "Price and value",
    }

    assert from_browser("pulse_advisor", Role.ADVISOR, told) == {
        "ST1": 4,
        "SR1": "dk",
        "WQ1": 35,
        "WQ2": 0,
        "OT1": "Half a sentence",
        "OT1.theme": "price",
    }
    ticked = from_browser("pulse_advisor", Role.ADVISOR, {"pulse_advisor-WQ1-dk": True})
    assert ticked == {"WQ1": "dk"}
    picks = {"pulse_customer-CU4": [0, 11], "pulse_customer-CU5": [8]}
    assert from_browser("pulse_customer", Role.CUSTOMER, picks) == {
        "CU4": ("looked_after", "annoyed"),
        "CU5": "leave",
    }


@pytest.mark.parametrize("value", [[99], [-1], ["x"], "many", 7, None, {}, True, [], [[0]]])
def test_nonsense_in_a_draft_is_left_out(value: object) -> None:
    told = {f"pulse_advisor-{end}": value for end in ("ST1", "WQ1", "WQ2", "OT1-theme")}

    found = from_browser("pulse_advisor", Role.ADVISOR, told)
    assert {field: value for field, value in found.items() if value is not None} == {}
    assert from_browser("pulse_advisor", Role.ADVISOR, value) == {}


def test_stored_answers_fill_exactly_the_fields_they_came_from() -> None:
    submission = Submission(
        key="12345678",
        workshop=new_workshop("a", "b", NOON).id,
        participant=new_workshop("a", "b", NOON).id,
        role=Role.EXECUTIVE,
        form="pulse_exec",
        answers=(
            Answer(item="ST1", value=4),
            Answer(item="ST1", value=2, about=About.PREDICTION),
            Answer(item="LD4.note", value="The shop"),
        ),
        sent_at=NOON,
    )

    filled = {field for field, value in values_of(submission).items() if value is not None}
    assert filled == {"ST1", "predict.ST1", "LD4.note"}


def test_every_widget_can_be_found_by_the_browser() -> None:
    keys = [
        control.key
        for form, found in instrument().forms.items()
        for role in found.audience
        for control in controls(form, role)
    ]

    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", key) for key in keys)
    for form, found in instrument().forms.items():
        for role in found.audience:
            own = [control.key for control in controls(form, role)]
            assert len(own) == len(set(own))


def test_every_field_of_every_form_has_a_widget() -> None:
    for form, found in instrument().forms.items():
        for role in found.audience:
            fields = {c.field for c in controls(form, role) if c.shape is not Shape.TICK}
            assert fields == instrument().questionnaire(form, role).fields
            assert [one.number for one in asked(form, role)] == list(
                range(1, len(asked(form, role)) + 1)
            )


def test_elements_head_their_questions_in_depth_only() -> None:
    pulse = [section.heading for section in sections("pulse_advisor", Role.ADVISOR)]
    full = [section.heading for section in sections("full_advisor", Role.ADVISOR)]

    assert pulse == ["", "Your own work", "In your own words"]
    assert full == [element.label for element in instrument().elements.values()]


def test_three_words_bring_the_answers_to_another_device(
    arrive: OpenPage, own_store: Store, spring: Workshop
) -> None:
    phone = press(answer(arrive(), ST1=4), "send")
    shown = re.search(r"three words: \*\*(.+?)\*\*", words(phone))
    assert shown is not None
    laptop = arrive(device="a laptop")
    press(laptop, "come_back")
    assert "Type the three words" in words(laptop)
    laptop.text_input(key="recovery_words").set_value("zoo zoo zoo")
    press(laptop, "come_back")
    assert "Nobody here has these three words" in words(laptop)
    laptop.text_input(key="recovery_words").set_value(shown[1].upper())
    press(laptop, "come_back")
    assert "You are back" in words(laptop)
    press(answer(laptop, ST1=2), "send")
    assert [said(one)["ST1"] for one in sent(own_store, spring)] == [2]
    assert own_store.participants.turnout(spring.id)[Role.ADVISOR].joined == 1


def test_a_named_link_outranks_the_browser(
    arrive: OpenPage, own_store: Store, spring: Workshop
) -> None:
    link = own_store.named_links.invite(spring.id, "Anna", Role.EXECUTIVE)
    invited = {"who": "Anna", "key": link.signature}
    for device, level in (("a phone", 4), ("a laptop", 2)):
        press(answer(arrive("leadership_voice", device, **invited), ST1=level), "send")
    assert [said(one)["ST1"] for one in sent(own_store, spring)] == [2]
    forged = invited | {"key": "a" * 24}
    press(answer(arrive("leadership_voice", "a phone", **forged), ST1=3), "send")
    assert len(sent(own_store, spring)) == 2
