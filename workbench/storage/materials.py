"""What a step shows now: the statements that may be seen, the changes, the touchpoints."""

from uuid import UUID

from sqlalchemy import Connection, func, select

from workbench.storage.changes import saved_changes
from workbench.storage.database import Database
from workbench.storage.room_parts import journey_in_force
from workbench.storage.statement_rows import kept_statements
from workbench.storage.tables import submissions
from workbench.strategy.changes import Decision
from workbench.voices.activities.checks import card_of
from workbench.voices.activities.material import Choice, Material
from workbench.voices.activities.pairs import next_pair, pair_of
from workbench.voices.activities.wording import wording
from workbench.voices.statements import Statement, on_screen
from workbench.workshop.agenda import STEP_FORM, Activity, Step
from workbench.workshop.agenda_templates import activity_facts

OF_CHANGES = frozenset(
    {Activity.APPROVE, Activity.QUADRATIC, Activity.PAIRWISE, Activity.EFFORT_IMPACT}
)


class Materials:
    """What the steps of the rooms put before people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, workshop: UUID, step: Step) -> Material:
        """What a step shows now; nothing that is held back or waits for a moderator."""
        with self._database.reading() as connection:
            return _material(connection, workshop, step)

    def pair(self, workshop: UUID, step: Step, participant: UUID) -> tuple[Choice, Choice] | None:
        """The next pair of a person, left and right.

        None when they have had as many as the step gives them, or every pair there is.
        """
        form = f"{STEP_FORM}{step.id}/"
        with self._database.reading() as connection:
            material = _material(connection, workshop, step)
            of_step = (
                submissions.c.workshop == workshop,
                submissions.c.form.startswith(form, autoescape=True),
            )
            own = {
                pair_of(card_of(sent))
                for sent in connection.scalars(
                    select(submissions.c.form)
                    .where(*of_step, submissions.c.participant == participant)
                    .distinct()
                )
            }
            if len(own) >= material.budget:
                return None
            asked = {
                pair_of(card_of(row.form)): int(row.votes)
                for row in connection.execute(
                    select(submissions.c.form, func.count().label("votes"))
                    .where(*of_step)
                    .group_by(submissions.c.form)
                )
            }
        cards = {card.id: card for card in material.cards}
        seed = f"{participant} {step.id} {len(own)}"
        pair = next_pair(sorted(cards), asked, own, seed)
        return None if pair is None else (cards[pair[0]], cards[pair[1]])


def _material(connection: Connection, workshop: UUID, step: Step) -> Material:
    facts = activity_facts()[step.activity].budget
    return Material(
        step=step.id,
        activity=step.activity,
        prompts=tuple(Choice(id=one.id, text=one.text) for one in step.inputs.prompts),
        cards=_cards(connection, workshop, step),
        emotions=wording().emotions if step.activity is Activity.TOUCHPOINTS else (),
        budget=step.budget or (facts.usual if facts else 1),
    )


def _cards(connection: Connection, workshop: UUID, step: Step) -> tuple[Choice, ...]:
    wanted = step.inputs.items
    if step.activity is Activity.STANCES:
        there = [kept.statement for kept in kept_statements(connection, workshop).values()]
        of_steps = step.inputs.of_steps
        return tuple(
            Choice(id=one.id, text=one.shown_text, label=one.label)
            for one in on_screen(there)
            if one.voted and (not of_steps or one.step in of_steps or _belongs_to_all(one))
        )
    if step.activity in OF_CHANGES:
        return tuple(
            Choice(id=change.id, text=change.title)
            for change in saved_changes(connection, workshop)
            if change.decision is not Decision.NOT_NOW and (not wanted or change.id in wanted)
        )
    if step.activity is Activity.TOUCHPOINTS:
        return tuple(
            Choice(id=one.id, text=one.label, label=one.meaning)
            for one in journey_in_force(connection, workshop).touchpoints
            if not wanted or one.id in wanted
        )
    return ()


def _belongs_to_all(statement: Statement) -> bool:
    """Comments of the forms that were put to the vote belong to no step."""
    return not statement.step
