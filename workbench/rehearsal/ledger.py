"""What phones were told is saved, held against what is stored: nothing lost, nothing twice."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from workbench.frozen import Frozen
from workbench.voices.answers import Submission

STEP_FORM = "step:"


class Acknowledged(Frozen):
    """One sending that the page called saved: by whom, for what, and with which words in it."""

    token: str
    step: str
    card: str
    is_instrument: bool
    words: tuple[str, ...]

    @property
    def form(self) -> str:
        """The form under which it is stored; the instrument's forms have names of their own."""
        return f"{STEP_FORM}{self.step}/{self.card}" if self.card else f"{STEP_FORM}{self.step}"


class Count(Frozen):
    """What came of the comparison."""

    acknowledged: int
    lost: int
    doubled: int
    people: int
    strangers: int

    @property
    def is_right(self) -> bool:
        """Whether everything is there, once."""
        return not (self.lost or self.doubled or self.strangers)


@dataclass
class Ledger:
    """The sendings that were called saved, in the order in which phones heard it."""

    entries: list[Acknowledged] = field(default_factory=list)

    def note(self, entry: Acknowledged) -> None:
        """Keep one."""
        self.entries.append(entry)

    def count(
        self,
        stored: Sequence[Submission],
        person_of: Callable[[str], UUID | None],
        people: Iterable[str],
    ) -> Count:
        """Hold the ledger against every stored sending.

        `person_of` gives the participant behind a token, `people` are the tokens of everybody who
        joined. A stored sending is there twice when a person has more of a form than phones sent.
        """
        persons = {token: person_of(token) for token in {*people, *(e.token for e in self.entries)}}
        rows = Counter((sent.participant, sent.form) for sent in stored)
        said: dict[UUID, set[str]] = {}
        for sent in stored:
            texts = said.setdefault(sent.participant, set())
            texts.update(str(answer.value) for answer in sent.answers)
        on_forms = {person for person, form in rows if not form.startswith(STEP_FORM)}
        lost = 0
        told: Counter[tuple[UUID | None, str]] = Counter()
        for entry in self.entries:
            person = persons[entry.token]
            is_there = (
                person in on_forms if entry.is_instrument else (person, entry.form) in rows
            ) and (person is not None and set(entry.words) <= said.get(person, set()))
            lost += not is_there
            told[person, "" if entry.is_instrument else entry.form] += 1
        doubled = sum(
            max(0, number - told[person, form])
            for (person, form), number in rows.items()
            if form.startswith(STEP_FORM)
        )
        known = {person for person in persons.values() if person is not None}
        return Count(
            acknowledged=len(self.entries),
            lost=lost,
            doubled=doubled,
            people=len(known),
            strangers=len({person for person, _ in rows} - known),
        )
