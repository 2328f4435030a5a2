"""The comments are many, different, believable in form, and tied to the instrument."""

import re
from collections import Counter

import pytest

from workbench.demo.description import Description, Said, description
from workbench.voices.instrument import instrument
from workbench.workshop.roles import Role

TOLD = description()
NOTES = (*(named.text for named in TOLD.notes.given_up), *TOLD.notes.evidence.values())


def said(role: Role) -> list[Said]:
    return [one for voice in TOLD.voices.get(role, ()) for one in voice.says]


EVERYTHING = [one for role in Role for one in said(role)]
TEXTS = [one.text for one in EVERYTHING] + list(NOTES)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.casefold())


@pytest.mark.parametrize(
    ("role", "least"),
    [(Role.ADVISOR, 70), (Role.CUSTOMER, 55), (Role.BACK_OFFICE, 10), (Role.MIDDLE, 12)],
)
def test_every_role_says_enough(role: Role, least: int) -> None:
    assert len(said(role)) >= least


def test_there_are_at_least_120_different_comments() -> None:
    assert len({" ".join(words(one.text)) for one in EVERYTHING}) >= 120


def test_no_two_comments_are_alike() -> None:
    whole = Counter(" ".join(words(text)) for text in TEXTS)
    starts = Counter(" ".join(words(text)[:5]) for text in TEXTS)
    assert [text for text, times in whole.items() if times > 1] == []
    assert [start for start, times in starts.items() if times > 1] == []


def test_no_two_comments_share_most_of_their_words() -> None:
    bags = [(text, frozenset(words(text))) for text in TEXTS]
    alike = [
        (one, other)
        for index, (one, bag) in enumerate(bags)
        for other, other_bag in bags[:index]
        if min(len(bag), len(other_bag)) >= 4 and len(bag & other_bag) / len(bag | other_bag) > 0.5
    ]
    assert alike == []


def test_comments_differ_in_length() -> None:
    lengths = [len(words(text)) for text in TEXTS]
    assert min(lengths) >= 3
    assert max(lengths) <= 45
    assert sum(length <= 6 for length in lengths) >= 20
    assert sum(length >= 20 for length in lengths) >= 20


def test_moods_differ() -> None:
    for role in (Role.ADVISOR, Role.CUSTOMER):
        moods = Counter(voice.mood for voice in TOLD.voices[role])
        assert set(moods) == {1, 2, 3, 4, 5}


def test_themes_steps_and_questions_are_the_instruments() -> None:
    steps = {step.id for step in instrument().steps}
    themes = {theme.id for theme in instrument().themes}
    for role in Role:
        asked = instrument().questionnaire(instrument().form_for(role), role)
        tagged = {question.item for question in asked.questions if question.tagged}
        for one in said(role):
            assert one.theme in themes, one
            assert one.step in steps, one
            assert one.item in tagged, one


def test_every_theme_and_step_is_spoken_of() -> None:
    assert {theme.id for theme in instrument().themes} == {one.theme for one in EVERYTHING}
    assert {step.id for step in instrument().steps} == {one.step for one in EVERYTHING}


def test_nobody_answers_the_same_question_twice() -> None:
    for role in Role:
        for voice in TOLD.voices.get(role, ()):
            items = [one.item for one in voice.says]
            assert len(items) == len(set(items)), voice


def test_nothing_in_a_comment_names_the_company_or_leads_to_a_person() -> None:
    contact = re.compile(r"@|www\.|https?:|\d{6,}|[A-Z]{1,2}\d{1,2} ?\d[A-Z]{2}")
    name = TOLD.company.name.split()[0]
    assert [text for text in TEXTS if name in text or contact.search(text)] == []


def test_comments_are_plain_text_in_one_line() -> None:
    assert [text for text in TEXTS if text != text.strip() or re.search(r"[\n—–{}<>%]", text)] == []


def test_the_description_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Description:
        raise AssertionError("read again")

    monkeypatch.setattr("workbench.demo.description._read", refuse)
    assert description() is TOLD
