"""Chances and break-even values over many draws, in words."""

from collections.abc import Callable

from workbench.headroom.worth import Worth


def of_a_hundred(share: float) -> str:
    """A share of the draws: "8 of 100", "under 1 of 100"."""
    if 0 < share < 0.01:
        return "under 1 of 100"
    if 0.99 < share < 1:
        return "over 99 of 100"
    return f"{100 * share:.0f} of 100"


def break_even_in_words(worth: Worth, written: Callable[[float], str]) -> str:
    """What an avoided unresolved contact must be worth, with its range, as a sentence."""
    low, middle, high = worth.break_even
    if low is None:
        return "It pays in fewer than 1 of 10 draws, whatever an avoided contact is worth."
    if middle is None:
        return (
            f"It pays in fewer than half of the draws, whatever an avoided unresolved contact is "
            f"worth (in 1 of 10 {_from(low, written)})."
        )
    last = (
        "no value makes it pay in 9 of 10" if high is None else f"in 9 of 10 {_from(high, written)}"
    )
    said = (
        "It pays in half of the draws even if an avoided contact is worth nothing"
        if middle == 0
        else f"It pays in half of the draws once an avoided unresolved contact is worth "
        f"{written(middle)}"
    )
    return f"{said} (in 1 of 10 {_from(low, written)}; {last})."


def _from(value: float, written: Callable[[float], str]) -> str:
    return "at any value" if value == 0 else f"from {written(value)}"
