"""What every page of a phone asks first: which workshop, where the room is, and who is asking."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

from workbench.phone.identity import from_part, to_part
from workbench.phone.kept import Kept
from workbench.storage import Store
from workbench.voices.activities.material import Material
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.codes import read_code
from workbench.workshop.participant import Participant
from workbench.workshop.room import Room
from workbench.workshop.workshop import Workshop

SECONDS_KEPT = 0.5
SECONDS_A_PERSON_IS_KEPT = 30.0
SECONDS_UNTIL_TAKEN_IN = 5.0
MOST_WORKSHOPS = 100
MOST_STEPS = 500
MOST_PEOPLE = 5000
LONGEST_CODE = 60


class Here(NamedTuple):
    """A workshop and its room, as they were at most half a second ago; None: no agenda."""

    workshop: Workshop
    room: Room | None


class NoWorkshop(Exception):
    """No workshop has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Stranger(Exception):
    """Nobody is known under this token in this workshop."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.here = here


class Visit(NamedTuple):
    """Somebody known, where they came to, and the start of every address of theirs."""

    here: Here
    person: Participant
    token: str

    @property
    def home(self) -> str:
        """Their personal link, without the host."""
        return home_of(self.here.workshop, self.token)


class Desk:
    """The store, and what is kept of it for a moment so that a thousand phones may ask at once.

    What a phone sends is never checked against what is kept: storing looks again.
    """

    def __init__(self, open_store: Callable[[], Store], seconds_kept: float = SECONDS_KEPT) -> None:
        self._open_store = open_store
        self._here: Kept[Here] = Kept(seconds_kept, MOST_WORKSHOPS)
        self._materials: Kept[Material] = Kept(seconds_kept, MOST_STEPS)
        self._taken_in: Kept[bool] = Kept(SECONDS_UNTIL_TAKEN_IN if seconds_kept else 0, MOST_STEPS)
        self._people: Kept[Participant] = Kept(
            SECONDS_A_PERSON_IS_KEPT if seconds_kept else 0, MOST_PEOPLE
        )

    @property
    def store(self) -> Store:
        """What is stored; raises DatabaseUnavailable."""
        return self._open_store()

    def here(self, code: str) -> Here:
        """The workshop with this code. Raises NoWorkshop."""
        known = read_code(code[:LONGEST_CODE])
        found = self._here.get(known, lambda: self._look(known))
        if found is None:
            raise NoWorkshop(code)
        return _standing(found)

    def visit(self, code: str, part: str) -> Visit:
        """Somebody who came by their own link. Raises NoWorkshop, Stranger."""
        here, token = self.here(code), from_part(part)
        person = self.store.participants.find(here.workshop.id, token) if token else None
        if person is None:
            raise Stranger(here)
        return Visit(here, person, token)

    def visit_as_kept(self, code: str, part: str) -> Visit:
        """The same by what is kept for some seconds: enough to follow the room.

        Whatever is sent is checked against what is stored, as everything is.
        """
        here, token = self.here(code), from_part(part)
        person = self._people.get((here.workshop.id, token), lambda: self.visit(code, part).person)
        assert person is not None
        return Visit(here, person, token)

    def visit_at_hand(self, code: str, part: str) -> Visit | None:
        """The same if everything is at hand and nothing has to be looked up; None otherwise."""
        here, token = self._here.young(read_code(code[:LONGEST_CODE])), from_part(part)
        person = self._people.young((here.workshop.id, token)) if here else None
        return Visit(_standing(here), person, token) if here and person else None

    def forget_person(self, workshop: UUID, token: str) -> None:
        """Whoever carries this token has withdrawn, or come in, perhaps in another role."""
        self._people.forget((workshop, token))

    def material(self, here: Here, step: Step) -> Material:
        """What a step shows."""
        found = self._materials.get(
            (here.workshop.id, step), lambda: self._look_at_material(here, step)
        )
        assert found is not None
        return found

    def _look_at_material(self, here: Here, step: Step) -> Material:
        workshop, store = here.workshop.id, self.store
        if step.activity is Activity.STANCES and here.room is not None:
            # Without a moderator nobody else may be there to take in what was written.
            for source in here.room.open_to_all:
                if source.activity is Activity.STATEMENTS:
                    self._taken_in.get((workshop, source.id), partial(self._take_in, here, source))
        return store.materials.of(workshop, step)

    def _take_in(self, here: Here, step: Step) -> bool:
        self.store.statements.take_in_by_itself(here.workshop.id, step)
        return True

    def _look(self, code: str) -> Here | None:
        store = self.store
        workshop = store.workshops.find(code)
        return Here(workshop, store.rooms.find(workshop.id)) if workshop else None


def _standing(here: Here) -> Here:
    """A workshop with its room as it stands at this moment."""
    return here._replace(room=here.room.standing(now()) if here.room else None)


def home_of(workshop: Workshop, token: str) -> str:
    """The personal link of whoever carries this token, without the host."""
    return f"/r/{workshop.code}/{to_part(token)}"


def now() -> datetime:
    """This moment, with its zone; the server's clock is the only one that counts."""
    return datetime.now(UTC)
