"""The codebook, near-duplicates, and what a theme report says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.voices.activities.rules import rules
from workbench.voices.activities.stances import Tally
from workbench.voices.codebook import (
    Codebook,
    codebook_of,
    keywords_of,
    shipped_codebook,
)
from workbench.voices.coding import mentioned
from workbench.voices.duplicates import near_duplicates, tf_idf
from workbench.voices.histograms import Picks
from workbench.voices.instrument import instrument
from workbench.voices.statements import Origin, Standing, Statement
from workbench.voices.theme_report import first_of_each, headline, theme_report
from workbench.workshop.roles import Role

BOOK = shipped_codebook()
DUPLICATES = rules().duplicates


def with_keywords(**keywords: tuple[str, ...]) -> Codebook:
    themes = tuple(
        theme.model_copy(update={"keywords": keywords.get(theme.id, ())}) for theme in BOOK.themes
    )
    return BOOK.model_copy(update={"themes": themes})


def test_every_theme_has_its_element_and_the_five_must_haves_are_named() -> None:
    assert {theme.element for theme in BOOK.themes} == set(instrument().elements)
    used = {theme.must_have for theme in BOOK.themes if theme.must_have}
    assert used == set(BOOK.must_haves)
    assert len(BOOK.must_haves) == 5


def test_a_keyword_matches_at_the_beginning_of_a_word_in_any_case() -> None:
    book = with_keywords(tools=("login",), rules=("=app",), process=("call back",))
    assert book.theme_of("LOGINS again") == "tools"
    assert book.theme_of("a blogin") is None
    assert book.theme_of("The app fails") == "rules"
    assert book.theme_of("It happens") is None
    assert book.theme_of("They never call  back") == "process"
    assert book.theme_of("") is None


def test_the_theme_with_most_different_keywords_wins_and_ties_go_to_the_first() -> None:
    book = with_keywords(measures=("target", "minute"), time=("minute", "hurry"))
    assert book.theme_of("targets and minutes, minutes, and hurry") == "measures"
    assert book.theme_of("hurry every minute, no target") == "measures"
    assert book.theme_of("hurry, hurry, in a minute") == "time"


def test_a_codebook_that_does_not_fit_the_questionnaire_names_the_culprit() -> None:
    content = {
        "themes": {theme.id: [] for theme in BOOK.themes},
        "steps": {step.id: [] for step in BOOK.steps},
        "must_haves": BOOK.must_haves,
        "source": "here",
        "as_of": "2026-01-01",
    }
    assert codebook_of(content, instrument()).themes
    wrong = content | {"themes": {**content["themes"], "canteen": []}}  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="theme canteen"):
        codebook_of(wrong, instrument())
    with pytest.raises(ValueError, match="step bill"):
        codebook_of(content | {"steps": {}}, instrument())


def test_typed_keywords() -> None:
    assert keywords_of("Login, log in\n login ;;  Screen ") == ("login", "log in", "screen")


@given(st.text(max_size=200))
def test_any_text_can_be_coded(text: str) -> None:
    assert BOOK.theme_of(text) in {None, *(theme.id for theme in BOOK.themes)}


PIECES = [*" -.!’iıİIskſK", *"script", " risk ", "İSK", "skılls", "kiſs", "ris\nk"]


@given(st.lists(st.sampled_from(PIECES)))
def test_no_keyword_is_overlooked_whatever_its_letters_look_like(pieces: list[str]) -> None:
    text = "".join(pieces)
    for keyword in ("risk", "kiss", "skill", "=script", "is i", "ısk"):
        end = r"\b" if keyword.startswith("=") else ""
        words = r"\s+".join(keyword.removeprefix("=").split())
        is_there = re.search(rf"\b{words}{end}", text, re.IGNORECASE) is not None
        found = with_keywords(tools=(keyword,)).theme_of(text)
        assert found == ("tools" if is_there else None)


def test_uncoded_is_said_only_of_somebody_with_nothing_else() -> None:
    assert mentioned(["tools", "uncoded", "tools"]) == ("tools",)
    assert mentioned(["uncoded"]) == ("uncoded",)


def test_near_duplicates_are_found_by_their_words_and_others_are_not() -> None:
    texts = [
        "Too many logins at the start of the shift",
        "There are too many logins when shifts start",
        "The canteen is closed",
        "The",
    ]
    found = near_duplicates(texts, DUPLICATES)
    assert [(pair.first, pair.second) for pair in found] == [(0, 1)]
    assert near_duplicates(["a", "the of"], DUPLICATES) == ()
    assert near_duplicates([], DUPLICATES) == ()


def test_weights_by_hand() -> None:
    """Two texts, "red red car" and "red bus": idf of red is 1, of car and bus log(3/2) + 1."""
    weights = tf_idf(["red red car", "red bus"], frozenset())
    assert weights is not None
    red, rare = 1 + 0.6931472, 1.4054651
    length = (red**2 + rare**2) ** 0.5
    assert weights.toarray()[0].tolist() == pytest.approx([red / length, rare / length, 0])
    cosine = (weights @ weights.T).toarray()[0, 1]
    assert cosine == pytest.approx(red / length / (1 + rare**2) ** 0.5)


def a_statement(name: str, theme: str | None, **changes: object) -> Statement:
    values: dict[str, object] = {
        "id": name,
        "prompt": "wrong",
        "origin": Origin.PARTICIPANT,
        "text": "Words",
        "standing": Standing.SHOWN,
        "theme": theme,
    }
    return Statement.model_validate(values | changes)


def test_a_theme_report_by_hand() -> None:
    about = {
        Role.ADVISOR: Picks(counts={"tools": 6, "rules": 3, "uncoded": 2}, people=10),
        Role.CUSTOMER: Picks(counts={"price": 4, "tools": 1}, people=5),
    }
    statements = [
        a_statement("ta", "tools"),
        a_statement("tb", "tools", standing=Standing.HELD),
        a_statement("tc", "rules"),
    ]
    stances = {"ta": Tally(agree=8, disagree=2), "tb": Tally(agree=9)}
    report = theme_report(about, BOOK, statements, stances)
    assert [(one.theme.id, one.people) for one in report.themes][:3] == [
        ("tools", 7),
        ("price", 4),
        ("rules", 3),
    ]
    tools = report.themes[0]
    assert (tools.roles[Role.ADVISOR].value, tools.statements) == (0.6, 1)
    assert tools.agreed is not None
    assert tools.agreed.value == 0.8
    assert tools.cumulative == 7 / 14
    assert report.uncoded_share == 2 / 15
    assert {role: one.theme.id for role, one in first_of_each(report).items()} == {
        Role.ADVISOR: "tools",
        Role.CUSTOMER: "price",
    }
    # Tools and price make 11 of 14 mentions, which is not four fifths yet.
    assert report.vital_few == 3
    assert headline(report) == "Most of what is said is about tools and technology"
    assert headline(theme_report({}, BOOK, [], {})) == "Nobody's words are shown yet"
