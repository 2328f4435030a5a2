"""A contact centre event by event, where more happens than answering in the order of arrival."""

from collections import deque
from collections.abc import Callable, Iterator
from heapq import heapify, heappop, heappush

import numpy as np

from workbench.headroom.erlang import Floats
from workbench.headroom.simulation_laws import Laws, Tally

NEVER = float("inf")
# Random numbers drawn at once.
BLOCK = 4096


class _Contact:
    """Somebody who waits; no longer when answered or gone."""

    __slots__ = ("arrival", "first", "waits")

    def __init__(self, arrival: float, first: bool) -> None:
        self.arrival, self.first, self.waits = arrival, first, True


class ByEvents:
    """A centre with what the formula cannot do: delays, contacts that go first, several chats.

    Contacts that go first are taken before the others, in the order of arrival among themselves,
    and interrupt nobody. A chat goes to an advisor with as few chats as any.
    """

    def __init__(
        self,
        laws: Laws,
        agents: int,
        rate: float,
        repeats: tuple[float, float],
        rng: np.random.Generator,
    ) -> None:
        """Start near the flow of a fluid, without a queue.

        `rate` is new contacts per minute, `repeats` those that come back unresolved and after
        giving up; as many customers are about to come back as these flows bring about.
        """
        self.laws, self.rng, self.rate = laws, rng, rate
        self.clock = 0.0
        self.back: list[float] = []
        for flow, delay in zip(repeats, (laws.return_delay, laws.redial_delay), strict=True):
            self.back += (rng.standard_exponential(rng.poisson(flow * delay)) * delay).tolist()
        heapify(self.back)
        self.ends: list[tuple[float, int]] = []
        self.leaves: list[tuple[float, int, _Contact]] = []
        self.first: deque[_Contact] = deque()
        self.rest: deque[_Contact] = deque()
        self.chats = [0] * agents
        self.with_chats: list[list[int]] = [[] for _ in range(laws.at_once)]
        self.with_chats[0] = list(range(agents))
        self.free_places = agents * laws.at_once
        self.number = 0
        self.times = _stream(lambda: laws.handle_times(rng, BLOCK))
        self.patiences = _stream(lambda: laws.patiences(rng, BLOCK))
        self.chances = _stream(lambda: rng.random(BLOCK))
        self.delays = _stream(lambda: rng.standard_exponential(BLOCK))
        busy = min(self.free_places, int((rate + sum(repeats)) * laws.handle_time))
        for _ in range(busy):
            self.free_places -= 1
            self._answer(0.0, self._least_busy(), Tally())

    def run(self, minutes: float) -> Tally:
        """The next period."""
        tally = Tally(minutes=minutes, places=minutes * len(self.chats) * self.laws.at_once)
        end = self.clock + minutes
        count = int(self.rng.poisson(self.rate * minutes))
        fresh = (np.sort(self.rng.random(count)) * minutes + self.clock).tolist()
        fresh.append(NEVER)
        back, ends, leaves = self.back, self.ends, self.leaves
        at = 0
        while True:
            arrives = fresh[at]
            returns = back[0] if back else NEVER
            frees = ends[0][0] if ends else NEVER
            goes = leaves[0][0] if leaves else NEVER
            if frees <= arrives and frees <= returns and frees <= goes:
                if frees > end:
                    break
                self._take_next(frees, heappop(ends)[1], tally)
            elif goes <= arrives and goes <= returns:
                if goes > end:
                    break
                self._leave(goes, heappop(leaves)[2], tally)
            elif returns <= arrives:
                if returns > end:
                    break
                heappop(back)
                tally.repeats += 1
                self._arrive(returns, tally)
            elif arrives <= end:
                at += 1
                self._arrive(arrives, tally)
            else:
                break
        self.clock = end
        return tally

    def _arrive(self, now: float, tally: Tally) -> None:
        laws = self.laws
        first = laws.goes_first > 0 and next(self.chances) < laws.goes_first
        tally.offered += 1
        tally.offered_first += first
        if self.free_places:
            self.free_places -= 1
            tally.in_time += 1
            tally.in_time_first += first
            self._answer(now, self._least_busy(), tally)
            return
        tally.waiting += 1
        contact = _Contact(now, first)
        self.number += 1
        heappush(self.leaves, (now + next(self.patiences), self.number, contact))
        (self.first if first else self.rest).append(contact)

    def _least_busy(self) -> int:
        for chats, advisors in enumerate(self.with_chats):
            while advisors:
                advisor = advisors.pop()
                # An entry is out of date when the advisor has another number of chats by now.
                if self.chats[advisor] == chats:
                    return advisor
        raise AssertionError("a free place belongs to an advisor")

    def _answer(self, now: float, advisor: int, tally: Tally) -> None:
        laws = self.laws
        others = self.chats[advisor]
        time = next(self.times) * (1 + laws.slowdown * others)
        self.chats[advisor] = others + 1
        if others + 1 < laws.at_once:
            self.with_chats[others + 1].append(advisor)
        tally.work += time
        heappush(self.ends, (now + time, advisor))
        if laws.comes_back > 0 and next(self.chances) < laws.comes_back:
            heappush(self.back, now + time + next(self.delays) * laws.return_delay)

    def _take_next(self, now: float, advisor: int, tally: Tally) -> None:
        self.chats[advisor] -= 1
        contact = _longest_waiting(self.first) or _longest_waiting(self.rest)
        if contact is None:
            self.free_places += 1
            self.with_chats[self.chats[advisor]].append(advisor)
            return
        contact.waits = False
        self._waited(now - contact.arrival, contact, tally)
        if now - contact.arrival <= self.laws.threshold:
            tally.in_time += 1
            tally.in_time_first += contact.first
        self._answer(now, advisor, tally)

    def _leave(self, now: float, contact: _Contact, tally: Tally) -> None:
        if not contact.waits:
            return
        contact.waits = False
        tally.abandoned += 1
        tally.gone_early += now - contact.arrival <= self.laws.threshold
        self._waited(now - contact.arrival, contact, tally)
        if self.laws.redials > 0 and next(self.chances) < self.laws.redials:
            heappush(self.back, now + next(self.delays) * self.laws.redial_delay)

    @staticmethod
    def _waited(wait: float, contact: _Contact, tally: Tally) -> None:
        tally.waited += wait
        if contact.first:
            tally.waited_first += wait


def _longest_waiting(queue: deque[_Contact]) -> _Contact | None:
    while queue:
        contact = queue.popleft()
        if contact.waits:
            return contact
    return None


def _stream(draw: Callable[[], Floats]) -> Iterator[float]:
    while True:
        yield from draw().tolist()
