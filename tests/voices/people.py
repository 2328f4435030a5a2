"""Invented people and what they send, for the tests of voices and readiness."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from workbench.voices.aggregates import RoleRelease
from workbench.voices.answers import Submission
from workbench.voices.checking import check
from workbench.voices.instrument import instrument
from workbench.voices.release import RoleState, next_release
from workbench.voices.released import ReleasedVoices, released_voices
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy

WORKSHOP = UUID(int=7)
START = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
KEY = bytes(range(32))
_sent = count()


def sent(
    role: Role, person: int, answers: Mapping[str, object], form: str | None = None
) -> Submission:
    """What a person sends; each sending is later than those before."""
    form = form or instrument().form_for(role)
    checked = check(answers, form, role, instrument())
    assert not checked.refusals, checked.refusals
    number = next(_sent)
    return Submission(
        key=f"sending-{number}",
        workshop=WORKSHOP,
        participant=UUID(int=person),
        role=role,
        form=form,
        answers=checked.answers,
        sent_at=START + timedelta(seconds=number),
    )


def state_of(
    submissions: Iterable[Submission],
    previous: RoleState | None = None,
    role: Role = Role.ADVISOR,
    privacy: Privacy | None = None,
) -> RoleState | None:
    """The next state of a role, with the tests' key and the shipped instrument."""
    return next_release(role, submissions, previous, privacy or Privacy(), KEY, instrument())


def release_of(
    submissions: Iterable[Submission], role: Role = Role.ADVISOR, privacy: Privacy | None = None
) -> RoleRelease:
    """The first release of a role; fails when there is none."""
    state = state_of(submissions, role=role, privacy=privacy)
    assert state is not None
    return state.release


def voices_of(submissions: Iterable[Submission], privacy: Privacy | None = None) -> ReleasedVoices:
    """What may be shown of a first release of every role."""
    privacy = privacy or Privacy()
    given = list(submissions)
    states = {role: state_of(given, role=role, privacy=privacy) for role in Role}
    answered = {role: len({s.participant for s in given if s.role is role}) for role in Role}
    releases = {role: state.release for role, state in states.items() if state}
    return released_voices(releases, answered, privacy)
