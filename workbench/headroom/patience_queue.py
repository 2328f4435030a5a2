"""The queue with impatient contacts (Erlang A, M/M/n+M), on checked arrays of one shape.

Palm (1946); Garnett, Mandelbaum and Reiman, "Designing a call center with impatient customers"
(Manufacturing & Service Operations Management, 2002); Mandelbaum and Zeltyn, "Service engineering
in action: the Palm/Erlang-A queue" (2007). Any consistent unit of time; real-valued agents.
"""

from dataclasses import dataclass

import numpy as np

from workbench.headroom.erlang import Floats, blocking, mean_served_wait, palm


@dataclass(frozen=True, slots=True)
class PatienceQueue:
    """One queue per array entry: its state, from which every figure follows.

    `blocked` is Erlang B, `inverse` 1/A(x, y), `lower` P(x, y), `unused` (1 - 1/A) / load per
    agent, `total` 1/A + (1 - 1/A) B.
    """

    rate: Floats
    handle_time: Floats
    agents: Floats
    patience: Floats
    x: Floats
    y: Floats
    blocked: Floats
    inverse: Floats
    lower: Floats
    unused: Floats
    total: Floats

    @property
    def p_wait(self) -> Floats:
        """Share of contacts that wait at all."""
        return self.blocked / self.total

    @property
    def p_abandon(self) -> Floats:
        """Share of contacts that give up before they are answered."""
        return np.maximum(0.0, (1 - self.unused) * self.p_wait)

    @property
    def p_answered(self) -> Floats:
        """Share of contacts that are answered, to full precision in deep overload too."""
        return (self.inverse * (1 - self.blocked) + self.unused * self.blocked) / self.total

    @property
    def abandoned_slope(self) -> Floats:
        """Derivative of the abandoned rate with respect to the arrival rate, between 0 and 1."""
        offered = self.rate * self.handle_time
        spare = self.agents / offered
        rise_blocked = self.blocked * (spare - 1 + self.blocked) * self.handle_time
        ratio = self.x / self.y
        rise_inverse = -self.inverse * (1 - ratio + self.inverse * ratio) * self.patience
        rise_total = rise_inverse * (1 - self.blocked) + (1 - self.inverse) * rise_blocked
        rise_unused = -spare * rise_inverse - self.unused / self.rate
        rise_waiting = (rise_blocked - self.p_wait * rise_total) / self.total
        rise = (1 - self.unused) * rise_waiting - rise_unused * self.p_wait
        slope = self.p_abandon + self.rate * rise
        return np.fmin(np.fmax(slope, 0.0), 1.0)

    @property
    def mean_wait(self) -> Floats:
        """Mean wait of all contacts, those that give up included."""
        return self.p_abandon * self.patience

    @property
    def answered_wait(self) -> Floats:
        """Mean wait of the contacts that are answered, those that did not wait included."""
        late = mean_served_wait(self.x, self.y) * (self.p_wait - self.p_abandon)
        return late * self.patience / self.p_answered

    @property
    def occupancy(self) -> Floats:
        """Share of the agents' time that contacts take."""
        return np.minimum(1.0, self.rate * self.handle_time / self.agents * self.p_answered)

    def beyond(self, threshold: Floats) -> tuple[Floats, Floats]:
        """Shares of all contacts that wait longer than the threshold, and are answered after it.

        With z = y exp(-threshold / patience): the offered wait exceeds the threshold with
        probability P(W > 0) P(x, z) / P(x, y).
        """
        left = threshold / self.patience
        log_y = np.log(self.y)
        z = self.y * np.exp(-left)
        at = palm(self.x, z, log_y - left)
        # Far below saturation both P vanish; their ratio is then taken in logarithms.
        decay = np.exp(-self.y * np.expm1(-left) - self.x * left)
        plain = self.lower > 0.1
        ratio = np.where(plain, at.lower / self.lower, decay * self.inverse / at.inverse)
        first = np.where(plain, at.poisson / self.lower, decay * self.inverse)
        ratio = np.where(threshold > 0, np.minimum(ratio, 1.0), 1.0)
        first = np.where(threshold > 0, first, self.inverse)
        load = self.y / self.x
        late = self.blocked * (ratio - first) / (load * self.total)
        late = np.where(self.y > 0, late, 0.0)
        late = np.clip(late, 0.0, self.p_wait - self.p_abandon)
        return self.p_wait * ratio * np.exp(-left), late


def patience_queue(
    rate: Floats, handle_time: Floats, agents: Floats, patience: Floats
) -> PatienceQueue:
    """The queue at an arrival rate, a mean handle time, a number of agents and a mean patience."""
    load = rate * handle_time
    x, y = agents * (patience / handle_time), rate * patience
    blocked = blocking(agents, load)
    at = palm(x, y, np.log(y))
    unused = np.where(y > 0, at.rest * (x / y), x / (x + 1))
    total = at.inverse + at.rest * blocked
    return PatienceQueue(
        rate, handle_time, agents, patience, x, y, blocked, at.inverse, at.lower, unused, total
    )
