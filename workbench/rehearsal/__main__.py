"""Play a rehearsal of a workshop: `python -m workbench.rehearsal CODE [--people N] [--speed X]`.

Writes one line of JSON for every step of progress and one for the outcome, for the page that
started it; the exit code is 0 when everything is green.
"""

import argparse
import asyncio
import json
import sys

from workbench.rehearsal.phone_bot import Stuck
from workbench.rehearsal.play import Play, Progress
from workbench.rehearsal.scenarios import cast
from workbench.storage import DatabaseUnavailable, NotSaved, open_store
from workbench.workshop.refused import Refused

MOST_PEOPLE = 1000
PROGRESS, OUTCOME, FAILED = "progress", "outcome", "failed"


def main() -> None:
    """Read the command line and play."""
    parser = argparse.ArgumentParser(prog="python -m workbench.rehearsal")
    parser.add_argument("code", help="code of the rehearsal, a marked copy of a workshop")
    parser.add_argument("--server", default="http://127.0.0.1:8501")
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--speed", type=float, default=10.0)
    parser.add_argument("--source", default="", help="address of this machine to ask from")
    options = parser.parse_args()
    if not 1 <= options.people <= MOST_PEOPLE or not 0.1 <= options.speed <= 10_000:
        sys.exit(f"accepted: 1 to {MOST_PEOPLE} people, a speed of 0.1 to 10,000")
    try:
        with open_store() as store:
            workshop = store.workshops.find(options.code)
            if workshop is None:
                sys.exit(f"no workshop has the code {options.code}")
            play = Play(
                store=store,
                workshop=workshop,
                server=options.server,
                cast=cast(options.people),
                speed=options.speed,
                source=options.source,
                tell=tell,
            )
            outcome = asyncio.run(play.run())
    except (Stuck, Refused, NotSaved, DatabaseUnavailable, OSError) as problem:
        say(FAILED, {"told": str(problem)})
        sys.exit(1)
    say(OUTCOME, outcome.model_dump(mode="json"))
    sys.exit(0 if outcome.is_good else 1)


def tell(progress: Progress) -> None:
    """Say where the rehearsal is."""
    say(PROGRESS, progress.model_dump())


def say(kind: str, content: object) -> None:
    """Write one line."""
    print(json.dumps({kind: content}), flush=True)


if __name__ == "__main__":
    main()
