"""What the public queueing functions accept."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.headroom.erlang import Floats

# What each input may be, in words.
NOT_NEGATIVE = "a finite number of at least 0"
POSITIVE = "a finite number above 0"
SHARE = "a share from 0 to 1"
SHARE_BELOW_ONE = "a share of at least 0 and below 1: somebody must give up in the end"
ACCEPTED = {
    "agents": POSITIVE,
    "load": NOT_NEGATIVE,
    "arrival_rate": NOT_NEGATIVE,
    "primary_rate": NOT_NEGATIVE,
    "mean_rate": NOT_NEGATIVE,
    "aht": POSITIVE,
    "patience": POSITIVE,
    "threshold": NOT_NEGATIVE,
    "fcr": SHARE,
    "p_recontact": SHARE,
    "p_redial": SHARE_BELOW_ONE,
    "rate_cv": "a finite number from 0 to 1",
}


def checked(inputs: dict[str, ArrayLike], **special: str) -> list[Floats]:
    """The inputs as float arrays of one shape; refuses what is not possible, by name."""
    values = []
    for name, given in inputs.items():
        accepted = special.get(name) or ACCEPTED[name]
        try:
            raw = np.asarray(given)
            if raw.dtype.kind not in "fiub":
                raise TypeError
            value = raw.astype(np.float64)
        except (TypeError, ValueError):
            raise ValueError(f"{name} is {given!r}; accepted: {accepted}") from None
        wrong = ~np.isfinite(value) | ~_within(value, accepted)
        if wrong.any():
            raise ValueError(f"{name} is {value[wrong][0]:g}; accepted: {accepted}")
        values.append(value)
    try:
        return [value.copy() for value in np.broadcast_arrays(*values)]
    except ValueError:
        shapes = ", ".join(
            f"{name} {value.shape}" for name, value in zip(inputs, values, strict=True)
        )
        raise ValueError(f"the inputs do not fit one shape: {shapes}") from None


def _within(value: Floats, accepted: str) -> NDArray[np.bool_]:
    if accepted == POSITIVE:
        return value > 0
    if accepted == SHARE_BELOW_ONE:
        return (value >= 0) & (value < 1)
    if accepted == NOT_NEGATIVE:
        return value >= 0
    return (value >= 0) & (value <= 1)
