import re
from pathlib import Path

import pytest

from workbench.voices.answers import About
from workbench.voices.instrument import SHIPPED, instrument, load_instrument
from workbench.voices.items import Kind
from workbench.voices.questions import seconds
from workbench.voices.scoring_rules import Length
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy

SHIPPED_TEXT = SHIPPED.read_text(encoding="utf-8")
FORMS = [(name, role) for name, form in instrument().forms.items() for role in form.audience]
SEVEN_S = ["strategy", "structure", "systems", "shared_values", "style", "staff", "skills"]


def changed(tmp_path: Path, old: str, new: str) -> str:
    """What loading says after the first `old` in the shipped file became `new`."""
    assert old in SHIPPED_TEXT
    path = tmp_path / "instrument.yaml"
    path.write_text(SHIPPED_TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"^instrument\.yaml line \d+: ") as raised:
        load_instrument(path)
    return str(raised.value)


def line_of(text: str) -> int:
    return SHIPPED_TEXT[: SHIPPED_TEXT.index(text)].count("\n") + 1


def test_seven_elements_of_five_items_with_one_core_and_one_reversed() -> None:
    assert list(instrument().elements) == SEVEN_S
    for element in instrument().elements.values():
        assert len(element.items) == 5
        assert sum(item.core for item in element.items) == 1
        assert sum(item.reverse for item in element.items) == 1
        assert all(item.exec and item.advisor and len(item.anchors) == 5 for item in element.items)


def test_customers_have_an_item_beside_every_element_but_style() -> None:
    without = [name for name, e in instrument().elements.items() if e.customer is None]
    assert without == ["style"]


def test_every_item_of_the_seven_s_has_a_source_among_the_articles() -> None:
    for item_id in instrument().element_of:
        assert instrument().items[item_id].source in instrument().sources


def test_the_threshold_in_the_rules_is_the_one_a_workshop_starts_with() -> None:
    assert instrument().scoring.people_to_show == Privacy().score_threshold


def test_the_product_names_no_file_outside_itself() -> None:
    assert not re.search(r"\.\./|/work|/tmp|\.md\b|\.json\b", SHIPPED_TEXT)


def test_themes_cover_every_element_but_are_few() -> None:
    themes = instrument().themes
    assert {theme.element for theme in themes} == set(SEVEN_S)
    assert 10 <= len(themes) <= 14
    assert 7 <= len(instrument().steps) <= 9
    assert len(instrument().drivers) <= 8


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_pulse_and_a_full_form(role: Role) -> None:
    pulse = instrument().questionnaire(instrument().form_for(role), role)
    full = instrument().questionnaire(instrument().form_for(role, Length.FULL), role)
    assert len(full.questions) > len(pulse.questions)


@pytest.mark.parametrize(("form", "role"), FORMS)
def test_every_form_draws_complete_questions(form: str, role: Role) -> None:
    questionnaire = instrument().questionnaire(form, role)
    fields = [field for question in questionnaire.questions for field in question.fields]
    assert len(fields) == len(set(fields))
    assert questionnaire.seconds > 0
    for question in questionnaire.questions:
        assert question.text
        if question.kind is Kind.ANCHORED:
            assert (question.lowest, question.highest, len(question.labels)) == (1, 5, 5)
        elif question.kind in (Kind.SCALE, Kind.GRID):
            assert question.lowest is not None
            assert question.highest is not None
            levels = question.highest - question.lowest + 1
            assert len(question.labels) == levels or question.ends
        elif question.kind is Kind.NUMBER:
            assert question.unit
            assert question.highest
        elif question.kind in (Kind.PICK_ONE, Kind.PICK_MANY, Kind.RANK):
            assert question.options
        else:
            assert question.tagged


@pytest.mark.parametrize(("form", "role"), FORMS)
def test_no_short_form_asks_a_reversed_anchored_item(form: str, role: Role) -> None:
    if instrument().forms[form].length is Length.PULSE:
        questions = instrument().questionnaire(form, role).questions
        assert not any(q.reverse for q in questions if q.kind is Kind.ANCHORED)


def test_executives_and_advisors_read_other_words_beside_the_same_anchors() -> None:
    executive = instrument().questionnaire("full_exec", Role.EXECUTIVE).questions
    advisor = instrument().questionnaire("full_advisor", Role.ADVISOR).questions
    assert [q.item for q in executive] == [q.item for q in advisor] == list(instrument().element_of)
    assert [q.labels for q in executive] == [q.labels for q in advisor]
    assert [q.text for q in executive] != [q.text for q in advisor]


def test_middle_managers_read_the_executives_words_and_back_office_the_advisors() -> None:
    words = {
        role: instrument().questionnaire(instrument().form_for(role), role).questions[0].text
        for role in Role
        if role is not Role.CUSTOMER
    }
    assert words[Role.MIDDLE] == words[Role.EXECUTIVE] != words[Role.ADVISOR]
    assert words[Role.BACK_OFFICE] == words[Role.ADVISOR]


def test_executives_predict_advisors_in_the_advisors_words_after_their_own_answers() -> None:
    questionnaire = instrument().questionnaire("pulse_exec", Role.EXECUTIVE)
    own = [q for q in questionnaire.questions if q.about is About.SELF]
    predicted = [q for q in questionnaire.questions if q.about is About.PREDICTION]
    assert questionnaire.questions == (*own, *predicted)
    assert [q.item for q in predicted] == list(instrument().core_items.values())
    advisors = {
        q.item: q for q in instrument().questionnaire("pulse_advisor", Role.ADVISOR).questions
    }
    assert all(q.text == advisors[q.item].text for q in predicted)
    assert all(q.field == f"predict.{q.item}" for q in predicted)
    assert questionnaire.prediction


def test_a_high_rating_by_an_executive_asks_what_could_be_shown() -> None:
    questions = instrument().questionnaire("full_exec", Role.EXECUTIVE).questions
    asking = {q.item: q.follow_up_from for q in questions if q.follow_up}
    straight = [i for i in instrument().element_of if not instrument().items[i].reverse]
    assert asking == dict.fromkeys(straight, 4)
    advisors = instrument().questionnaire("full_advisor", Role.ADVISOR).questions
    assert not any(q.follow_up for q in advisors)


def test_label_of_a_value() -> None:
    first = instrument().questionnaire("pulse_advisor", Role.ADVISOR).questions[0]
    assert first.label_of(5) == "Everyone can, and it settles real choices"
    assert first.label_of(4.5) is None
    likely = instrument().questionnaire("pulse_customer", Role.CUSTOMER).questions[0]
    assert (likely.lowest, likely.highest, likely.label_of(9)) == (0, 10, None)


def test_time_by_hand() -> None:
    first = instrument().questionnaire("pulse_advisor", Role.ADVISOR).questions[0]
    # "If a new colleague asked what experience we want customers to have, what could you say?"
    assert [len(text.split()) for text in (first.text, *first.labels)] == [16, 4, 7, 7, 7, 7]
    assert seconds([first], instrument().timing) == pytest.approx(48 / 230 * 60 + 4)
    asked = first.model_copy(update={"about": About.PREDICTION})
    assert seconds([asked], instrument().timing) == pytest.approx(16 / 230 * 60 + 4)


def test_times_of_the_forms() -> None:
    times = {(form, role): instrument().questionnaire(form, role).seconds for form, role in FORMS}
    predictions = [
        q
        for q in instrument().questionnaire("pulse_exec", Role.EXECUTIVE).questions
        if q.about is About.PREDICTION
    ]
    predicting = sum(len(q.text.split()) / 230 * 60 + 4 for q in predictions)
    # 121 s is the executives' own part by the formula that the items were written to.
    own = times["pulse_exec", Role.EXECUTIVE] - predicting
    assert own == pytest.approx(121, abs=0.6)
    minutes = {
        name: instrument().questionnaire(name, role).minutes
        for name, role in FORMS
        if instrument().forms[name].length is not Length.CHECK
    }
    assert minutes["pulse_customer"] == 1
    assert minutes["pulse_advisor"] == 2
    assert minutes["full_advisor"] == minutes["full_exec"] == 7
    target = instrument().timing.target_seconds
    assert all(times[n, r] <= target for n, r in FORMS if n.startswith("pulse"))


def test_a_form_of_another_role_is_refused() -> None:
    with pytest.raises(
        ValueError, match="'pulse_exec' is not a form for advisors; accepted: pulse_adv"
    ):
        instrument().questionnaire("pulse_exec", Role.ADVISOR)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "          - Problems listed; no view of the change\n",
            "",
            "item ST2: anchors: 4 given, 5 needed",
        ),
        ("- id: ST2\n", "- id: ST1\n", "item ST1: there is another item of this name"),
        ("SF1, SK1, LD1, LD4]", "SF1, SK1, LD1, LD9]", "form pulse_exec: there is no item LD9"),
        ("SK1, LD1, LD4]", "SK1, LD1, LD1]", "form pulse_exec: LD1 is asked twice"),
        (
            "        scale: sat5",
            "        scale: sat6",
            "item CU2: scale: sat6 is not one of agree5, often5, ease7, sat5, like11, kano5",
        ),
        (
            '        exec: "Who shaped our customer plan?"\n',
            "",
            "item ST3: exec: the stem for this audience is missing",
        ),
        (
            "          - Leaders alone\n",
            "          - No\n",
            "item ST3: anchors: entry 1: False is not text; put it in quotes",
        ),
        ("pass_at: 0.8", "pass_at: high", "scoring: gate: pass_at: 'high' is not accepted"),
        ("length: pulse", "length: brief", "form pulse_exec: length: 'brief' is not accepted"),
        ("    hard: true\n", "", "element strategy: hard: is missing"),
        (
            "    hard: true\n",
            "    hard: true\n    color: red\n",
            "element strategy: color: is not known",
        ),
        (
            "element: strategy",
            "element: strategie",
            "theme promises: element: strategie is not one of",
        ),
        ("- id: find\n", "- id: join\n", "step join: there is another one of this name"),
        ("        core: true\n", "", "element strategy: items: 0 are core, 1 needed"),
        ("[MH1, MH2", "[SI2, MH2", "SI2 is filled in the room and cannot be in a form"),
        (
            "items: [CU1, CU2",
            "items: [ST1, CU2",
            "form pulse_customer: ST1 has no stem for customer",
        ),
        ("[CU1, CU2, CU3", "[TE4, CU2, CU3", "form pulse_customer: TE4 is not for customer"),
        ("highest: 480", "highest: 0", "item WQ1: lowest: 0 is not below the highest, 0"),
        (
            "items: all_elements",
            "items: everything",
            "form full_exec: items: 'everything' is not a list",
        ),
        ("length: full", "length: pulse", "form full_exec: length: exec has another pulse form"),
        ("audience: [exec]\n", "audience: [chief]\n", "audience: entry 1: 'chief' is not accepted"),
        ("source: waste_of_time_3", "source: hearsay", "item ST2: source: hearsay is not one of"),
        ("elements:\n", "elements: [\n", "expected ',' or ']'"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in changed(tmp_path, old, new)


def test_the_line_is_the_line_in_the_file(tmp_path: Path) -> None:
    old = "          - Problems listed; no view of the change\n"
    said = changed(tmp_path, old, "")
    anchors = line_of(old) - 2
    assert said == f"instrument.yaml line {anchors}: item ST2: anchors: 4 given, 5 needed"


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = SHIPPED_TEXT.replace("scale: sat5", "scale: sat6", 1)
    text = text.replace("          - Leaders alone\n", "", 1)
    path = tmp_path / "instrument.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="anchors: 4 given") as raised:
        load_instrument(path)
    first, second = str(raised.value).splitlines()
    assert "item ST3" in first
    assert "item CU2" in second


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "instrument.yaml line 1: the file is empty"),
        (
            b"- a\n- b\n",
            "instrument.yaml line 1: the file is empty or is not a list of named parts",
        ),
        (b"a: \xff\xfe", "instrument.yaml is not UTF-8 text"),
        (b"a: 1\nb: [", "instrument.yaml line 2: "),
    ],
)
def test_a_file_that_is_no_instrument(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "instrument.yaml"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=re.escape(said)):
        load_instrument(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"absent\.yaml cannot be read: No such file"):
        load_instrument(tmp_path / "absent.yaml")
