"""Whole workshops of every kind that is possible, for property tests."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st
from pydantic import JsonValue

from tests.business_case.bids_made import a_bid, funding
from tests.workshop.rooms_made import agendas
from workbench.evidence.assumptions import AssumptionEdit
from workbench.evidence.grades import Grade, SourceKind
from workbench.exchange.record import (
    DeviceRecord,
    InvitedRecord,
    NameRecord,
    ParticipantRecord,
    RoomRecord,
    WorkshopRecord,
)
from workbench.exchange.uploads import Upload
from workbench.headroom.operations import OperationsDay
from workbench.strategy.changes import Change, Decision
from workbench.voices.activities.ranking import Ranked
from workbench.voices.aggregates import Comment, RoleRelease
from workbench.voices.answers import About, Answer, Submission, Value
from workbench.voices.estimates import Estimate
from workbench.voices.moderation_acts import Act, Kept
from workbench.voices.opinion_groups import OpinionGroups, Outcome
from workbench.voices.release import Departed, Member, RoleState
from workbench.voices.statements import (
    Moderation,
    ModerationEntry,
    Origin,
    Standing,
    Statement,
)
from workbench.voices.step_analysis import Analysis
from workbench.workshop.agenda_edits import Edits
from workbench.workshop.log import Event, LogEntry
from workbench.workshop.proxy import ProxyEntry, ProxyKind
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.room_moves import open_room
from workbench.workshop.saved_pilot import SavedPilot
from workbench.workshop.saved_scenario import SavedScenario
from workbench.workshop.workshop import CURRENCIES, Kind, Privacy, Workshop

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=ZONES)
DATES = st.dates(date(2000, 1, 1), date(2099, 1, 1))
FLOATS = st.floats(-1e9, 1e9)
LINES = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
)
TEXTS = st.text(max_size=40)
PICKS = st.text(max_size=30)
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
# None of them can be a participant's own token by chance.
FREE_TOKENS = st.lists(HEX.map(lambda token: "f" * 32 + token[32:]), max_size=2, unique=True).map(
    sorted
)
# PostgreSQL keeps no zero byte in a text; inside a JSON document it does.
STORED_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))

values: st.SearchStrategy[Value] = st.one_of(
    st.integers(-(2**53), 2**53), FLOATS, TEXTS, st.lists(TEXTS, max_size=3).map(tuple)
)
answers = st.builds(
    Answer,
    item=st.text(min_size=1, max_size=40),
    value=values,
    about=st.sampled_from(About),
    theme=st.none() | PICKS,
    step=st.none() | PICKS,
)
documents: st.SearchStrategy[dict[str, JsonValue]] = st.dictionaries(
    TEXTS,
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | FLOATS | TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=5,
    ),
    max_size=4,
)
days = st.builds(
    OperationsDay,
    day=DATES,
    contacts=st.integers(100, 10**6),
    abandoned=st.integers(0, 100),
    handle_time=st.floats(0.2, 60),
    wait=st.none() | st.floats(0, 7200),
    seats=st.floats(0.5, 5000),
    open_hours=st.floats(0.5, 24),
    csat=st.none() | st.floats(0, 1),
    csat_answers=st.none() | st.integers(0, 1000),
)
edits = st.builds(
    AssumptionEdit,
    assumption_id=LINES,
    p10=FLOATS,
    p50=FLOATS,
    p90=FLOATS,
    source_kind=st.sampled_from(SourceKind),
    source=LINES.map(lambda line: line + "..."),
    owner=LINES.map(lambda line: line + ".."),
    grade=st.sampled_from(Grade),
    as_of=DATES,
    edited_at=MOMENTS,
)
states = st.builds(
    RoleState,
    release=st.builds(
        RoleRelease,
        role=st.sampled_from(Role),
        number=st.integers(1, 9),
        comments=st.dictionaries(
            LINES, st.lists(st.builds(Comment, text=TEXTS), max_size=2).map(tuple), max_size=2
        ),
    ),
    versions=st.dictionaries(LINES, st.just((1, 3)), max_size=2),
    members=st.dictionaries(
        st.uuids(version=4),
        st.builds(
            Member,
            stamp=LINES,
            traces=st.dictionaries(LINES, st.dictionaries(st.integers(1, 9), LINES), max_size=2),
        ),
        max_size=2,
    ),
    departed=st.dictionaries(LINES, st.builds(Departed, after=st.integers(1, 9)), max_size=2),
)


@st.composite
def workshops(draw: st.DrawFn) -> Workshop:
    locked = draw(st.none() | MOMENTS)
    return Workshop(
        id=draw(st.uuids(version=4)),
        code=draw(st.from_regex(r"[a-z0-9-]{3,40}", fullmatch=True)),
        kind=draw(st.sampled_from(Kind)),
        name=draw(LINES),
        organisation=draw(LINES),
        currency=draw(st.sampled_from(CURRENCIES)),
        requisite=draw(st.dictionaries(LINES, st.floats(1, 5), max_size=4)),
        privacy=Privacy(score_threshold=draw(st.integers(3, 9))),
        wave=draw(st.integers(1, 5)),
        first_wave=draw(st.none() | st.uuids(version=4)),
        open_roles=draw(st.frozensets(st.sampled_from(Role))),
        requisite_locked_at=locked,
        revealed_at=draw(MOMENTS) if locked and draw(st.booleans()) else None,
        created_at=draw(MOMENTS),
    )


analyses = st.builds(
    Analysis,
    groups=st.none()
    | st.builds(
        OpinionGroups,
        outcome=st.sampled_from(Outcome),
        people=st.integers(0, 99),
        set_aside=st.none() | st.integers(0, 9),
        p=st.none() | st.floats(0, 1),
    ),
    ranking=st.lists(
        st.builds(
            Ranked,
            id=PICKS,
            estimate=st.builds(
                Estimate, value=FLOATS, low=FLOATS, high=FLOATS, n=st.integers(0, 99)
            ),
            first=st.integers(1, 9),
            last=st.integers(1, 9),
        ),
        max_size=2,
    ).map(tuple),
    people=st.integers(0, 99),
)
acts = st.builds(
    Act,
    entry=st.builds(
        ModerationEntry,
        at=MOMENTS,
        by=STORED_TEXTS,
        what=st.sampled_from(Moderation),
        statements=st.lists(PICKS, max_size=2).map(tuple),
        detail=STORED_TEXTS,
    ),
    before=st.sampled_from([{}, {"tabc": {"standing": "shown", "reworded": True}}]),
    undone=st.booleans(),
)
changes = st.builds(
    Change,
    id=st.text("abc-", min_size=1, max_size=9).map(lambda name: f"c{name}"),
    title=LINES,
    why=STORED_TEXTS,
    statements=st.lists(PICKS, max_size=2).map(tuple),
    decision=st.sampled_from(Decision),
    answer=STORED_TEXTS,
    made_at=MOMENTS,
)


def kept_by(people: list[ParticipantRecord]) -> st.SearchStrategy[Kept]:
    """Statements of these people, or of the facilitator."""
    return st.builds(
        Kept,
        statement=st.builds(
            Statement,
            id=st.text("abc", min_size=1, max_size=9),
            step=PICKS,
            prompt=PICKS,
            origin=st.sampled_from(Origin),
            text=st.text(min_size=1, max_size=40),
            public=st.none() | TEXTS,
            standing=st.sampled_from(Standing),
            theme=st.none() | PICKS,
            voted=st.booleans(),
        ),
        participant=st.sampled_from([None, *(person.id for person in people)]),
        form=STORED_TEXTS,
        item=st.text("abc", max_size=9),
        earlier=st.lists(st.none() | TEXTS, max_size=2).map(tuple),
    )


@st.composite
def records(draw: st.DrawFn) -> WorkshopRecord:
    workshop = draw(workshops())
    people = draw(
        st.lists(
            st.builds(
                ParticipantRecord,
                id=st.uuids(version=4),
                role=st.sampled_from(Role),
                token_hash=HEX,
                joined_on=DATES,
            ),
            max_size=3,
            unique_by=(lambda person: person.id, lambda person: person.token_hash),
        )
    )
    keys = draw(st.lists(LINES.map(lambda line: f"key-{line}-long"), max_size=3, unique=True))
    sent = [
        Submission(
            key=key,
            workshop=workshop.id,
            participant=person.id,
            role=person.role,
            form=draw(STORED_TEXTS),
            answers=tuple(draw(st.lists(answers, max_size=3))),
            sent_at=draw(MOMENTS),
        )
        for key in keys
        if people
        for person in [draw(st.sampled_from(people))]
    ]
    uploads = st.builds(
        Upload,
        file_name=LINES,
        uploaded_by=LINES,
        uploaded_at=MOMENTS,
        days=st.lists(days, max_size=2).map(tuple),
    )
    scenarios = st.builds(SavedScenario, name=LINES, document=documents, saved_at=MOMENTS)
    log = st.builds(
        LogEntry, what=st.sampled_from(Event), at=MOMENTS, detail=STORED_TEXTS, why=STORED_TEXTS
    )
    agenda = draw(agendas())
    opened = draw(st.booleans())
    room = Room(agenda=agenda)
    entries = st.builds(
        ProxyEntry,
        key=HEX,
        step=st.just(agenda.steps[0].id),
        kind=st.sampled_from(ProxyKind),
        role=st.none() | st.sampled_from(Role),
        form=st.just(agenda.steps[0].form),
        item=LINES,
        counts=st.dictionaries(LINES, st.integers(1, 2000), min_size=1, max_size=3),
        words=STORED_TEXTS,
        entered_at=MOMENTS,
    )
    return WorkshopRecord(
        workshop=workshop,
        secret=draw(HEX),
        # A store gives people back in the order of their random keys.
        participants=tuple(sorted(people, key=lambda person: person.id.hex)),
        devices=tuple(
            DeviceRecord(participant=person.id, token_hash=token)
            for person in people[:1]
            for token in draw(FREE_TOKENS)
        ),
        names=tuple(NameRecord(participant=person.id, name=draw(LINES)) for person in people[:1]),
        invited=tuple(
            InvitedRecord(label=label, role=draw(st.sampled_from(Role)))
            for label in sorted(draw(st.sets(st.text("abc", min_size=1, max_size=9), max_size=3)))
        ),
        room=draw(
            st.none()
            | st.just(
                RoomRecord(
                    room=open_room(room, draw(MOMENTS)).room if opened else room,
                    edits=Edits(past=(agenda,) * draw(st.integers(0, 2))),
                )
            )
        ),
        proxies=tuple(draw(st.lists(entries, max_size=2, unique_by=lambda entry: entry.key))),
        submissions=tuple(sent),
        releases=tuple(
            sorted(
                draw(st.lists(states, max_size=2, unique_by=lambda state: state.release.role)),
                key=lambda state: state.release.role.value,
            )
        ),
        edits=tuple(draw(st.lists(edits, max_size=2))),
        scenarios=tuple(
            draw(st.lists(scenarios, max_size=2, unique_by=lambda scenario: scenario.name))
        ),
        pilots=tuple(
            SavedPilot(version=version, document=draw(documents), saved_at=draw(MOMENTS))
            for version in range(1, 1 + draw(st.integers(0, 2)))
        ),
        bids=draw(st.sampled_from([(), (a_bid("Routes"), a_bid("App", requires=("Routes",)))])),
        funding=draw(st.sampled_from([None, funding([5.0, None], [None, 3.5])])),
        uploads=tuple(draw(st.lists(uploads, max_size=2))),
        step_releases={
            step: (state,)
            for step, state in draw(
                st.dictionaries(st.sampled_from(["one", "two"]), states, max_size=2)
            ).items()
        },
        step_analyses=draw(st.dictionaries(st.sampled_from(["one", "two"]), analyses, max_size=2)),
        statements=tuple(
            sorted(
                draw(
                    st.lists(kept_by(people), max_size=3, unique_by=lambda kept: kept.statement.id)
                ),
                key=lambda kept: kept.statement.id,
            )
        ),
        moderation=tuple(draw(st.lists(acts, max_size=2))),
        changes=tuple(draw(st.lists(changes, max_size=2, unique_by=lambda change: change.id))),
        room_parts=draw(st.sampled_from([{}, {"moderated": False}])),
        log=tuple(draw(st.lists(log, max_size=2))),
    )


NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
