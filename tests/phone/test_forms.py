"""The instrument's forms on a phone: the same questions, checks and write path as everywhere."""

from collections.abc import Callable

from tests.phone.made import counted, joined, opened, rows
from tests.phone.phone import Phone
from workbench.storage import Store
from workbench.voices.instrument import instrument
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

NewPhone = Callable[..., Phone]
LOOK = Step(id="look", title="How ready are we?", activity=Activity.PULSE)
GUESS = Step(
    id="guess",
    title="What will the floor say?",
    activity=Activity.PREDICT,
    roles=frozenset({Role.EXECUTIVE}),
)


def test_every_field_of_every_form_is_on_its_page(workshop: Workshop, new_phone: NewPhone) -> None:
    for role in Role:
        phone = new_phone()
        home = joined(phone, workshop, role)
        for name in instrument().forms_for(role):
            form = phone.get(f"{home}/f/{name}").form()
            there = {field for field, _ in form.pairs} | form.offered.keys()
            ticks = {field for field in there if field.endswith(".dk")}
            fields = instrument().questionnaire(name, role).fields

            assert there - ticks - {"key", "base"} == fields


def test_answers_are_stored_shown_again_and_changed(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    home = joined(phone, workshop)
    page = phone.send(
        phone.get(home), ST1="4", SR1="dk", WQ1__dk="on", WQ2="7", OT1="Too many <b>rules</b>"
    )

    assert page.is_saved
    (sent,) = counted(kept, workshop)
    assert {answer.item: answer.value for answer in sent.answers} == {
        "ST1": 4,
        "SR1": "dk",
        "WQ1": "dk",
        "WQ2": 7,
        "OT1": "Too many <b>rules</b>",
    }
    again = phone.get(home)
    assert "Too many &lt;b&gt;rules" in again.html
    assert '<fieldset id="f-WQ2" class="row apart"' in again.html  # "don't know" has its own line
    held = {name: value for name, value in again.form().pairs if value}
    assert held.items() >= {"ST1": "4", "SR1": "dk", "WQ1.dk": "on", "WQ2": "7"}.items()

    phone.send(again, ST1="5")

    (sent,) = counted(kept, workshop)
    assert sent.answers[0].value == 5
    assert rows(kept, workshop) == 2


def test_what_is_wrong_is_said_at_its_place_and_nothing_typed_is_lost(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    home = joined(phone, workshop)
    long = "x" * 10_000
    page = phone.send(phone.get(home), ST1="9", WQ1="4", WQ1__dk="on", OT1=long, WQ2="many")

    assert page.status == 422
    assert counted(kept, workshop) == ()
    assert "Nothing is sent yet" in page.text
    for field in ("ST1", "WQ1", "WQ2", "OT1"):
        assert f'href="#f-{field}"' in page.html
        assert f'id="f-{field}-wrong"' in page.html
    assert "The text has 10,000 characters. Accepted: text of at most 1,000 characters" in page.text
    held = dict(page.form().pairs)
    assert (held["OT1"], held["WQ1"]) == (long, "4")

    fixed = phone.send(page, ST1="4", WQ1="", WQ2="3", OT1="short")

    assert fixed.is_saved


def test_the_full_form_begins_with_what_the_short_one_had(workshop: Workshop, phone: Phone) -> None:
    home = joined(phone, workshop)
    phone.send(phone.get(home), ST1="4")

    full = phone.get(f"{home}/f/full_advisor")

    assert ("ST1", "4") in full.form().pairs


def test_a_closed_form_keeps_what_was_typed_on_the_screen(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    home = joined(phone, workshop)
    page = phone.get(home)
    kept.workshops.close_forms(workshop.id, [Role.ADVISOR])

    late = phone.send(page, ST1="4", OT1="The queue never ends")

    assert late.status == 409
    assert "is closed" in late.text
    assert "The queue never ends" in late.text
    kept.workshops.open_forms(workshop.id, [Role.ADVISOR])
    assert phone.post(late.forms[0].action, late.forms[0].pairs).is_saved


def test_own_view_and_prediction_are_sent_one_after_the_other_and_both_count(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    opened(kept, workshop, LOOK, GUESS)
    home = joined(phone, workshop, Role.EXECUTIVE)
    own = phone.get(home)
    assert not any(name.startswith("predict.") for name in own.form().offered)
    phone.send(own, ST1="5", ST1__note="The plan of March")
    kept.rooms.advance(workshop.id)

    guess = phone.get(home)
    assert "ST1" not in guess.form().offered
    assert "1. If a new colleague asked" in guess.text
    assert phone.send(guess, predict__ST1="2").is_saved
    phone.send(phone.get(f"{home}/s/look"), ST1="4")

    (sent,) = counted(kept, workshop)
    given = {(answer.item, answer.about.value): answer.value for answer in sent.answers}
    assert given == {
        ("ST1", "self"): 4,
        ("ST1.note", "self"): "The plan of March",
        ("ST1", "prediction"): 2,
    }


def test_a_page_of_the_agenda_is_not_reached_by_the_form_s_own_address(
    kept: Store, workshop: Workshop, phone: Phone
) -> None:
    opened(kept, workshop, GUESS, LOOK)
    home = joined(phone, workshop, Role.ADVISOR)

    assert phone.get(f"{home}/f/pulse_advisor").path == home  # the waiting page
    assert phone.get(f"{home}/s/look").path == home
