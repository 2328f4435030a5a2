"""Statements: what people wrote for the room, moderated, and never with a role or a name."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from workbench.storage.changes import saved_changes
from workbench.storage.database import Database
from workbench.storage.proxies import entries_of
from workbench.storage.releases import states
from workbench.storage.room_row import row_of
from workbench.storage.statement_rows import (
    acts_of,
    codebook_of,
    insert_statements,
    kept_statements,
    last_act,
    log_act,
    mark_undone,
    part_of,
    put_part,
    store_statements,
)
from workbench.storage.submissions import questionnaire_submissions, step_submissions
from workbench.storage.tables import participant_names
from workbench.storage.workshop_row import lock, look, raise_revision
from workbench.strategy.changes import Change
from workbench.voices import statements as rules
from workbench.voices.activities.statements import FIELD, LONGEST, written
from workbench.voices.answers import About, Submission
from workbench.voices.checking import clean
from workbench.voices.codebook import Codebook
from workbench.voices.instrument import instrument
from workbench.voices.intake import Intake, intake, named_intake
from workbench.voices.items import Kind
from workbench.voices.moderation_acts import Kept, put_back, state_of, theme_of
from workbench.voices.released import released_voices
from workbench.voices.statements import (
    Changed,
    Moderation,
    ModerationEntry,
    Origin,
    Standing,
    Statement,
    new_id,
)
from workbench.workshop.agenda import STEP_FORM, Activity, Anonymity, Step
from workbench.workshop.proxy import ProxyKind
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

MODERATED = "moderated"
SHEET = "sheet:"
MOST_STATEMENTS = 3000
Rule = Callable[[Mapping[str, Statement]], Changed]


class Own(NamedTuple):
    """What somebody wrote, and what became of it.

    `public` are the words that the room sees, None while it sees none; `theme` is the label of the
    theme, `changes` are those that rest on the statement or on the one it was merged into.
    """

    text: str
    standing: Standing
    public: str | None
    label: str
    theme: str | None
    changes: tuple[Change, ...]


class Statements:
    """The statements of the workshops. `by` is the key of the facilitator who asks.

    Whatever changes statements raises Refused when a rule or somebody else's control forbids it,
    NotSaved when it was not stored.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def current(self, workshop: UUID) -> tuple[Statement, ...]:
        """Every statement that was taken in, in an order that tells nothing."""
        with self._database.reading() as connection:
            return tuple(kept.statement for kept in kept_statements(connection, workshop).values())

    def intake(self, workshop: UUID, step: Step) -> Intake:
        """How many people wrote in a step, and whether their words may be taken in."""
        with self._database.reading() as connection:
            return _waiting(connection, look(connection, workshop), step).intake

    def take_in(self, workshop: UUID, step: Step, by: str = "") -> int:
        """Take in what was written in a step, in random order; returns how many texts.

        That is 0 when everything is in already, as after a second press. Raises Refused while too
        few people have written.
        """
        with self._database.writing() as connection:
            now = _checked(connection, workshop, by)
            waiting = _waiting(connection, now, step)
            if waiting.intake.writers and not waiting.intake.new_writers:
                return 0
            if not waiting.intake.may_take:
                raise Refused(waiting.intake.why_not)
            return _take(connection, now, step, waiting, by)

    def take_in_by_itself(self, workshop: UUID, step: Step) -> int:
        """The same where moderation is off: taken in and shown as soon as the rule allows it."""
        with self._database.reading() as connection:
            now = look(connection, workshop)
            if (
                _moderated(connection, workshop)
                or not _waiting(connection, now, step).intake.may_take
            ):
                return 0
        with self._database.writing() as connection:
            now = lock(connection, workshop)
            waiting = _waiting(connection, now, step)
            return _take(connection, now, step, waiting, None) if waiting.intake.may_take else 0

    def take_in_comments(self, workshop: UUID) -> int:
        """Take in the comments of the forms that are released already; returns how many.

        A release shows them with their role, so nothing is given away by showing them without.
        """
        with self._database.reading() as connection:
            if not _new_comments(connection, look(connection, workshop)):
                return 0
        with self._database.writing() as connection:
            found = _new_comments(connection, lock(connection, workshop))
            insert_statements(connection, workshop, found)
            if found:
                raise_revision(connection, workshop)
            return len(found)

    def take_in_paper(self, workshop: UUID) -> int:
        """Take in the sheets of paper that were entered in steps for statements; returns how many.

        They wait for the moderator like everything else that is written.
        """
        with self._database.reading() as connection:
            if not _new_sheets(connection, workshop):
                return 0
        with self._database.writing() as connection:
            lock(connection, workshop)
            found = _new_sheets(connection, workshop)
            insert_statements(connection, workshop, found)
            if found:
                raise_revision(connection, workshop)
            return len(found)

    def show(self, workshop: UUID, ids: Iterable[str], by: str = "") -> None:
        """Let the room see statements."""
        these = tuple(ids)
        self._act(workshop, by, Moderation.SHOWN, lambda there: rules.show(there, these))

    def hold(self, workshop: UUID, ids: Iterable[str], by: str = "") -> None:
        """Keep statements from the room."""
        these = tuple(ids)
        self._act(workshop, by, Moderation.HELD, lambda there: rules.hold(there, these))

    def edit(self, workshop: UUID, statement: str, text: str, by: str = "") -> None:
        """Repost a statement in other words, with a label that says so."""
        self._act(workshop, by, Moderation.EDITED, lambda there: rules.edit(there, statement, text))

    def merge(self, workshop: UUID, ids: Iterable[str], into: str, by: str = "") -> None:
        """Let one statement stand for others."""
        these = tuple(ids)
        self._act(workshop, by, Moderation.MERGED, lambda there: rules.merge(there, these, into))

    def split(self, workshop: UUID, ids: Iterable[str], by: str = "") -> None:
        """Take statements out of the one that they were merged into."""
        these = tuple(ids)
        self._act(workshop, by, Moderation.SPLIT, lambda there: rules.split(there, these))

    def assign(self, workshop: UUID, ids: Iterable[str], theme: str | None, by: str = "") -> None:
        """Count statements under a theme of the codebook, or under none that was given."""
        these = tuple(ids)
        self._act(
            workshop,
            by,
            Moderation.ASSIGNED,
            lambda there: rules.assign(there, these, theme),
            detail=theme or "",
        )

    def put_to_vote(self, workshop: UUID, ids: Iterable[str], voted: bool, by: str = "") -> None:
        """Put statements among those that the room votes on, or take them off."""
        these = tuple(ids)
        what = Moderation.TO_VOTE if voted else Moderation.OFF_VOTE
        self._act(workshop, by, what, lambda there: rules.put_to_vote(there, these, voted))

    def add(
        self,
        workshop: UUID,
        step: str,
        text: str,
        by: str = "",
        origin: Origin = Origin.FACILITATOR,
        prompt: str = "",
    ) -> Statement:
        """Add a statement in the facilitator's own words, or from a sheet of paper; it is shown."""
        words = clean(text)
        if not words or len(words) > LONGEST:
            raise Refused(f"The statement has {len(words)} characters; accepted: 1 to {LONGEST}.")
        with self._database.writing() as connection:
            _checked(connection, workshop, by)
            there = kept_statements(connection, workshop)
            if len(there) >= MOST_STATEMENTS:
                raise Refused(f"There are {MOST_STATEMENTS:,} statements already.")
            same = words.casefold()
            if any(kept.statement.shown_text.casefold() == same for kept in there.values()):
                raise Refused("This statement is there already, in the same words.")
            statement = Statement(
                id=new_id(),
                step=step,
                prompt=prompt or "added",
                origin=origin,
                text=words,
                standing=Standing.SHOWN,
            )
            insert_statements(connection, workshop, [Kept(statement=statement, form="", item="")])
            log_act(connection, workshop, Moderation.ADDED, (statement.id,), by=by)
            raise_revision(connection, workshop)
        return statement

    def undo(
        self, workshop: UUID, by: str = "", *, seen: ModerationEntry | None = None
    ) -> ModerationEntry | None:
        """Undo the latest act that is not undone. Raises Refused when there is none.

        `seen` is the act that the moderator saw: when another is the latest by now, as after a
        second press, nothing is undone.
        """
        with self._database.writing() as connection:
            _checked(connection, workshop, by)
            found = last_act(connection, workshop)
            if found is None:
                raise Refused("There is nothing to undo.")
            number, act = found
            if seen is not None and act.entry != seen:
                return None
            there = kept_statements(connection, workshop)
            back = [put_back(there[name], old) for name, old in act.before.items() if name in there]
            store_statements(connection, workshop, back)
            mark_undone(connection, number)
            what = str(act.entry.what)
            log_act(
                connection, workshop, Moderation.UNDONE, act.entry.statements, by=by, detail=what
            )
            raise_revision(connection, workshop)
        return act.entry

    def undoable(self, workshop: UUID) -> ModerationEntry | None:
        """The act that `undo` would undo; None when there is none."""
        with self._database.reading() as connection:
            found = last_act(connection, workshop)
            return found[1].entry if found else None

    def log(self, workshop: UUID) -> tuple[ModerationEntry, ...]:
        """Who did what to which statements, and when, oldest first; no words."""
        with self._database.reading() as connection:
            return tuple(act.entry for act in acts_of(connection, workshop))

    def moderated(self, workshop: UUID) -> bool:
        """Whether a moderator reads statements before the room does; it is on unless said."""
        with self._database.reading() as connection:
            return _moderated(connection, workshop)

    def set_moderated(self, workshop: UUID, on: bool, by: str = "") -> None:
        """Switch moderation on or off; words that are waiting stay in the queue."""
        with self._database.writing() as connection:
            _checked(connection, workshop, by)
            if _moderated(connection, workshop) is not on:
                put_part(connection, workshop, MODERATED, on)
                what = Moderation.SWITCHED_ON if on else Moderation.SWITCHED_OFF
                log_act(connection, workshop, what, by=by)
                raise_revision(connection, workshop)

    def of_person(self, workshop: UUID, participant: UUID) -> tuple[Own, ...]:
        """What became of a person's own statements, for their own eyes."""
        with self._database.reading() as connection:
            there = kept_statements(connection, workshop)
            codebook = codebook_of(connection, workshop)
            changes = saved_changes(connection, workshop)
        return tuple(
            _own(kept, there, codebook, changes)
            for kept in sorted(there.values(), key=lambda one: (one.form, one.item))
            if kept.participant == participant
        )

    def _act(
        self, workshop: UUID, by: str, what: Moderation, rule: Rule, *, detail: str = ""
    ) -> None:
        with self._database.writing() as connection:
            _checked(connection, workshop, by)
            there = kept_statements(connection, workshop)
            after = rule({name: kept.statement for name, kept in there.items()})
            if not after:
                return
            before = {
                name: state_of(there[name].statement, there[name].statement.public != now.public)
                for name, now in after.items()
            }
            changed = [there[name].changed(now) for name, now in after.items()]
            store_statements(connection, workshop, changed)
            log_act(connection, workshop, what, tuple(after), by=by, before=before, detail=detail)
            raise_revision(connection, workshop)


class _Waiting(NamedTuple):
    """The new texts of a step, and whether they may be taken in."""

    texts: list[Kept]
    intake: Intake


def _waiting(connection: Connection, workshop: Workshop, step: Step) -> _Waiting:
    form = f"{STEP_FORM}{step.id}"
    there = {
        (kept.participant, kept.item)
        for kept in kept_statements(connection, workshop.id).values()
        if kept.form == form
    }
    writers: set[UUID] = set()
    texts: list[Kept] = []
    moderated = _moderated(connection, workshop.id)
    standing = Standing.WAITING if moderated else Standing.SHOWN
    named = step.anonymity is Anonymity.NAMED
    names = _names(connection, workshop.id) if named else {}
    sent = step_submissions(connection, workshop.id, step.id)
    for one in sent if step.activity is Activity.STATEMENTS else ():
        for text in written(one.answers):
            writers.add(one.participant)
            if (one.participant, text.item) not in there:
                statement = Statement(
                    id=new_id(),
                    step=step.id,
                    prompt=text.prompt,
                    text=text.text,
                    standing=standing,
                    author=names.get(one.participant, ""),
                )
                texts.append(
                    Kept(
                        statement=statement,
                        participant=one.participant,
                        form=form,
                        item=text.item,
                    )
                )
    new = len({kept.participant for kept in texts})
    if named:
        return _Waiting(texts, named_intake(len(writers), new))
    return _Waiting(texts, intake(len(writers), new, bool(there), workshop.privacy))


def _names(connection: Connection, workshop: UUID) -> dict[UUID, str]:
    wanted = select(participant_names.c.participant, participant_names.c.name).where(
        participant_names.c.workshop == workshop
    )
    return {row.participant: row.name for row in connection.execute(wanted)}


def _take(
    connection: Connection, workshop: Workshop, step: Step, waiting: _Waiting, by: str | None
) -> int:
    insert_statements(connection, workshop.id, waiting.texts)
    ids = tuple(sorted(kept.statement.id for kept in waiting.texts))
    log_act(connection, workshop.id, Moderation.TAKEN_IN, ids, by=by, detail=step.title)
    raise_revision(connection, workshop.id)
    return len(ids)


def _new_comments(connection: Connection, workshop: Workshop) -> list[Kept]:
    """Released comments of the open questions that are no statements yet."""
    if workshop.revealed_at is None:
        return []
    releases = {role: state.release for role, state in states(connection, workshop.id).items()}
    shown = released_voices(releases, {}, workshop.privacy)
    there = {
        (kept.participant, kept.form, kept.item)
        for kept in kept_statements(connection, workshop.id).values()
    }
    found: list[Kept] = []
    for role, release in shown.roles.items():
        items = {name for name in release.comments if _is_open(name)}
        # Words that have been sent since the release are not among those that it shows.
        left = {name: Counter(comment.text for comment in release.comments[name]) for name in items}
        tags = {
            name: {comment.text: comment for comment in release.comments[name]} for name in items
        }
        sent = questionnaire_submissions(connection, workshop.id, role) if items else ()
        for person, form, item, text in _open_texts(sent, items, role):
            if not left[item][text]:
                continue
            left[item][text] -= 1
            if (person, form, item) not in there:
                comment = tags[item][text]
                statement = Statement(
                    id=new_id(),
                    prompt=item,
                    origin=Origin.FORM,
                    text=text,
                    standing=Standing.SHOWN,
                    theme=comment.theme,
                    voted=False,
                )
                found.append(Kept(statement=statement, participant=person, form=form, item=item))
    return found


def _new_sheets(connection: Connection, workshop: UUID) -> list[Kept]:
    """Sheets of paper with an answer to a question of a statements step, not taken in yet."""
    there = {kept.form for kept in kept_statements(connection, workshop).values()}
    standing = Standing.WAITING if _moderated(connection, workshop) else Standing.SHOWN
    found = []
    for entry in entries_of(connection, workshop):
        form, words = f"{SHEET}{entry.key}", entry.words.strip()[:LONGEST]
        field = FIELD.match(entry.item)
        if entry.kind is ProxyKind.PAPER and words and field and form not in there:
            statement = Statement(
                id=new_id(),
                step=entry.step,
                prompt=field["prompt"],
                origin=Origin.PAPER,
                text=words,
                standing=standing,
            )
            found.append(Kept(statement=statement, form=form, item=entry.item))
    return found


def _open_texts(
    sent: Iterable[Submission], items: set[str], role: Role
) -> Iterable[tuple[UUID, str, str, str]]:
    """The texts that count, by person and item: the latest where two forms ask the same."""
    latest: dict[tuple[UUID, str], tuple[str, str]] = {}
    for one in sorted(sent, key=lambda each: each.sent_at):
        for answer in one.answers if one.role is role else ():
            if answer.item in items and answer.about is About.SELF:
                latest[one.participant, answer.item] = (one.form, str(answer.value).strip())
    for (person, item), (form, text) in latest.items():
        if text:
            yield person, form, item, text


def _is_open(item: str) -> bool:
    known = instrument().items.get(item)
    return known is not None and known.kind is Kind.TEXT


def _own(
    kept: Kept, there: Mapping[str, Kept], codebook: Codebook, changes: Iterable[Change]
) -> Own:
    statement = kept.statement
    target = there.get(statement.into or "")
    stands_for = target.statement if target else statement
    seen = stands_for.standing is Standing.SHOWN
    theme = codebook.theme(theme_of(stands_for, codebook))
    return Own(
        text=statement.text,
        standing=statement.standing,
        public=stands_for.shown_text if seen else None,
        label=stands_for.label if seen else "",
        theme=theme.label if theme and seen else None,
        changes=tuple(
            change
            for change in changes
            if statement.id in change.statements or stands_for.id in change.statements
        ),
    )


def _checked(connection: Connection, workshop: UUID, by: str) -> Workshop:
    """The workshop, locked; raises Refused while another facilitator holds control."""
    now = lock(connection, workshop)
    row = row_of(connection, workshop, datetime.now(UTC))
    if row is not None:
        row.control.check(by)
    return now


def _moderated(connection: Connection, workshop: UUID) -> bool:
    return part_of(connection, workshop, MODERATED) is not False
