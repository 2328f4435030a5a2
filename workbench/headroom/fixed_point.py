"""Many small systems of equations at once: find where a step leads nowhere."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from workbench.headroom.erlang import Floats

Step = Callable[[Floats, NDArray[np.intp]], Floats]

CLOSE = 1e-9
FAST_STEPS = 40
# No unknown (a logarithm or a share) moves further than this in one step.
LONGEST = 0.3
# Where the fast method wanders off, small steps settle whatever does not swing by more than nine
# times its own error.
SLOW_STEPS = 200
SLOW = 0.2


def fixed_point(step: Step, careful_step: Step, start: Floats) -> Floats:
    """The point of each case that `step` maps on itself.

    `start` is cases × unknowns; a step takes some cases and their indices. The cases that the fast
    method does not settle take many small careful steps from the start instead.
    """
    answer, left = fast_fixed_point(step, start)
    if left.size:
        at = start[left]
        for _ in range(SLOW_STEPS):
            move = careful_step(at, left) - at
            at = at + SLOW * move
            if np.abs(move).max() < CLOSE:
                break
        answer[left] = at
    return answer


def fast_fixed_point(step: Step, start: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """The points found, and the indices of the cases that did not settle.

    Broyden's method (Mathematics of Computation 19, 1965), started from plain iteration, for all
    cases together.
    """
    answer, at = start.copy(), start.copy()
    active = np.arange(len(start))
    unknowns = start.shape[1]
    # The inverse of -J, where J is the derivative of the move.
    inverse = np.broadcast_to(np.eye(unknowns), (len(start), unknowns, unknowns)).copy()
    move = step(at, active) - at
    for _ in range(FAST_STEPS):
        answer[active] = at
        # Not "greater than", so that a case that has become nan stays open.
        moving = ~(np.abs(move).max(axis=1) <= CLOSE)
        active, at, move, inverse = active[moving], at[moving], move[moving], inverse[moving]
        if not active.size:
            break
        change = np.einsum("cij,cj->ci", inverse, move)
        furthest = np.abs(change).max(axis=1, keepdims=True)
        change *= LONGEST / np.maximum(furthest, LONGEST)
        at = at + change
        before, move = move, step(at, active) - at
        seen = np.einsum("cij,cj->ci", inverse, before - move)
        turn = np.einsum("ci,cij->cj", change, inverse)
        scale = (change * seen).sum(axis=1)
        scale = np.where(np.abs(scale) > 1e-30, scale, np.inf)
        inverse += ((change - seen) / scale[:, None])[:, :, None] * turn[:, None, :]
    return answer, active
