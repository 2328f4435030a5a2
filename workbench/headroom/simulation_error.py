"""How sure a simulation is: a figure from many periods, with the error that they show."""

from collections.abc import Sequence

import numpy as np

from workbench.headroom.erlang import Floats

MOST_RELATED = 0.9


def ratio_of_sums(above: Sequence[Floats], below: Sequence[Floats]) -> tuple[float, float, float]:
    """A ratio over all parts of a simulation, its standard error and its degrees of freedom.

    Each part gives its periods (batch means: Law, Simulation Modeling and Analysis, 2015, 9.5), as
    two arrays of what is divided and by what; both are already weighted. The error is that of a
    stratified ratio estimate (Cochran, Sampling Techniques, 1977, 6.11). Neighbouring periods share
    one correlation r, which widens the variance by (1 + r) / (1 - r), as in a first-order
    autoregression. The degrees of freedom are Satterthwaite's (1946), fewer for the correlation.
    """
    total = sum(float(part.mean()) for part in below)
    value = sum(float(part.mean()) for part in above) / total
    off = [top - value * bottom for top, bottom in zip(above, below, strict=True)]
    off = [part - part.mean() for part in off]
    squares = np.array([float(part @ part) for part in off])
    if not squares.any():
        return value, 0.0, 1.0
    counts = np.array([len(part) for part in off])
    variances = squares / (counts - 1) / counts
    products = np.array([float(part[1:] @ part[:-1]) for part in off])
    # Each part by its weight in the error. In n periods the correlation comes out too low by
    # (1 + 3 r) / n (Marriott and Pope, Biometrika 41, 1954), which is put back.
    weights = np.divide(variances, squares, out=np.zeros_like(squares), where=squares > 0)
    raw = float((weights * products).sum() / variances.sum())
    lost = float((variances / counts).sum() / variances.sum())
    related = (raw + lost) / (1 - 3 * lost) if 3 * lost < 1 else MOST_RELATED
    related = min(max(related, 0.0), MOST_RELATED)
    widened = (1 + related) / (1 - related)
    free = float(variances.sum() ** 2 / (variances**2 / (counts - 1)).sum())
    error = float(np.sqrt(variances.sum() * widened)) / total
    return value, error, max(1.0, free / widened)
