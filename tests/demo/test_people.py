"""The people of the demo: as many as described, with answers that the forms would accept."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from statistics import mean

import pytest
from pydantic import ValidationError

from workbench.demo.demo_workshop import demo_workshop
from workbench.demo.description import NONE, People, description
from workbench.demo.people import _attach
from workbench.voices.answers import DONT_KNOW, About, Answer, Submission, Value
from workbench.voices.checking import check
from workbench.voices.instrument import instrument
from workbench.voices.questions import NOTE, PREDICTED, STEP, THEME
from workbench.workshop.roles import Role

TOLD = description()
DEMO = demo_workshop()
BY_ROLE: dict[Role, list[Submission]] = defaultdict(list)
for submission in DEMO.submissions:
    BY_ROLE[submission.role].append(submission)


def fields(answers: tuple[Answer, ...]) -> dict[str, object]:
    """The fields that a form would send for these answers."""
    sent: dict[str, object] = {}
    for answer in answers:
        name = answer.item if answer.about is About.SELF else PREDICTED + answer.item
        sent[name] = answer.value
        sent |= {name + THEME: answer.theme, name + STEP: answer.step} if answer.theme else {}
        sent |= {name + STEP: answer.step} if answer.step else {}
    return sent


def values(role: Role, item: str, about: About = About.SELF) -> list[Value]:
    return [
        answer.value
        for submission in BY_ROLE[role]
        for answer in submission.answers
        if answer.item == item and answer.about is about
    ]


def levels(role: Role, item: str, about: About = About.SELF) -> list[int]:
    return [value for value in values(role, item, about) if isinstance(value, int)]


@pytest.mark.parametrize(
    ("role", "count"),
    [
        (Role.EXECUTIVE, 9),
        (Role.MIDDLE, 14),
        (Role.ADVISOR, 60),
        (Role.BACK_OFFICE, 12),
        (Role.CUSTOMER, 150),
    ],
)
def test_as_many_people_as_the_story_has(role: Role, count: int) -> None:
    people = [person for person in DEMO.participants if person.role is role]
    assert len(people) == len({person.id for person in people}) == count
    assert {sent.participant for sent in BY_ROLE[role]} == {person.id for person in people}
    assert len(BY_ROLE[role]) == count


@pytest.mark.parametrize("role", Role)
def test_every_submission_would_be_accepted_from_a_form(role: Role) -> None:
    form = instrument().form_for(role)
    for sent in BY_ROLE[role]:
        assert sent.form == form
        again = check(fields(sent.answers), sent.form, role, instrument())
        assert again.refusals == ()
        assert again.answers == sent.answers


def test_people_sent_when_their_role_was_asked() -> None:
    joined = {person.id: person.joined_on for person in DEMO.participants}
    for sent in DEMO.submissions:
        when = TOLD.wave.answered[sent.role]
        assert sent.sent_at >= when.start
        assert (sent.sent_at - when.start).total_seconds() <= (
            (when.days - 1) * 86_400 + when.minutes * 60
        )
        assert joined[sent.participant] == sent.sent_at.date()
    assert len({sent.key for sent in DEMO.submissions}) == len(DEMO.submissions)


def described(about: About) -> Iterator[tuple[Role, str, dict[int | str, int]]]:
    for role, people in TOLD.people.items():
        given = people.answers if about is About.SELF else people.predicts
        for item, counts in given.items():
            yield role, item, counts


@pytest.mark.parametrize("about", About)
def test_the_answers_are_the_described_ones(about: About) -> None:
    for role, item, counts in described(about):
        expected = {value: n for value, n in counts.items() if value != NONE}
        assert Counter(values(role, item, about)) == expected, (role, item)


def test_every_question_is_answered_by_somebody() -> None:
    for role in Role:
        form = instrument().questionnaire(instrument().form_for(role), role)
        asked = {(question.item, question.about) for question in form.questions}
        answered = {
            (answer.item.removesuffix(NOTE), answer.about)
            for sent in BY_ROLE[role]
            for answer in sent.answers
        }
        assert answered == asked


def test_eight_to_ten_advisors_and_customers_leave_something_out() -> None:
    reticent = 0
    for role in (Role.ADVISOR, Role.CUSTOMER):
        asked = set(TOLD.people[role].answers)
        for sent in BY_ROLE[role]:
            known = {answer.item for answer in sent.answers if answer.value != DONT_KNOW}
            reticent += not asked <= known
    assert 8 <= reticent <= 10


def numbers(sent: Submission) -> dict[str, int]:
    """One person's own levels and numbers by item."""
    own = [answer for answer in sent.answers if answer.about is About.SELF]
    return {answer.item: answer.value for answer in own if isinstance(answer.value, int)}


@pytest.mark.parametrize(("role", "item"), [(Role.ADVISOR, "SY1"), (Role.CUSTOMER, "CU2")])
def test_the_moods_of_comments_fit_the_scores(role: Role, item: str) -> None:
    moods = {one.text: voice.mood for voice in TOLD.voices[role] for one in voice.says}
    scores: dict[int, list[int]] = defaultdict(list)
    for sent in BY_ROLE[role]:
        written = [moods[str(answer.value)] for answer in sent.answers if answer.value in moods]
        if written and item in numbers(sent):
            scores[written[0]].append(numbers(sent)[item])
    assert mean(scores[4] + scores[5]) > mean(scores[1] + scores[2]) + 1


def test_strain_goes_with_low_scores() -> None:
    given = [numbers(sent) for sent in BY_ROLE[Role.ADVISOR]]
    both = [(one["SY1"], one["WQ2"]) for one in given if {"SY1", "WQ2"} <= set(one)]
    assert mean(cut for score, cut in both if score == 1) > mean(
        cut for score, cut in both if score >= 3
    )


def test_feelings_and_moments_are_given_by_nearly_everybody() -> None:
    feelings = values(Role.CUSTOMER, "CU4")
    assert len(feelings) == len(levels(Role.CUSTOMER, "CU2"))
    assert {len(picked) for picked in feelings if isinstance(picked, tuple)} == {1, 2, 3}
    assert len(values(Role.CUSTOMER, "CU5")) == TOLD.people[Role.CUSTOMER].count


def test_some_comments_come_without_theme_or_step() -> None:
    texts = [
        a for sent in DEMO.submissions for a in sent.answers if a.item in ("OT1", "OT2", "CU6")
    ]
    bare = [a for a in texts if a.theme is None or a.step is None]
    assert 0 < len(bare) < len(texts) / 4
    assert all(a.theme or a.step for a in texts)


def test_the_story_of_the_seven_s() -> None:
    gaps = {
        element: mean(levels(Role.EXECUTIVE, item)) - mean(levels(Role.ADVISOR, item))
        for element, item in instrument().core_items.items()
    }
    assert gaps["style"] > 2
    assert gaps["systems"] > 2
    assert min(gaps["style"], gaps["systems"]) > max(
        gap for element, gap in gaps.items() if element not in ("style", "systems", "strategy")
    )
    strategy = [mean(levels(role, "ST1")) for role in (Role.EXECUTIVE, Role.MIDDLE, Role.ADVISOR)]
    assert strategy == sorted(strategy, reverse=True)
    assert strategy[0] > 4 > 2.5 > strategy[-1]


def test_executives_expect_more_of_the_floor_than_it_says() -> None:
    for item in instrument().core_items.values():
        predicted = mean(levels(Role.EXECUTIVE, item, About.PREDICTION))
        said = mean(levels(Role.ADVISOR, item))
        if item != "SK1":
            assert predicted > said + (0.5 if item != "SV1" else -0.5), item


def test_counts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValidationError, match="ST1 has 2 answers; accepted: one of each of the 3"):
        People(count=3, answers={"ST1": {1: 1, 2: 1}})


def test_more_silence_than_reticent_people_is_refused() -> None:
    with pytest.raises(ValidationError, match="left out by 2 people; accepted: up to 1"):
        People(count=3, reticent=1, answers={"ST1": {1: 1, "dk": 1, "none": 1}})


def test_a_note_that_nobody_could_have_written_is_refused() -> None:
    with pytest.raises(ValueError, match=r"nobody rates LD4 at one of \[5\]"):
        _attach([{"LD4": 2}], "LD4", range(5, 6), "We gave up a lot.")
