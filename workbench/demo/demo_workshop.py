"""The demo: a whole workshop of the invented company, the same digits every time."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

import numpy as np

from workbench.business_case.bids import Bid, Funding
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.sign_off import SignOff
from workbench.business_case.credibility.versions import CaseVersion
from workbench.demo.bids import demo_bids, demo_funding
from workbench.demo.case import demo_case
from workbench.demo.daily_rows import daily_rows
from workbench.demo.description import Description, OwnFigure, TodaysScorecard, description
from workbench.demo.people import sent_by
from workbench.demo.room import DemoRoom, demo_room, room_description
from workbench.evidence.assumptions import AssumptionEdit, Register, resolve
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.grades import Grade, SourceKind
from workbench.frozen import Frozen
from workbench.headroom.operations import OperationsDay, measured
from workbench.headroom.shipped import shipped_scenarios
from workbench.voices.answers import Submission
from workbench.voices.instrument import instrument
from workbench.voices.release import next_release
from workbench.voices.released import released_voices
from workbench.voices.work_quantities import measured_assumptions
from workbench.workshop.participant import Participant
from workbench.workshop.roles import Role
from workbench.workshop.saved_scenario import SavedScenario
from workbench.workshop.workshop import Kind, Workshop

# The answers are invented, so their fingerprints protect nobody; the release made here is not kept.
NOBODYS_KEY = b"the demo is invented"


class DemoWorkshop(Frozen):
    """The invented company's workshop with everything that belongs to it.

    `story` says in sentences what the figures show. `scenarios` are the shipped ones, relative to
    this company's today. Submissions are in the order of sending, days in that of the calendar.
    `morning` is the room that was held with some of the same people, and what they sent in it.
    """

    story: tuple[str, ...]
    workshop: Workshop
    participants: tuple[Participant, ...]
    submissions: tuple[Submission, ...]
    operations: tuple[OperationsDay, ...]
    edits: tuple[AssumptionEdit, ...]
    scenarios: tuple[SavedScenario, ...]
    bids: tuple[Bid, ...]
    funding: Funding
    case_file: CaseFile
    sign_offs: tuple[SignOff, ...]
    case_versions: tuple[CaseVersion, ...]
    morning: DemoRoom


def demo_workshop(told: Description | None = None) -> DemoWorkshop:
    """The workshop that a description and its seed make, by default those in `assets/demo`.

    Every part has a random stream of its own, so that a change in one moves no other. Raises
    ValueError when the description does not fit the instrument.
    """
    told = told or description()
    workshop = _workshop(told)
    streams = np.random.SeedSequence(told.seed).spawn(len(Role) + 1)
    rngs = [np.random.Generator(np.random.PCG64(stream)) for stream in streams]
    sent = [
        pair
        for role, rng in zip(Role, rngs, strict=False)
        for pair in sent_by(role, workshop.id, told, instrument(), rng)
    ]
    submissions = sorted((submission for _, submission in sent), key=lambda s: (s.sent_at, s.key))
    days = daily_rows(told.contact_centre, rngs[-1])
    edits = _edits(told)
    register = _register(told, workshop, submissions, days, edits)
    said = demo_case(register, shipped_scenarios(register)[0], workshop.currency)
    return DemoWorkshop(
        story=told.company.story,
        workshop=workshop,
        participants=tuple(person for person, _ in sent),
        submissions=tuple(submissions),
        operations=days,
        edits=edits,
        scenarios=_scenarios(register, saved_at=told.edited),
        bids=demo_bids(),
        funding=demo_funding(),
        case_file=said.file,
        sign_offs=said.sign_offs,
        case_versions=said.versions,
        morning=demo_room(room_description(), [person for person, _ in sent], told.seed),
    )


def _workshop(told: Description) -> Workshop:
    setting, wave = told.workshop, told.wave
    return Workshop(
        id=_id(told),
        code=setting.code,
        kind=Kind.DEMO,
        name=setting.name,
        organisation=told.company.name,
        currency=setting.currency,
        requisite=dict.fromkeys(instrument().elements, setting.requisite),
        requisite_locked_at=wave.locked,
        revealed_at=wave.revealed,
        created_at=wave.prepared,
    )


def _id(told: Description) -> UUID:
    return uuid5(NAMESPACE_URL, f"urn:headroom:demo:{told.seed}")


def _edits(told: Description) -> tuple[AssumptionEdit, ...]:
    return tuple(
        AssumptionEdit(
            assumption_id=figure.id,
            p10=figure.range[0],
            p50=figure.range[1],
            p90=figure.range[2],
            source_kind=figure.source_kind,
            source=figure.source,
            owner=figure.owner,
            grade=figure.grade,
            as_of=told.edited.date(),
            edited_at=told.edited,
        )
        for figure in (*told.figures, *_weights(told.scorecard))
    )


def _weights(scorecard: TodaysScorecard) -> Iterator[OwnFigure]:
    for metric, points in scorecard.weights.points().items():
        yield OwnFigure(
            id=f"weight_{metric}",
            range=(points, points, points),
            source_kind=SourceKind.UPLOADED,
            source=scorecard.source,
            owner=scorecard.owner,
            grade=Grade.B,
        )


def _register(
    told: Description,
    workshop: Workshop,
    submissions: Sequence[Submission],
    days: Sequence[OperationsDay],
    edits: Sequence[AssumptionEdit],
) -> Register:
    """The register in force once the rows are in and the advisors' answers are released."""
    role = instrument().work_quantities.role
    state = next_release(role, submissions, None, workshop.privacy, NOBODYS_KEY, instrument())
    releases = {role: state.release} if state else {}
    voices = released_voices(releases, {}, workshop.privacy)
    defaults = {assumption.id: assumption for assumption in default_assumptions()}
    said = measured_assumptions(voices, defaults, instrument(), told.wave.revealed.date())
    return resolve(defaults.values(), (*measured(days).assumptions, *said), edits)


def _scenarios(register: Register, saved_at: datetime) -> tuple[SavedScenario, ...]:
    return tuple(
        SavedScenario(
            name=scenario.name, document=scenario.model_dump(mode="json"), saved_at=saved_at
        )
        for scenario in shipped_scenarios(register)
    )
