import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.voices.answers import DONT_KNOW, MAX_TEXT, About, Answer
from workbench.voices.checking import NOTHING, Checked, check, clean
from workbench.voices.instrument import instrument
from workbench.workshop.roles import Role


def advisor(raw: dict[str, object]) -> Checked:
    return check(raw, "pulse_advisor", Role.ADVISOR, instrument())


def customer(raw: dict[str, object]) -> Checked:
    return check(raw, "full_customer", Role.CUSTOMER, instrument())


def test_answers_of_every_kind() -> None:
    checked = customer(
        {
            "CU1": 10,
            "CU2": "4",
            "SV_C": DONT_KNOW,
            "CU4": ["relieved", "valued"],
            "CU5": "help",
            "CU7": ["reach", "value", "clear"],
            "CU8.reach": "5",
            "CU8.value": 1,
            "OT1": "The wait.",
            "OT1.theme": "time",
            "OT1.step": "help",
            "CU6": "",
        }
    )
    assert checked.refusals == ()
    assert checked.answers == (
        Answer(item="CU1", value=10),
        Answer(item="CU2", value=4),
        Answer(item="CU4", value=("relieved", "valued")),
        Answer(item="CU5", value="help"),
        Answer(item="SV_C", value=DONT_KNOW),
        Answer(item="CU7", value=("reach", "value", "clear")),
        Answer(item="CU8.reach", value=5),
        Answer(item="CU8.value", value=1),
        Answer(item="OT1", value="The wait.", theme="time", step="help"),
    )


def test_predictions_and_notes_of_an_executive() -> None:
    raw = {"SY1": 4, "SY1.note": "The audit.", "predict.SY1": "2", "LD4.note": "Weekend opening."}
    checked = check(raw, "pulse_exec", Role.EXECUTIVE, instrument())
    assert checked.answers == (
        Answer(item="SY1", value=4),
        Answer(item="SY1.note", value="The audit."),
        Answer(item="LD4.note", value="Weekend opening."),
        Answer(item="SY1", value=2, about=About.PREDICTION),
    )


@pytest.mark.parametrize("value", [4, "4", 4.0, " 4 ", "4.0", "4,0", "+4"])
def test_ways_to_send_a_number(value: object) -> None:
    assert advisor({"SY1": value}).answers == (Answer(item="SY1", value=4),)


@pytest.mark.parametrize(
    "value",
    [
        *(0, 6, -1, 3.5, float("nan"), float("inf"), True, [4], {"a": 1}),
        *("3.5", "three", "1e0", "٤٤٤", "9" * 5000, "NaN", "0x3", "４"),
    ],
)
def test_anything_else_is_refused_and_told(value: object) -> None:
    checked = advisor({"SY1": value, "SF1": 3})
    assert checked.answers == ()
    (refusal,) = checked.refusals
    assert refusal.field == "SY1"
    assert refusal.question == "When a process is broken, what happens first?"
    assert refusal.accepted == "Accepted: a whole number from 1 to 5."
    assert len(str(refusal)) < 200


def test_a_quantity_names_its_unit() -> None:
    (refusal,) = advisor({"WQ2": 11}).refusals
    assert refusal.accepted == "Accepted: a whole number from 0 to 10 (of 10 contacts)."
    assert advisor({"WQ1": 480}).answers == (Answer(item="WQ1", value=480),)


def test_every_mistake_is_told_at_once() -> None:
    checked = advisor({"ST1": 9, "WQ1": "many", "OT1": "x" * (MAX_TEXT + 1), "XX9": 1})
    assert [refusal.field for refusal in checked.refusals] == ["XX9", "ST1", "WQ1", "OT1"]
    assert checked.answers == ()


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ({"CU4": ["relieved", "valued", "ignored", "worried"]}, "4 were picked."),
        ({"CU4": ["relieved", "relieved"]}, "The same one was picked twice."),
        ({"CU4": ["delighted"]}, "“delighted” was picked."),
        ({"CU4": [3]}, "“[3]” was sent."),
        ({"CU5": ["help", "bill"]}, "2 were picked."),
        ({"CU7": "nothing"}, "“nothing” was picked."),
        ({"OT1": "late", "OT1.theme": "weather"}, "“weather” was picked."),
        ({"OT1": "late", "OT1.step": ["help"]}, "“['help']” was picked."),
        ({"OT1": 7}, "“7” was sent."),
        ({"CU8": 4}, "“CU8” is not a question of this form."),
        ({"CU8.weather": 4}, "“CU8.weather” is not a question of this form."),
    ],
)
def test_what_is_wrong_with_picks_texts_and_fields(raw: dict[str, object], what: str) -> None:
    (refusal,) = customer(raw).refusals
    assert refusal.what == what
    assert refusal.accepted


@pytest.mark.parametrize(
    "raw", [{}, {"ST1": None}, {"ST1": "", "OT1": "  \n", "OT2": None}, {"OT1": "\x00\u202e"}]
)
def test_an_empty_form_is_refused_with_a_sentence(raw: dict[str, object]) -> None:
    (refusal,) = advisor(raw).refusals
    assert str(refusal) == NOTHING


def test_nothing_is_mandatory() -> None:
    for field in ("ST1", "WQ1"):
        assert len(advisor({field: 3}).answers) == 1


def test_a_theme_without_words_is_kept() -> None:
    assert advisor({"OT1.theme": "tools"}).answers == (Answer(item="OT1", value="", theme="tools"),)


@pytest.mark.parametrize(
    ("form", "role"),
    [("pulse_exec", Role.ADVISOR), ("full_advisor", Role.CUSTOMER), ("none", Role.ADVISOR)],
)
def test_a_form_for_another_role_is_refused(form: str, role: Role) -> None:
    (refusal,) = check({"ST1": 3}, form, role, instrument()).refusals
    assert "is not a form for" in refusal.what
    assert "accepted: " in refusal.what


def test_control_characters_leave_a_text_and_the_rest_stays() -> None:
    said = "  Caf\u0065\u0301\r\nqueue:\t40\x00 min\u202e \U0001f469\u200d\U0001f4bb\ud800\x07 "
    assert clean(said) == "Café\nqueue: 40 min \U0001f469\u200d\U0001f4bb"


def test_a_long_text_is_refused_and_never_cut() -> None:
    assert advisor({"OT1": "y" * MAX_TEXT}).answers[0].value == "y" * MAX_TEXT
    (refusal,) = advisor({"OT1": "y" * 10_000_000}).refusals
    assert refusal.what == "The text has 10,000,000 characters."
    assert refusal.accepted == "Accepted: text of at most 1,000 characters."


def test_a_flood_of_unknown_fields_gets_a_short_answer() -> None:
    raw: dict[str, object] = {f"field {n}\ud800" * 50: n for n in range(1000)}
    refusals = advisor(raw).refusals
    assert 0 < len(refusals) <= 10
    assert all(len(str(refusal)) < 200 for refusal in refusals)


FIELDS = sorted(instrument().questionnaire("full_customer", Role.CUSTOMER).fields)
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.binary(max_size=5),
)


@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING | st.lists(ANYTHING, max_size=4)))
def test_whatever_is_sent_gives_answers_or_reasons(raw: dict[str, object]) -> None:
    checked = customer(raw)
    assert bool(checked.answers) != bool(checked.refusals)
    for refusal in checked.refusals:
        assert str(refusal).strip()
        assert "\n" not in str(refusal)


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in once if c != "\n")
