"""A contact centre contact by contact, where contacts are answered in the order of arrival."""

from heapq import heapify, heappop, heappush, heapreplace

import numpy as np

from workbench.headroom.erlang import Floats
from workbench.headroom.simulation_laws import Laws, Tally

# Idle time that counts as a pause between two contacts, in minutes.
PAUSE = 0.5


class InOrder:
    """A centre that answers in the order of arrival; who comes back does so in a later `run`.

    All that an arrival has to know is when the next advisor is free, so a heap of those moments is
    the whole state (Kiefer and Wolfowitz, "On the theory of queues with many servers", 1955). The
    contact goes to the advisor who has been idle longest.
    """

    def __init__(self, laws: Laws, agents: int, load: float, rng: np.random.Generator) -> None:
        """Start near the flow of a fluid; `load` is offered work per agent.

        Streams of their own for the start, the contacts and the returns: two centres that differ in
        their agents alone then have the same contacts (common random numbers).
        """
        start, self.contacts, self.returns = rng.spawn(3)
        self.laws, self.clock = laws, 0.0
        behind = laws.patience * np.log(load) if load > 1 else 0.0
        busy = start.random(agents) < load
        until = behind + start.standard_exponential(agents) * laws.handle_time
        self.free: list[float] = np.where(busy, until, 0.0).tolist()
        heapify(self.free)

    def staff(self, agents: int) -> None:
        """From now on so many agents; those who go finish the contact that they have."""
        while len(self.free) < agents:
            heappush(self.free, self.clock)
        while len(self.free) > agents:
            heappop(self.free)

    def run(self, minutes: float, rate: float, back: int) -> Tally:
        """The next minutes, with `rate` new contacts a minute and so many that are back.

        They are back at any moment of it, so that a return is no sign of a crowd.
        """
        laws = self.laws
        count = int(self.contacts.poisson(rate * minutes)) + back
        arrivals = np.sort(self.contacts.random(count)) * minutes + self.clock
        handle, patience = (
            laws.handle_times(self.contacts, count),
            laws.patiences(self.contacts, count),
        )
        late = np.array(lateness(self.free, arrivals, handle, patience), dtype=float)
        self.clock += minutes
        waits = np.maximum(late, 0.0)
        answered = waits < patience
        answers = int(answered.sum())
        returning = self.returns.binomial(answers, laws.comes_back)
        returning += self.returns.binomial(count - answers, laws.redials)
        return Tally(
            minutes=minutes,
            places=len(self.free) * minutes,
            offered=count,
            repeats=back,
            returning=int(returning),
            waiting=int((late > 0).sum()),
            in_time=int((answered & (waits <= laws.threshold)).sum()),
            abandoned=count - answers,
            gone_early=int((~answered & (patience <= laws.threshold)).sum()),
            waited=float(np.minimum(waits, patience).sum()),
            work=float(handle[answered].sum()),
            pauses=int((late <= -PAUSE).sum()),
        )


def lateness(free: list[float], arrivals: Floats, handle: Floats, patience: Floats) -> list[float]:
    """By how much the next advisor is free later than each arrival; negative: has been idle.

    `free` is a heap of the moments from which each advisor is free, and is moved along. A contact
    whose patience is no longer than its wait gives up and takes nobody's time.
    """
    late: list[float] = []
    note = late.append
    for arrival, time, endured in zip(
        arrivals.tolist(), handle.tolist(), patience.tolist(), strict=True
    ):
        wait = free[0] - arrival
        note(wait)
        if wait <= 0.0:
            heapreplace(free, arrival + time)
        elif wait < endured:
            heapreplace(free, arrival + wait + time)
    return late
