"""What the steps of a room showed: the one read of their answers, by the release rule."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from workbench.storage.database import Database
from workbench.storage.proxies import entries_of
from workbench.storage.releases import to_row
from workbench.storage.room_row import room_of
from workbench.storage.statement_rows import coding_of
from workbench.storage.submissions import step_submissions
from workbench.storage.tables import step_analyses, step_releases, submissions
from workbench.storage.workshop_row import lock, look, raise_room_revision, secret_of
from workbench.voices.readings import StepReading
from workbench.voices.release import RoleState, Thresholds, next_state, people_of
from workbench.voices.step_analysis import ANALYSED, Analysis, Behind, analysed
from workbench.voices.step_findings import StepFinding, step_finding
from workbench.workshop.agenda import STEP_FORM, Anonymity, Step
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.workshop import Workshop


class _Named:
    """The thresholds of a named step: everybody knows that their name stands by their answers."""

    score_threshold = 1
    comment_threshold = 1


class StepReleases:
    """Findings of the steps that the room shows. Of a hidden step nothing is ever worked out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, workshop: UUID) -> dict[str, StepFinding]:
        """What may be shown of each step that shows its results, brought up to date.

        Takes a second for a room of 300 with 80 statements: keep it by the workshop's revision.
        Raises Refused when the workshop is gone, NotSaved.
        """
        with self._database.reading() as connection:
            here = look(connection, workshop)
            room = room_of(connection, workshop, datetime.now(UTC))
            steps = _shown(room)
            found = {step.id: _states(connection, workshop, step.id) for step in steps}
            now = {step.id: _renewed(connection, here, step, found[step.id]) for step in steps}
        changed = [step for step in steps if now[step.id] != found[step.id]]
        if changed:
            with self._database.writing() as connection:
                here = lock(connection, workshop)
                for step in changed:
                    now[step.id] = _renew(connection, here, step)
        with self._database.reading() as connection:
            return {step.id: _finding(connection, here, step, now[step.id]) for step in steps}

    def analyse(self, workshop: UUID, step_id: str) -> bool:
        """Work out what the votes of a revealed step say together, once; tells whether it did.

        Groups of opinion and the ranking of pairs need whole persons, so they are made from exactly
        what the released figures count, kept, and never made again.
        """
        with self._database.reading() as connection:
            here = look(connection, workshop)
            room = room_of(connection, workshop, datetime.now(UTC))
            step = room.agenda.step(step_id) if room else None
            if room is None or step is None or step.activity not in ANALYSED:
                return False
            if not room.is_revealed(step_id) or _analysis(connection, workshop, step_id):
                return False
            behind = _behind(connection, here, step)
            key = bytes.fromhex(secret_of(connection, workshop))
        found = analysed(step, behind, key, here.privacy.score_threshold)
        if found is None:
            return False
        with self._database.writing() as connection:
            lock(connection, workshop)
            if _analysis(connection, workshop, step_id):
                return False
            insert_analyses(connection, workshop, {step_id: found})
            raise_room_revision(connection, workshop)
        return True


def renew_step_releases(connection: Connection, workshop: Workshop, role: Role) -> None:
    """Bring the releases of a role up to date in every step that has one, as after a withdrawal.

    The workshop must be locked.
    """
    room = room_of(connection, workshop.id, datetime.now(UTC))
    for step in room.agenda.steps if room else ():
        if role in _states(connection, workshop.id, step.id):
            _renew(connection, workshop, step)


def step_states(connection: Connection, workshop: UUID) -> dict[str, tuple[RoleState, ...]]:
    """The last releases of all steps, by step."""
    wanted = select(step_releases.c.step).where(step_releases.c.workshop == workshop).distinct()
    steps = sorted(connection.scalars(wanted))
    return {step: tuple(_states(connection, workshop, step).values()) for step in steps}


def insert_step_states(
    connection: Connection, workshop: UUID, states: Mapping[str, tuple[RoleState, ...]]
) -> None:
    """Put the releases of steps into a workshop that has none."""
    rows = [
        {"workshop": workshop, "step": step, **to_row(state)}
        for step, own in states.items()
        for state in own
    ]
    if rows:
        connection.execute(insert(step_releases), rows)


def analyses_of(connection: Connection, workshop: UUID) -> dict[str, Analysis]:
    """What was worked out of the votes of steps, by step."""
    wanted = select(step_analyses).where(step_analyses.c.workshop == workshop)
    return {
        row.step: Analysis.model_validate(row.document)
        for row in connection.execute(wanted.order_by(step_analyses.c.step))
    }


def insert_analyses(
    connection: Connection, workshop: UUID, analyses: Mapping[str, Analysis]
) -> None:
    """Keep what was worked out."""
    rows = [
        {"workshop": workshop, "step": step, "document": one.model_dump(mode="json")}
        for step, one in analyses.items()
    ]
    if rows:
        connection.execute(insert(step_analyses), rows)


def _shown(room: Room | None) -> tuple[Step, ...]:
    if room is None:
        return ()
    return tuple(
        step
        for step in room.agenda.steps
        if step.asks and not step.is_instrument and room.shows_results(step.id)
    )


def _states(connection: Connection, workshop: UUID, step: str) -> dict[Role, RoleState]:
    wanted = (
        select(step_releases.c.role, step_releases.c.release, step_releases.c.behind)
        .where(step_releases.c.workshop == workshop, step_releases.c.step == step)
        .order_by(step_releases.c.role)
    )
    return {
        Role(row.role): RoleState.model_validate({"release": row.release, **row.behind})
        for row in connection.execute(wanted)
    }


def _renewed(
    connection: Connection, workshop: Workshop, step: Step, last: Mapping[Role, RoleState]
) -> dict[Role, RoleState]:
    key = bytes.fromhex(secret_of(connection, workshop.id))
    reading = StepReading(step, coding_of(connection, workshop.id))
    sent = step_submissions(connection, workshop.id, step.id)
    least = _thresholds(workshop, step)
    now = {
        role: next_state(role, sent, last.get(role), least, key, reading)
        for role in Role
        if role in step.roles
    }
    return {role: state for role, state in now.items() if state is not None}


def _renew(connection: Connection, workshop: Workshop, step: Step) -> dict[Role, RoleState]:
    last = _states(connection, workshop.id, step.id)
    now = _renewed(connection, workshop, step, last)
    changed = {role: state for role, state in now.items() if state is not last.get(role)}
    for role, state in changed.items():
        connection.execute(
            delete(step_releases).where(
                step_releases.c.workshop == workshop.id,
                step_releases.c.step == step.id,
                step_releases.c.role == role,
            )
        )
        values = {"workshop": workshop.id, "step": step.id, **to_row(state)}
        connection.execute(insert(step_releases).values(values))
    if any(role not in last or last[role].release != now[role].release for role in changed):
        raise_room_revision(connection, workshop.id)
    return now


def _finding(
    connection: Connection, workshop: Workshop, step: Step, states: Mapping[Role, RoleState]
) -> StepFinding:
    form = f"{STEP_FORM}{step.id}"
    took_part = connection.scalars(
        select(submissions.c.role)
        .where(
            submissions.c.workshop == workshop.id,
            (submissions.c.form == form)
            | submissions.c.form.startswith(f"{form}/", autoescape=True),
        )
        .distinct()
    )
    return step_finding(
        step,
        {role: state.release for role, state in states.items()},
        [Role(role) for role in took_part],
        workshop.privacy,
        _analysis(connection, workshop.id, step.id),
        entries_of(connection, workshop.id, step.id),
    )


def _behind(connection: Connection, workshop: Workshop, step: Step) -> dict[Role, Behind]:
    least = _thresholds(workshop, step).score_threshold
    reading = StepReading(step, coding_of(connection, workshop.id))
    return {
        role: Behind(
            state,
            people_of(role, step_submissions(connection, workshop.id, step.id, role), reading),
        )
        for role, state in _states(connection, workshop.id, step.id).items()
        if state.release.people >= least
    }


def _analysis(connection: Connection, workshop: UUID, step: str) -> Analysis | None:
    document = connection.scalar(
        select(step_analyses.c.document).where(
            step_analyses.c.workshop == workshop, step_analyses.c.step == step
        )
    )
    return None if document is None else Analysis.model_validate(document)


def _thresholds(workshop: Workshop, step: Step) -> Thresholds:
    return _Named() if step.anonymity is Anonymity.NAMED else workshop.privacy
