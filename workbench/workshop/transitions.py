"""What may change in a workshop, when, and what the log says of it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from workbench.frozen import Frozen
from workbench.workshop.log import Event, LogEntry
from workbench.workshop.refused import Refused, refused
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy, Workshop


class Change(Frozen):
    """A workshop after a change, and the lines for its log."""

    workshop: Workshop
    log: tuple[LogEntry, ...] = ()


def set_details(
    workshop: Workshop,
    *,
    name: str | None = None,
    organisation: str | None = None,
    currency: str | None = None,
) -> Change:
    """Another name, organisation or currency; what is not given stays. Raises Refused."""
    given = {"name": name, "organisation": organisation, "currency": currency}
    changes = {key: to for key, to in given.items() if to is not None}
    return Change(workshop=_with(workshop, changes))


def set_privacy(workshop: Workshop, privacy: Privacy, joined: int, at: datetime) -> Change:
    """Other thresholds; raises Refused once somebody has joined under the present ones."""
    if privacy == workshop.privacy:
        return Change(workshop=workshop)
    if joined:
        raise Refused(
            "The privacy thresholds cannot change any more: people have joined under "
            f"{workshop.privacy.score_threshold} for scores and "
            f"{workshop.privacy.comment_threshold} for comments, and were told so."
        )
    detail = f"scores {privacy.score_threshold}, comments {privacy.comment_threshold}"
    entry = LogEntry(what=Event.PRIVACY_CHANGED, at=at, detail=detail)
    return Change(workshop=_with(workshop, {"privacy": privacy}), log=(entry,))


def set_erase_on(workshop: Workshop, day: date, joined: int, at: datetime) -> Change:
    """Another day of erasure; raises Refused when it is not ahead, or later than was promised."""
    promised = workshop.erase_on
    if day == promised:
        return Change(workshop=workshop)
    if day <= at.date():
        raise Refused(f"The day of erasure must lie ahead; {day.isoformat()} does not.")
    if joined and promised is not None and day > promised:
        raise Refused(
            "The workshop cannot be kept longer: people have joined and were told "
            f"{promised.isoformat()}. An earlier day is accepted."
        )
    detail = f"from {'none' if promised is None else promised.isoformat()} to {day.isoformat()}"
    entry = LogEntry(what=Event.END_CHANGED, at=at, detail=detail)
    return Change(workshop=_with(workshop, {"erase_on": day}), log=(entry,))


def set_standard(
    workshop: Workshop, requisite: Mapping[str, float], at: datetime, reason: str = ""
) -> Change:
    """Another requisite standard; once it is locked a reason is needed, else Refused is raised."""
    differing = [
        element
        for element in {**workshop.requisite, **requisite}
        if workshop.requisite.get(element) != requisite.get(element)
    ]
    if not differing:
        return Change(workshop=workshop)
    if workshop.requisite_locked_at and not reason.strip():
        raise Refused("The standard is locked. Say why it changes; the reason goes into the log.")
    changed = _with(workshop, {"requisite": dict(requisite)})
    detail = ", ".join(
        f"{element.replace('_', ' ')} from {_told(workshop.requisite.get(element))} "
        f"to {_told(requisite.get(element))}"
        for element in differing
    )
    entry = _entry(Event.STANDARD_CHANGED, at, detail, reason)
    return Change(workshop=changed, log=(entry,))


def lock_standard(workshop: Workshop, at: datetime) -> Change:
    """Lock the requisite standard; locking a second time changes nothing."""
    if workshop.requisite_locked_at:
        return Change(workshop=workshop)
    return Change(
        workshop=_with(workshop, {"requisite_locked_at": at}),
        log=(LogEntry(what=Event.STANDARD_LOCKED, at=at),),
    )


def reveal(workshop: Workshop, at: datetime) -> Change:
    """Show the results to the room; raises Refused while the standard is not locked."""
    if workshop.revealed_at:
        return Change(workshop=workshop)
    if not workshop.requisite_locked_at:
        raise Refused("Agree and lock the requisite standard first: it must not bend to results.")
    return Change(
        workshop=_with(workshop, {"revealed_at": at}),
        log=(LogEntry(what=Event.REVEALED, at=at),),
    )


def open_forms(workshop: Workshop, roles: Iterable[Role], at: datetime) -> Change:
    """Let these roles send and change answers."""
    return _forms(workshop, workshop.open_roles | frozenset(roles), at, Event.FORMS_OPENED)


def close_forms(workshop: Workshop, roles: Iterable[Role], at: datetime) -> Change:
    """Let these roles neither send nor change answers; withdrawing stays possible."""
    return _forms(workshop, workshop.open_roles - frozenset(roles), at, Event.FORMS_CLOSED)


def check_open(workshop: Workshop, role: Role) -> None:
    """Raise Refused when the form of a role is closed."""
    if role not in workshop.open_roles:
        raise Refused(
            f"The form for {role.label.lower()} is closed; ask the person who runs the workshop."
        )


def _forms(workshop: Workshop, roles: frozenset[Role], at: datetime, what: Event) -> Change:
    changed = roles ^ workshop.open_roles
    if not changed:
        return Change(workshop=workshop)
    detail = ", ".join(role.label for role in Role if role in changed)
    return Change(
        workshop=_with(workshop, {"open_roles": roles}),
        log=(LogEntry(what=what, at=at, detail=detail),),
    )


def _told(standard: float | None) -> str:
    return "none" if standard is None else f"{standard:g}"


def _entry(what: Event, at: datetime, detail: str, why: str) -> LogEntry:
    try:
        return LogEntry(what=what, at=at, detail=detail, why=why.strip())
    except ValidationError as error:
        raise Refused(f"The reason has {len(why)} letters; accepted: up to 1000.") from error


def _with(workshop: Workshop, changes: Mapping[str, Any]) -> Workshop:
    try:
        return Workshop.model_validate(dict(workshop) | dict(changes))
    except ValidationError as error:
        raise refused(error) from error
