"""Where a workshop stands on its way from voices to a board pack, and the one thing to do next."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from workbench.frozen import Frozen
from workbench.workshop.roles import Role

# A verdict on readiness needs these two to be visible; the others add to the picture.
NEEDED = (Role.EXECUTIVE, Role.ADVISOR)
WITH_PEOPLE = ("Hear the voices", "Agree the standard", "Reveal readiness")


class Status(StrEnum):
    """Where a step stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


class Facts(Frozen):
    """What the journey is told: counts and flags, no answers.

    `answered` counts people by role, `threshold` is how many of a role must answer before it is
    shown, `figures` says whether today's operations figures are there, `scenarios` counts the
    saved ones, `case_versions` those that were put before a board, `bids` those of other functions.
    `calibrated` says whether a figure fitted to the rows is in force. In a quick what-if
    `asks_people` is False: the steps about voices are left out.
    """

    answered: Mapping[Role, int]
    threshold: int
    locked: bool = False
    revealed: bool = False
    figures: bool = False
    scenarios: int = 0
    case_built: bool = False
    pack_taken: bool = False
    calibrated: bool = False
    pilot_planned: bool = False
    case_versions: int = 0
    bids: int = 0
    asks_people: bool = True


class Step(Frozen):
    """One step: its name, a sentence on where it stands, and what to do and where.

    `page` is the file name of a page, without its ending.
    """

    name: str
    status: Status
    sentence: str
    label: str
    page: str


class Stop(Frozen):
    """A page beside the way, after the step of that name: worth a visit, and never waited for."""

    after: str
    name: str
    done: bool
    sentence: str
    page: str


class Journey(Frozen):
    """The steps in the order of the work; `next` is the current one, None when all are done.

    The stops are not counted among the steps.
    """

    steps: tuple[Step, ...]
    stops: tuple[Stop, ...] = ()

    @property
    def next(self) -> Step | None:
        """The one thing to do next."""
        return next((step for step in self.steps if step.status is Status.CURRENT), None)


def journey(facts: Facts) -> Journey:
    """The journey of a workshop: the first step that is not done is the current one."""
    steps: list[Step] = []
    current_found = False
    for name, done, sentence, label, page in _steps(facts):
        if name in WITH_PEOPLE and not facts.asks_people:
            continue
        status = Status.DONE if done else Status.AHEAD if current_found else Status.CURRENT
        current_found = current_found or not done
        steps.append(Step(name=name, status=status, sentence=sentence, label=label, page=page))
    return Journey(steps=tuple(steps), stops=_stops(facts))


def _stops(facts: Facts) -> tuple[Stop, ...]:
    return (
        Stop(
            after="Put in today's figures",
            name="Calibration",
            done=facts.calibrated,
            sentence="Figures fitted to your own rows are in force."
            if facts.calibrated
            else "Hold the model against your own rows before you trust it.",
            page="calibration",
        ),
        Stop(
            after="Build the case",
            name="Pilot designer",
            done=facts.pilot_planned,
            sentence="A pilot is planned."
            if facts.pilot_planned
            else "Plan the pilot that would prove what the case only assumes.",
            page="pilot",
        ),
        Stop(
            after="Build the case",
            name="Signatures and versions",
            done=facts.case_versions > 0,
            sentence=_versions(facts.case_versions)
            if facts.case_versions
            else "Say what happens without it, have the owners sign, and keep what the board saw.",
            page="business_case",
        ),
        Stop(
            after="Build the case",
            name="Portfolio and roadmap",
            done=facts.bids > 0,
            sentence="Changes stand beside the bids of other functions."
            if facts.bids
            else "Put the bids of other functions beside it, under one budget.",
            page="portfolio",
        ),
    )


def _versions(count: int) -> str:
    return "One version is kept." if count == 1 else f"{count} versions are kept."


def _steps(facts: Facts) -> tuple[tuple[str, bool, str, str, str], ...]:
    heard = all(facts.answered.get(role, 0) >= facts.threshold for role in NEEDED)
    return (
        ("Set up", True, "The workshop has a name, a standard and thresholds.", "Set up", "home"),
        ("Hear the voices", heard, _voices(facts), "Invite people to answer", "home"),
        (
            "Agree the standard",
            facts.locked,
            "The requisite standard is locked."
            if facts.locked
            else "Agree how good is good enough, and lock it before anybody sees results.",
            "Agree and lock the standard",
            "readiness",
        ),
        (
            "Reveal readiness",
            facts.revealed,
            "The results are open to the room."
            if facts.revealed
            else "Show the room how close to the starting line it is.",
            "Reveal readiness",
            "readiness",
        ),
        (
            "Put in today's figures",
            facts.figures,
            "Today's figures come from your own contact centre."
            if facts.figures
            else "The simulator runs on typical figures until you put in your own.",
            "Put in today's figures",
            "headroom",
        ),
        (
            "Try a scenario",
            facts.scenarios > 0,
            _counted(facts.scenarios)
            if facts.scenarios
            else "Rebalance the scorecard, see what happens, and save it under a name.",
            "Try a scenario",
            "headroom",
        ),
        (
            "Build the case",
            facts.case_built,
            "The business case is built."
            if facts.case_built
            else "Put costs beside benefits and see what one would have to believe.",
            "Build the case",
            "business_case",
        ),
        (
            "Take the board pack",
            facts.pack_taken,
            "The board pack has been taken."
            if facts.pack_taken
            else "Download the spreadsheet that a CFO can audit.",
            "Take the board pack",
            "board_pack",
        ),
    )


def _voices(facts: Facts) -> str:
    """Who has answered; a count under the threshold is not told."""
    counts = {role: facts.answered.get(role, 0) for role in Role}
    parts = [
        f"{n} {role.label.lower()}"
        if n >= facts.threshold
        else f"fewer than {facts.threshold} {role.label.lower()}"
        for role, n in counts.items()
        if n
    ]
    silent = [role.label.lower() for role, n in counts.items() if not n]
    if not parts:
        return "Nobody has answered yet. Executives and advisors are needed for a verdict."
    told = _listed(parts, "and")
    end = f"; nobody yet from {_listed(silent, 'or')}." if silent else "."
    return f"{told[0].upper()}{told[1:]} have answered{end}"


def _listed(names: Sequence[str], last: str) -> str:
    *first, end = names
    return f"{', '.join(first)} {last} {end}" if first else end


def _counted(scenarios: int) -> str:
    return "One scenario is saved." if scenarios == 1 else f"{scenarios} scenarios are saved."
