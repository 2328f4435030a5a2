"""The instrument: every question, scale, option and form, read from `assets/instrument.yaml`."""

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

from workbench.evidence.defaults import ASSETS
from workbench.frozen import Frozen
from workbench.marked_yaml import read_marked_yaml
from workbench.voices.answers import About
from workbench.voices.instrument_problems import content_problems, shape_problems
from workbench.voices.items import ALL_ELEMENTS, Element, Form, Item, Kind, Module, Option, Scale
from workbench.voices.questions import PREDICTED, Question, Questionnaire, draw, seconds
from workbench.voices.scoring_rules import Length, Scoring, Timing, WorkQuantities
from workbench.workshop.roles import Role

STEPS = "steps"
DRIVERS = "drivers"
SHIPPED = ASSETS / "instrument.yaml"


class Instrument(Frozen):
    """The questionnaire. `elements` are the seven S in the order of the radar's axes."""

    version: int
    language: str
    status: str
    sources: dict[str, str]
    scoring: Scoring
    timing: Timing
    work_quantities: WorkQuantities
    scales: dict[str, Scale]
    steps: tuple[Option, ...]
    themes: tuple[Option, ...]
    drivers: tuple[Option, ...]
    elements: dict[str, Element]
    modules: dict[str, Module]
    forms: dict[str, Form]

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by id."""
        found = {item.id: item for element in self.elements.values() for item in element.items}
        customer = (e.customer for e in self.elements.values() if e.customer is not None)
        found |= {item.id: item for item in customer}
        return found | {item.id: item for m in self.modules.values() for item in m.items}

    @cached_property
    def element_of(self) -> Mapping[str, str]:
        """The element of each of the anchored element items, by item id."""
        return {item.id: name for name, e in self.elements.items() for item in e.items}

    @cached_property
    def core_items(self) -> Mapping[str, str]:
        """The core item of each element, by element."""
        pairs = ((name, item) for name, e in self.elements.items() for item in e.items)
        return {name: item.id for name, item in pairs if item.core}

    @property
    def requisite(self) -> dict[str, float]:
        """The standard of each element that a new workshop starts from, 1 to 5."""
        return dict.fromkeys(self.elements, self.scoring.gate.requisite)

    def forms_for(self, role: Role) -> Mapping[str, Form]:
        """The forms a role may fill in, by name."""
        return {name: form for name, form in self.forms.items() if role in form.audience}

    def form_for(self, role: Role, length: Length = Length.PULSE) -> str:
        """The name of a role's pulse or full form. Raises ValueError when there is none."""
        for name, form in self.forms_for(role).items():
            if form.length is length:
                return name
        raise ValueError(f"there is no {length} form for {role.label.lower()}")

    def questionnaire(self, form: str, role: Role) -> Questionnaire:
        """A form as a role sees it.

        Raises ValueError when there is no such form or it is not for this role.
        """
        known = self.forms_for(role)
        if form not in known:
            accepted = ", ".join(known)
            raise ValueError(
                f"{form!r} is not a form for {role.label.lower()}; accepted: {accepted}"
            )
        return self._questionnaires[form, role]

    @cached_property
    def _questionnaires(self) -> Mapping[tuple[str, Role], Questionnaire]:
        return {
            (name, role): self._drawn(name, form, role)
            for name, form in self.forms.items()
            for role in form.audience
        }

    def items_of(self, form: Form) -> tuple[str, ...]:
        """The ids of a form's items, in order."""
        return tuple(self.element_of) if form.items == (ALL_ELEMENTS,) else form.items

    def options_of(self, item: Item) -> tuple[Option, ...]:
        """What can be picked for an item; empty when the workshop fills the list itself."""
        lists = {STEPS: self.steps, DRIVERS: self.drivers}
        return item.options or lists.get(item.options_from or "", ())

    def bounds(self, item: Item) -> tuple[int, int] | None:
        """The lowest and the highest number that answers an item; None when it is not a number."""
        if item.kind is Kind.ANCHORED:
            return 1, len(item.anchors)
        if item.scale is not None:
            return self.scales[item.scale].lowest, self.scales[item.scale].top
        if item.lowest is not None and item.highest is not None:
            return item.lowest, item.highest
        return None

    def _drawn(self, name: str, form: Form, role: Role) -> Questionnaire:
        own = [self._question(item, form.stems or role, role) for item in self.items_of(form)]
        predicted: list[Question] = []
        if form.predicts is not None:
            asked = form.predicts.role
            drawn = (self._question(item, asked, asked) for item in form.predicts.items)
            predicted = [_as_prediction(question) for question in drawn]
        anchored = [index for index, question in enumerate(own) if question.kind is Kind.ANCHORED]
        after = anchored[-1] + 1 if anchored else len(own)
        questions = (*own[:after], *predicted, *own[after:])
        return Questionnaire(
            form=name,
            title=form.title,
            questions=questions,
            prediction=form.predicts.introduction if form.predicts else None,
            seconds=seconds(questions, self.timing),
        )

    def _question(self, item_id: str, wording: Role, role: Role) -> Question:
        item = self.items[item_id]
        scale = self.scales[item.scale] if item.scale else None
        text, options = item.wording(wording) or "", self.options_of(item)
        question = draw(item, text, self.bounds(item), scale, options)
        changes: dict[str, object] = {}
        if item.kind in (Kind.ANCHORED, Kind.SCALE, Kind.NUMBER):
            changes["dont_know"] = self.scoring.dont_know.label
        if item.follow_up is not None:
            changes["follow_up"] = item.follow_up
        elif self._needs_evidence(item, role):
            changes["follow_up"] = self.scoring.evidence.question
            changes["follow_up_from"] = self.scoring.evidence.from_level
        return question.model_copy(update=changes)

    def _needs_evidence(self, item: Item, role: Role) -> bool:
        of_an_element = item.id in self.element_of and not item.reverse
        return of_an_element and role is self.scoring.evidence.role


def _as_prediction(question: Question) -> Question:
    return question.model_copy(
        update={
            "field": PREDICTED + question.item,
            "about": About.PREDICTION,
            "follow_up": None,
            "follow_up_from": None,
        }
    )


def load_instrument(path: Path) -> Instrument:
    """Read an instrument file.

    Raises ValueError with one line for each mistake, such as "instrument.yaml line 43: item SY2:
    anchors: 4 given, 5 needed".
    """
    marked = read_marked_yaml(path)
    loaded, problems = shape_problems(Instrument, marked.content)
    if loaded is not None:
        problems = content_problems(loaded)
    if loaded is None or problems:
        at = sorted((marked.line(p.path), f"{p.who}{p.what}") for p in problems)
        raise ValueError("\n".join(f"{path.name} line {line}: {text}" for line, text in at))
    return loaded


@cache
def instrument() -> Instrument:
    """The shipped instrument."""
    return load_instrument(SHIPPED)
