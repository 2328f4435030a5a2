"""What one person adds to each released figure, from the latest of each form they sent."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from workbench.voices.answers import DONT_KNOW, About, Answer, Submission
from workbench.voices.instrument import Instrument
from workbench.voices.items import PLEASANT, UNPLEASANT, Item, Kind
from workbench.voices.questions import NOTE
from workbench.voices.scoring_rules import Length
from workbench.workshop.roles import Role

Words = tuple[str, str | None, str | None]
"""A text, its theme and its step."""
Contribution = float | str | tuple[str, ...] | Words
"""A number, `dk`, the options picked, or words."""

ITEM = "item"
PICKS = "picks"
ELEMENT = "element"
PREDICTION = "prediction"
SUPPORTED = "supported"
NET_EMOTION = "net emotion"
THEMES = "themes"
STEPS = "steps"
COMMENTS = "comments"
ABOUT = "about"
STANCE = "stance"
APPROVAL = "approve"
CREDITS = "credits"
DUELS = "duels"
EFFORT = "effort"
IMPACT = "impact"
SATISFACTION = "satisfaction"
EASE = "ease"
MOMENT = "moment"
FEELING = "feeling"
WORTH = "worth"
WORDS = "words"
OF_STEPS = (CREDITS, EFFORT, IMPACT, SATISFACTION, EASE, MOMENT, WORTH)
NUMBERS = (ITEM, ELEMENT, PREDICTION, SUPPORTED, NET_EMOTION, *OF_STEPS)
VOTES = (ABOUT, STANCE, APPROVAL, DUELS, FEELING)
OPTIONS = (PICKS, THEMES, STEPS, *VOTES)
TEXTS = (COMMENTS, WORDS)

ROUNDED = 6
"""Decimals of a person's mean score: enough to tell scores apart, few enough to compare."""


def figure(kind: str, name: str) -> str:
    """The name of a figure: its kind and the item or element it belongs to."""
    return f"{kind}:{name}"


def kind_and_name(of: str) -> tuple[str, str]:
    """The kind of a figure, and the item or element it belongs to."""
    kind, _, name = of.partition(":")
    return kind, name


def latest(submissions: Iterable[Submission], role: Role) -> dict[UUID, Sequence[Submission]]:
    """The submissions that count, by person, oldest first: the latest of each form.

    Of two submissions of one moment the later in the order given counts.
    """
    people: dict[UUID, dict[str, Submission]] = {}
    for submission in sorted(submissions, key=lambda sent: sent.sent_at):
        if submission.role is role:
            people.setdefault(submission.participant, {})[submission.form] = submission
    return {
        person: sorted(forms.values(), key=lambda sent: sent.sent_at)
        for person, forms in people.items()
    }


def contributions(
    submissions: Sequence[Submission], instrument: Instrument
) -> dict[str, Contribution]:
    """What one person adds to each figure, by figure.

    `submissions` are theirs that count, oldest first: where two forms ask the same item, the
    later answer counts. Reverse-keyed answers are turned round, so that high is good everywhere.
    An answer that the instrument does not know is left out.
    """
    answers = {(a.about, a.item): a for sent in submissions for a in sent.answers}
    own = {item: answer for (about, item), answer in answers.items() if about is About.SELF}
    found: dict[str, Contribution] = {}
    for name, answer in own.items():
        item = instrument.items.get(name.partition(".")[0])
        if item is not None:
            found |= _of_item(name, answer, item, instrument)
    for (about, name), answer in answers.items():
        item = instrument.items.get(name)
        if about is About.PREDICTION and item is not None:
            found |= _number(PREDICTION, name, answer, item, instrument)
    return (
        found | _scores(submissions, found, instrument) | _supported(submissions, own, instrument)
    )


def _of_item(
    name: str, answer: Answer, item: Item, instrument: Instrument
) -> dict[str, Contribution]:
    """What an answer adds; `name` is the item, a row of its grid, or its follow-up line."""
    if name == item.id + NOTE:
        return _words(name, answer)
    match item.kind:
        case Kind.TEXT:
            return _words(name, answer)
        case Kind.PICK_ONE | Kind.PICK_MANY | Kind.RANK:
            return _picks(name, answer, item, instrument)
        case _:
            return _number(ITEM, name, answer, item, instrument)


def _number(
    kind: str, name: str, answer: Answer, item: Item, instrument: Instrument
) -> dict[str, Contribution]:
    value = answer.value
    if value == DONT_KNOW:
        return {figure(kind, name): DONT_KNOW}
    bounds = instrument.bounds(item)
    if bounds is None or isinstance(value, bool) or not isinstance(value, int | float):
        return {}
    if not bounds[0] <= value <= bounds[1] or value != int(value):
        return {}
    flipped = instrument.scoring.flipped(value) if item.reverse else value
    return {figure(kind, name): float(flipped)}


def _words(name: str, answer: Answer) -> dict[str, Contribution]:
    found: dict[str, Contribution] = {}
    text = str(answer.value).strip()
    if text:
        found[figure(COMMENTS, name)] = (text, answer.theme, answer.step)
    if answer.theme is not None:
        found[figure(THEMES, name)] = (answer.theme,)
    if answer.step is not None:
        found[figure(STEPS, name)] = (answer.step,)
    return found


def _picks(
    name: str, answer: Answer, item: Item, instrument: Instrument
) -> dict[str, Contribution]:
    value = answer.value
    picked = (value,) if isinstance(value, str) else value
    if not isinstance(picked, tuple):
        return {}
    groups = {option.id: option.group for option in instrument.options_of(item)}
    known = tuple(sorted(pick for pick in picked if pick in groups))
    if not known:
        return {}
    found: dict[str, Contribution] = {figure(PICKS, name): known}
    if any(groups.values()):
        ticked = {groups[pick] for pick in known}
        found[figure(NET_EMOTION, name)] = float((PLEASANT in ticked) - (UNPLEASANT in ticked))
    return found


def _scores(
    submissions: Sequence[Submission], found: dict[str, Contribution], instrument: Instrument
) -> dict[str, Contribution]:
    """A person's score for each element: the mean of their answered items, when enough are.

    Enough is decided form by form. A check of one topic asks single items of an element and
    never makes a score.
    """
    forms = [sent for sent in submissions if _scoring(sent, instrument)]
    least = instrument.scoring.element_items
    answered = [
        (
            {a.item for a in sent.answers if a.about is About.SELF},
            least.full if instrument.forms[sent.form].length is Length.FULL else least.pulse,
        )
        for sent in forms
    ]
    scores: dict[str, Contribution] = {}
    for name, element in instrument.elements.items():
        own = {item.id: found.get(figure(ITEM, item.id)) for item in element.items}
        numbers = {id_: value for id_, value in own.items() if isinstance(value, float)}
        if any(len(numbers.keys() & items) >= needed for items, needed in answered):
            scored = set().union(*(items for items, _ in answered)) & numbers.keys()
            mean = sum(numbers[id_] for id_ in scored) / len(scored)
            scores[figure(ELEMENT, name)] = round(mean, ROUNDED)
        elif forms and DONT_KNOW in own.values():
            scores[figure(ELEMENT, name)] = DONT_KNOW
    return scores


def _scoring(sent: Submission, instrument: Instrument) -> bool:
    form = instrument.forms.get(sent.form)
    return form is not None and form.length is not Length.CHECK


def _supported(
    submissions: Sequence[Submission], own: dict[str, Answer], instrument: Instrument
) -> dict[str, Contribution]:
    """For each high rating that asks for evidence: 1 with a line of it, 0 without."""
    rule = instrument.scoring.evidence
    if not submissions or submissions[0].role is not rule.role:
        return {}
    high = {
        name: answer.value
        for name, answer in own.items()
        if name in instrument.element_of
        and not instrument.items[name].reverse
        and isinstance(answer.value, int | float)
        and answer.value >= rule.from_level
    }
    return {figure(SUPPORTED, name): float(name + NOTE in own) for name in high}
