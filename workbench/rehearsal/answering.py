"""How an invented participant fills in whatever form the page shows."""

import random
from collections.abc import Sequence

from workbench.rehearsal.html_forms import Field, Form
from workbench.rehearsal.scenarios import Part, Scenario, script

Given = dict[str, str | Sequence[str]]
DONT_KNOW = ".dk"
VOTES = "votes."
NAME = "name"
LEFT_OUT = 0.15
LONGEST = 200


def filled_in(form: Form, part: Part, chance: random.Random) -> Given:
    """What somebody answers, empty when they skip the page; other fields stay as they are."""
    given: Given = {}
    votes = [each.name for each in form.asked() if each.name.startswith(VOTES)]
    for each in form.asked():
        if each.name == NAME:
            given[NAME] = f"{script().mark} {part.number}"
        elif each.name in votes:
            continue
        elif each.choices:
            chosen = choose(each, part, chance)
            if chosen:
                given[each.name] = chosen
        elif each.is_numeric:
            given[each.name] = str(chance.randint(1, 5))
        elif each.takes_text and part.scenario is not Scenario.STRAIGHT_LINER:
            given[each.name] = words(each, part, chance)
    if (buttons := form.answers_by_button()) is not None:
        given[buttons.name] = choose(buttons, part, chance)
    for name in chance.sample(votes, min(2, len(votes))):
        given[name] = chance.choice(("1", "-1"))
    if not any(given.values()) and part.scenario is not Scenario.STRAIGHT_LINER:
        # Nobody sends an empty page; who has nothing to tick says one thing.
        writable = [each for each in form.asked() if each.takes_text and not each.is_numeric]
        given |= {each.name: words(each, part, chance, always=True) for each in writable[:1]}
    return {name: value for name, value in given.items() if value}


def choose(each: Field, part: Part, chance: random.Random) -> str | list[str]:
    """One of the choices, or some of them where the page takes several."""
    if each.name.endswith(DONT_KNOW):
        return []
    if each.kind == "checkbox" and (each.most or len(each.choices) > 1):
        most = min(each.most or 2, len(each.choices))
        return chance.sample(each.choices, chance.randint(1, most))
    offered = [choice for choice in each.choices if choice not in ("", "dk")]
    if not offered:
        return []
    if part.scenario is Scenario.AGREES:
        return "agree" if "agree" in offered else offered[-1]
    if part.scenario is Scenario.STRAIGHT_LINER:
        return offered[len(offered) // 2]
    if each.kind in ("checkbox", "select") and chance.random() < 0.5:
        return []
    return chance.choice(offered)


def words(each: Field, part: Part, chance: random.Random, *, always: bool = False) -> str:
    """Something to say, with the mark of a rehearsal."""
    told = script()
    if not always and part.scenario is not Scenario.TROLL and chance.random() < LEFT_OUT:
        return ""
    said = chance.choice(told.troll_words if part.scenario is Scenario.TROLL else told.words)
    return f"{said} {told.mark} {part.number}"[: each.longest or LONGEST]
