"""People who have joined, and agendas, for the tests of the phones' pages."""

from tests.phone.phone import Phone
from workbench.storage import Store
from workbench.voices.answers import Submission
from workbench.workshop.agenda import Activity, Agenda, Inputs, Prompt, Step, WhoAdvances
from workbench.workshop.participant import Participant
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

WRONG = Prompt(id="wrong", text="What is wrong now?")
FIX = Prompt(id="fix", text="What needs fixing?")
WORDS = Step(
    id="words",
    title="In your own words",
    activity=Activity.STATEMENTS,
    inputs=Inputs(prompts=(WRONG, FIX)),
    minutes=5,
    budget=5,
)
WORTH = Step(
    id="worth",
    title="At the end",
    activity=Activity.CLOSING,
    inputs=Inputs(prompts=(Prompt(id="worth", text="Was this worth your time?"),)),
)
TALK = Step(id="talk", title="Talk", activity=Activity.TALK)


def joined(phone: Phone, workshop: Workshop, role: Role = Role.ADVISOR) -> str:
    """Join, and give the start of every address of this person."""
    page = phone.send(phone.get(f"/join/{workshop.code}"), workshop.code, role=role.value)
    assert page.path.endswith("/welcome"), page.text
    return page.path.removesuffix("/welcome")


def opened(kept: Store, workshop: Workshop, *steps: Step) -> None:
    """Give the workshop an agenda and take the room to its first step."""
    kept.rooms.prepare(workshop.id, Agenda(title="An afternoon", steps=steps))
    kept.rooms.open(workshop.id)


def at_own_pace(step: Step) -> Step:
    """The step, after which everybody goes on for themselves."""
    return step.model_copy(update={"who_advances": WhoAdvances.EACH})


def person_of(kept: Store, workshop: Workshop, home: str) -> Participant:
    """The person whose address this is."""
    found = kept.participants.find(workshop.id, home.rsplit("/", 1)[-1])
    assert found is not None
    return found


def people(kept: Store, workshop: Workshop) -> int:
    """How many people have joined."""
    return sum(turnout.joined for turnout in kept.participants.turnout(workshop.id).values())


def counted(kept: Store, workshop: Workshop) -> tuple[Submission, ...]:
    """The sendings that count."""
    return kept.submissions.current(workshop.id)


def rows(kept: Store, workshop: Workshop) -> int:
    """All sendings that were ever stored, those that were replaced among them."""
    return len(kept.backups.take(workshop.id).submissions)
