"""The room: where a workshop stands on its agenda, and what that lets people see and send.

The room is a value. Time passes in it only through `standing`, so that nothing has to run in the
background and every server says the same.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Self

from pydantic import Field, field_serializer, model_validator

from workbench.frozen import Frozen, OrderedSet
from workbench.workshop.agenda import Agenda, RevealPolicy, Step, StepId, WhoAdvances
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role


class Room(Frozen):
    """An agenda and where it stands.

    `current` is the step that the room is in since `since`, None before it was opened; `deadline`
    is when its time is up. `reached` are the steps that the room has been in, in the order of
    first reaching them; `closed` takes no more answers, `revealed` shows its results since then.
    """

    agenda: Agenda
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    current: StepId | None = None
    since: datetime | None = None
    deadline: datetime | None = None
    reached: tuple[StepId, ...] = ()
    closed: OrderedSet[StepId] = frozenset()
    revealed: dict[StepId, datetime] = Field(default_factory=dict)

    @field_serializer("closed", when_used="json")
    def _in_order(self, closed: frozenset[str]) -> list[str]:
        return sorted(closed)

    @model_validator(mode="after")
    def _possible(self) -> Self:
        there = {step.id for step in self.agenda.steps}
        if unknown := sorted({*self.reached, *self.closed, *self.revealed} - there):
            raise ValueError(f"the step {unknown[0]} is not on the agenda")
        if self.current is not None and self.current not in self.reached:
            raise ValueError("the current step has not been reached")
        if (self.opened_at is None) != (self.current is None):
            raise ValueError("a room is in a step exactly when it has been opened")
        return self

    @property
    def is_open(self) -> bool:
        """Whether people can send something at all."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def step(self) -> Step | None:
        """The current step; None before the room was opened."""
        return None if self.current is None else self.agenda.step(self.current)

    def standing(self, now: datetime) -> "Room":
        """The room as it stands at a moment: what the clock ends has ended by then.

        The room never steps over a step, however late one looks: a step that the clock ends begins
        when the one before it ended.
        """
        return [self, *self.stages(now)][-1]

    def stages(self, now: datetime) -> Iterator["Room"]:
        """The room after each thing that the clock has done to it by a moment, in order."""
        room = self
        while (later := room._after_its_deadline(now)) is not None:
            room = later
            yield room
        closes = room.closes_at
        if room.is_open and closes is not None and closes <= now:
            yield room.model_copy(update={"closed_at": closes, "deadline": None})

    @property
    def closes_at(self) -> datetime | None:
        """When an unattended room closes by itself."""
        if self.opened_at is None or self.agenda.days is None:
            return None
        return self.opened_at + timedelta(days=self.agenda.days)

    def _after_its_deadline(self, now: datetime) -> "Room | None":
        step = self.step
        if step is None or self.deadline is None or not self.is_open:
            return None
        following = self.next_step
        is_over = step.who_advances is WhoAdvances.TIMER and self.deadline <= now
        if not is_over or following is None:
            return None
        return self.moved_to(following, self.deadline)

    def moved_to(self, step: Step, at: datetime) -> "Room":
        """The room in another step since a moment, with a new deadline."""
        limit = None if step.minutes is None else at + timedelta(minutes=step.minutes)
        reached = self.reached if step.id in self.reached else (*self.reached, step.id)
        return self.model_copy(
            update={"current": step.id, "since": at, "deadline": limit, "reached": reached}
        )

    @property
    def next_step(self) -> Step | None:
        """The step after the current one, the first one before the room was opened."""
        steps = self.agenda.steps
        after = 0 if self.current is None else self.agenda.index(self.current) + 1
        return steps[after] if after < len(steps) else None

    @property
    def previous_step(self) -> Step | None:
        """The step before the current one."""
        index = 0 if self.current is None else self.agenda.index(self.current)
        return self.agenda.steps[index - 1] if index else None

    @property
    def open_to_all(self) -> tuple[Step, ...]:
        """The steps that people may be in: those reached, and those that each may go on to.

        After a step that everybody ends for themselves, the next one is open as well.
        """
        reached = set(self.reached)
        if self.current is not None:
            for step in self.agenda.steps[self.agenda.index(self.current) :]:
                reached.add(step.id)
                if step.who_advances is not WhoAdvances.EACH:
                    break
        return tuple(step for step in self.agenda.steps if step.id in reached)

    def open_steps(self, role: Role) -> tuple[Step, ...]:
        """The steps that a person of a role may be in, in the order of the agenda."""
        return tuple(step for step in self.open_to_all if role in step.roles)

    def step_for(self, role: Role) -> Step | None:
        """The step in which the room wants a person of a role: the current one.

        When that one is not for them, it is the last one before it that is; None when there is
        none yet, so that they wait.
        """
        if self.current is None:
            return None
        so_far = self.agenda.steps[: self.agenda.index(self.current) + 1]
        return next(
            (step for step in reversed(so_far) if role in step.roles and step.id in self.reached),
            None,
        )

    def check_answer(self, step_id: str, role: Role) -> None:
        """Raise Refused when a person of this role cannot send an answer to this step now."""
        step = self.agenda.step(step_id)
        if step is None:
            raise Refused("This step is not on the agenda any more. Open the workshop again.")
        if role not in step.roles:
            raise Refused(f"“{step.title}” is not for {role.label.lower()}.")
        if self.opened_at is None:
            raise Refused("The workshop has not begun yet. Wait for the first step.")
        if self.closed_at is not None:
            raise Refused("The workshop is closed; nothing more can be sent.")
        if step not in self.open_to_all:
            raise Refused(f"“{step.title}” has not begun yet. Wait until the room is there.")
        if step_id in self.closed:
            raise Refused(f"“{step.title}” is closed; nothing more can be sent to it.")

    def takes_answers(self, step_id: str, role: Role) -> bool:
        """Tell whether a person of this role can send an answer to this step now."""
        try:
            self.check_answer(step_id, role)
        except Refused:
            return False
        return True

    def is_revealed(self, step_id: str) -> bool:
        """Tell whether the facilitator has revealed the results of a step."""
        return step_id in self.revealed

    def shows_results(self, step_id: str) -> bool:
        """Tell whether results of a step may leave the server at all.

        They may once revealed, and while they are shown as they come; what is shown then still
        obeys the release rule.
        """
        step = self.agenda.step(step_id)
        if step is None or step.reveal is RevealPolicy.NEVER:
            return False
        is_live = step.reveal is RevealPolicy.BATCHES and step in self.open_to_all
        return is_live or self.is_revealed(step_id)

    @property
    def on_screen(self) -> Step | None:
        """The step whose results the room looks at: the current one when they may be shown.

        While the room talks, it is the last step before that may show its results; None when
        nothing may.
        """
        if self.current is None:
            return None
        so_far = self.agenda.steps[: self.agenda.index(self.current) + 1]
        for step in reversed(so_far):
            if step.asks:
                return step if self.shows_results(step.id) else None
        return None

    def seconds_left(self, now: datetime) -> float | None:
        """Seconds until the time of the current step is up, 0 afterwards; None without a limit."""
        if self.deadline is None or not self.is_open:
            return None
        return max(0.0, (self.deadline - now).total_seconds())
