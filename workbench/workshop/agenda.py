"""The agenda of a workshop as data: what people do, step by step, and by which rules."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_serializer, model_validator

from workbench.frozen import Frozen, OrderedSet
from workbench.workshop.roles import Role
from workbench.workshop.title import Title

MOST_STEPS = 40
LONGEST_STEP = 240
MOST_DAYS = 60
STEP_FORM = "step:"

StepId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,23}$")]


# A change or a touchpoint.
ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,23}$")]


class Activity(StrEnum):
    """What people do in a step."""

    PULSE = "pulse"
    FULL_FORM = "full_form"
    PREDICT = "predict"
    STATEMENTS = "statements"
    STANCES = "stances"
    APPROVE = "approve"
    QUADRATIC = "quadratic"
    PAIRWISE = "pairwise"
    EFFORT_IMPACT = "effort_impact"
    TOUCHPOINTS = "touchpoints"
    CLOSING = "closing"
    TALK = "talk"


# These are answered on a form of the instrument; `TALK` needs no phone.
OF_THE_INSTRUMENT = frozenset({Activity.PULSE, Activity.FULL_FORM, Activity.PREDICT})
NEEDS_PROMPTS = frozenset({Activity.STATEMENTS, Activity.CLOSING})


class Anonymity(StrEnum):
    """Whether the room learns who said what in a step."""

    ANONYMOUS = "anonymous"
    NAMED = "named"


class RevealPolicy(StrEnum):
    """When the results of a step are shown.

    Nothing before the facilitator reveals it; or as they come, in batches of at least the privacy
    threshold; or never, as for a question whose answers are for the facilitator afterwards.
    """

    FACILITATOR = "facilitator"
    BATCHES = "batches"
    NEVER = "never"


class WhoAdvances(StrEnum):
    """Who ends a step: the facilitator, the clock, or each person for themselves."""

    FACILITATOR = "facilitator"
    TIMER = "timer"
    EACH = "each"


class Prompt(Frozen):
    """A question in words."""

    id: StepId
    text: Title


class Inputs(Frozen):
    """What a step asks about.

    `of_steps` are the steps whose statements are judged, `items` the changes or touchpoints; empty
    means: all that there are.
    """

    prompts: tuple[Prompt, ...] = Field(default=(), max_length=8)
    of_steps: tuple[StepId, ...] = ()
    items: tuple[ItemId, ...] = Field(default=(), max_length=200)


class Step(Frozen):
    """One step of an agenda.

    `budget` is how many credits, picks, pairs or statements a person has, by the activity; None
    for an activity without one. `minutes` is the time for it, None for as long as it takes.
    """

    id: StepId
    title: Title
    activity: Activity
    instruction: str = Field(default="", max_length=400)
    inputs: Inputs = Inputs()
    roles: OrderedSet[Role] = Field(default=frozenset(Role), min_length=1)
    anonymity: Anonymity = Anonymity.ANONYMOUS
    reveal: RevealPolicy = RevealPolicy.FACILITATOR
    budget: int | None = Field(default=None, ge=1, le=400)
    minutes: int | None = Field(default=None, ge=1, le=LONGEST_STEP)
    who_advances: WhoAdvances = WhoAdvances.FACILITATOR

    @field_serializer("roles", when_used="json")
    def _in_order(self, roles: frozenset[Role]) -> list[Role]:
        """A set has no order; a file of the same step must have the same digits."""
        return [role for role in Role if role in roles]

    @property
    def form(self) -> str:
        """The name under which its answers are sent; an answer about one thing adds `/<thing>`."""
        return f"{STEP_FORM}{self.id}"

    @property
    def is_instrument(self) -> bool:
        """Whether it is answered on a form of the instrument, under that form's own name."""
        return self.activity in OF_THE_INSTRUMENT

    @property
    def asks(self) -> bool:
        """Whether people do something on their phones."""
        return self.activity is not Activity.TALK

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.who_advances is WhoAdvances.TIMER and self.minutes is None:
            raise ValueError("a step that the clock ends needs a number of minutes")
        if self.activity in NEEDS_PROMPTS and not self.inputs.prompts:
            raise ValueError("a step that asks for words needs at least one question")
        if self.activity is Activity.CLOSING and len(self.inputs.prompts) > 1:
            raise ValueError("the closing question is one question")
        if self.activity is Activity.PREDICT and self.roles != {Role.EXECUTIVE}:
            raise ValueError("only executives predict what the floor will say")
        questions = [prompt.id for prompt in self.inputs.prompts]
        if twice := [name for name in questions if questions.count(name) > 1]:
            raise ValueError(f"the question {twice[0]} is there twice")
        return self


class Agenda(Frozen):
    """The steps of a workshop in their order.

    `days` is how long an unattended one stays open; None for one that a facilitator closes. Names
    come late and stay: once a step is named, every later one is, so that nobody has to keep in
    mind under which promise they speak.
    """

    title: Title
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)
    days: int | None = Field(default=None, ge=1, le=MOST_DAYS)

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if (problem := order_problem(self.steps)) is not None:
            raise ValueError(problem[1])
        return self

    def step(self, step_id: str) -> Step | None:
        """The step with this id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)

    def index(self, step_id: str) -> int:
        """The place of a step, from 0. Raises KeyError when it is not there."""
        for index, step in enumerate(self.steps):
            if step.id == step_id:
                return index
        raise KeyError(step_id)

    @property
    def minutes(self) -> int:
        """The time of all timed steps together."""
        return sum(step.minutes or 0 for step in self.steps)


def order_problem(steps: Sequence[Step]) -> tuple[int, str] | None:
    """The first step that cannot stand where it does, from 0, and why; None when all can."""
    named: Step | None = None
    earlier: set[str] = set()
    for index, step in enumerate(steps):
        if step.id in earlier:
            return index, f"the step {step.id} is there twice"
        if named and step.anonymity is Anonymity.ANONYMOUS:
            return index, (
                f"“{step.title}” is anonymous and comes after “{named.title}”, which is named; "
                "once names are shown, they stay"
            )
        if step.anonymity is Anonymity.NAMED:
            named = named or step
        if missing := [source for source in step.inputs.of_steps if source not in earlier]:
            return index, (
                f"“{step.title}” uses what was said in the step {missing[0]}, which does not come "
                "before it"
            )
        earlier.add(step.id)
    return None


def step_of_form(form: str) -> str | None:
    """The step that a sending under this name belongs to; None for a form of the instrument."""
    if not form.startswith(STEP_FORM):
        return None
    return form.removeprefix(STEP_FORM).split("/", 1)[0]
