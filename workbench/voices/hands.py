"""What can be asked of people without a phone: by a show of hands, or from a sheet of paper."""

from collections.abc import Mapping

from workbench.frozen import Frozen
from workbench.voices.instrument import Instrument
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.roles import Role

STANCES = {"agree": "agree", "disagree": "disagree", "pass": "pass"}
STARTS = {"1": "would start here"}
FROM_1_TO_5 = {str(level): str(level) for level in range(1, 6)}


class HandsQuestion(Frozen):
    """A question for a show of hands: the form and item of a phone, and the values to count."""

    form: str
    item: str
    text: str
    values: dict[str, str]


def hands_questions(
    step: Step, cards: Mapping[str, str], instrument: Instrument, wording: Role
) -> tuple[HandsQuestion, ...]:
    """What hands can be counted for in a step; `cards` maps what is judged to its text.

    The pulse asks its seven core items, worded for one role. Credits, pairs and predictions are
    a person's own sums, which hands cannot show: there are none for them.
    """
    match step.activity:
        case Activity.STANCES:
            return _of_cards(step, cards, "stance", "", STANCES)
        case Activity.APPROVE:
            return tuple(
                HandsQuestion(
                    form=step.form, item=card, text=text, values={"1": "would start here"}
                )
                for card, text in cards.items()
            )
        case Activity.EFFORT_IMPACT:
            return tuple(
                one
                for item in ("effort", "impact")
                for one in _of_cards(step, cards, item, f", {item}", FROM_1_TO_5)
            )
        case Activity.TOUCHPOINTS:
            return _of_cards(step, cards, "satisfaction", ", how satisfied", FROM_1_TO_5)
        case Activity.CLOSING:
            text = step.inputs.prompts[0].text
            worth = HandsQuestion(form=step.form, item="worth", text=text, values=FROM_1_TO_5)
            return (worth,)
        case Activity.PULSE:
            return _of_the_pulse(instrument, wording)
        case _:
            return ()


def _of_cards(
    step: Step, cards: Mapping[str, str], item: str, ending: str, values: Mapping[str, str]
) -> tuple[HandsQuestion, ...]:
    return tuple(
        HandsQuestion(
            form=f"{step.form}/{card}", item=item, text=f"{text}{ending}", values=dict(values)
        )
        for card, text in cards.items()
    )


def _of_the_pulse(instrument: Instrument, wording: Role) -> tuple[HandsQuestion, ...]:
    form = instrument.form_for(wording)
    core = set(instrument.core_items.values())
    asked = instrument.questionnaire(form, wording).questions
    return tuple(
        HandsQuestion(form=form, item=one.item, text=one.text, values=FROM_1_TO_5)
        for one in asked
        if one.item in core and one.field == one.item
    )
