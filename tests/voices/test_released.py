from collections import Counter
from itertools import product

import pytest

from tests.voices.people import sent, voices_of
from workbench.voices.aggregates import Comment, RoleRelease
from workbench.voices.answers import Submission
from workbench.voices.released import ReleasedVoices, released_voices
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy

ADVISOR, BACK_OFFICE = Role.ADVISOR, Role.BACK_OFFICE
SMALL = Privacy(score_threshold=3, comment_threshold=3)


def many(role: Role, people: int, first: int = 0) -> list[Submission]:
    return [sent(role, first + n, {"SY1": n % 5 + 1}) for n in range(people)]


def writing(*tags: tuple[str | None, str | None], role: Role = ADVISOR) -> list[Submission]:
    """One writer for each pair of theme and step."""
    return [
        sent(role, n, {"OT1": f"Words {n}", "OT1.theme": theme, "OT1.step": step})
        for n, (theme, step) in enumerate(tags)
    ]


def test_roles_with_enough_people_are_shown_and_the_others_say_why() -> None:
    voices = voices_of([*many(ADVISOR, 7), *many(Role.MIDDLE, 3, first=100)])
    assert set(voices.roles) == {ADVISOR}
    assert voices.people == 7
    assert voices.hidden[Role.MIDDLE] == (
        "Middle managers are shown as soon as 5 of them have answered."
    )
    assert voices.hidden[Role.EXECUTIVE] == "No executive has answered yet."
    assert "3" not in voices.hidden[Role.MIDDLE]


def test_a_role_that_shrank_below_the_threshold_is_hidden() -> None:
    release = RoleRelease(role=ADVISOR, number=2, people=2)
    voices = released_voices({ADVISOR: release}, {ADVISOR: 2}, Privacy())
    assert ADVISOR not in voices.roles
    assert ADVISOR in voices.hidden


def test_a_total_holds_nobody_who_is_hidden() -> None:
    voices = voices_of([*many(ADVISOR, 20), *many(Role.MIDDLE, 6, 100), *many(BACK_OFFICE, 2, 200)])
    assert set(voices.roles) == {ADVISOR, Role.MIDDLE}
    assert voices.people == 26


def test_a_cut_by_theme_needs_enough_people() -> None:
    themes = [*["tools"] * 12, *["time"] * 11, *["rules"] * 2]
    voices = voices_of(writing(*((theme, "help") for theme in themes)))
    assert len(voices.comments(theme="tools").comments) == 12
    assert voices.comments(theme="rules").comments == ()
    assert voices.comments(theme="rules").why_not == (
        "Fewer than 10 people wrote about this, so their words are not shown."
    )
    # Two alone would be what is left of the whole list: another theme is taken off as well.
    assert voices.comments(theme="time").comments == ()
    assert len(voices.comments().comments) == 25
    tags = Counter(comment.theme for comment in voices.comments().comments)
    assert tags == {"tools": 12, None: 13}


def test_tags_are_also_off_where_a_page_reads_the_release_itself() -> None:
    voices = voices_of(writing(*[("tools", "bill")] * 9, ("time", "help")))
    (comments,) = voices.roles[ADVISOR].comments.values()
    assert {(comment.theme, comment.step) for comment in comments} == {(None, None)}


def test_words_of_a_role_with_too_few_writers_are_in_no_cut() -> None:
    given = writing(*[("tools", "bill")] * 12)
    given += [
        sent(BACK_OFFICE, 100 + n, {"OT1": f"Office {n}", "OT1.theme": "tools"}) for n in range(9)
    ]
    voices = voices_of(given)
    for cut in (voices.comments(), voices.comments(theme="tools"), voices.comments(item="OT1")):
        assert len(cut.comments) == 12
        assert not any(comment.text.startswith("Office") for comment in cut.comments)
    assert voices.comments(roles=[BACK_OFFICE]).why_not


def test_cuts_by_item() -> None:
    given = [sent(ADVISOR, n, {"OT1": f"Wrong {n}", "OT2": f"Fix {n}"}) for n in range(10)]
    voices = voices_of(given)
    assert {c.text[:3] for c in voices.comments(item="OT2").comments} == {"Fix"}
    assert len(voices.comments().comments) == 20


@pytest.mark.parametrize("sizes", list(product(range(5), repeat=3)))
def test_no_cut_and_no_rest_of_a_cut_is_too_small(sizes: tuple[int, ...]) -> None:
    """Every way to spread comments over two themes crossed with two steps."""
    cells = [("tools", "help"), ("tools", "bill"), ("time", "help")]
    comments = tuple(
        Comment(text=f"{cell} {n}", theme=cell[0], step=cell[1])
        for cell, size in zip(cells, sizes, strict=True)
        for n in range(size)
    )
    release = RoleRelease(role=ADVISOR, number=1, people=15, comments={"OT1": comments})
    voices = released_voices({ADVISOR: release}, {ADVISOR: 15}, SMALL)
    least = SMALL.comment_threshold

    def size(theme: str | None, step: str | None) -> int:
        return len(voices.comments(theme=theme, step=step).comments)

    themes, steps = ("tools", "time"), ("help", "bill")
    lists: list[list[tuple[str | None, str | None]]] = [
        [(theme, step) for theme in themes] for step in (None, *steps)
    ]
    lists += [[(theme, step) for step in steps] for theme in (None, *themes)]
    wholes = [(None, step) for step in (None, *steps)] + [
        (theme, None) for theme in (None, *themes)
    ]
    for whole, parts in zip(wholes, lists, strict=True):
        shown = [size(*part) for part in parts]
        rest = size(*whole) - sum(shown)
        assert all(part == 0 or part >= least for part in shown)
        assert sum(shown) == 0 or rest == 0 or rest >= least


def test_theme_counts_are_figures_with_the_scores_threshold() -> None:
    voices = voices_of(writing(*[("tools", "bill")] * 4, ("time", None), (None, None)))
    release = voices.roles[ADVISOR]
    assert release.themes["OT1"].counts == {"tools": 4, "time": 1}
    assert release.themes["OT1"].people == 5
    assert "OT1" not in release.steps
    assert release.comments == {}


def test_nothing_in_nothing_out() -> None:
    voices = released_voices({}, {}, Privacy())
    assert voices == ReleasedVoices(privacy=Privacy(), hidden=voices.hidden)
    assert set(voices.hidden) == set(Role)
    assert voices.comments().why_not
