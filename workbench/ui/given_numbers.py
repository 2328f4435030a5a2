"""The numbers of a new range, as somebody can give them, in the register's form."""

from collections.abc import Mapping

import streamlit as st

from workbench.business_case.given import COUNTS, Given, in_words, percentiles
from workbench.evidence.assumptions import SHARE, Assumption
from workbench.evidence.units import decimals_to_type, factor, typed_value
from workbench.ui.plain import plain

VALUES = ("p10", "p50", "p90")
AS_GIVEN = "given"


def choose_given(figure: Assumption, name: str) -> Given:
    """How the range is given; it stands outside the form, which changes with it."""
    offered = [each for each in Given if each is not Given.SHARE or figure.unit == SHARE]
    chosen = st.segmented_control(
        "How do you know it?",
        offered,
        default=Given.PERCENTILES,
        required=True,
        key=f"{AS_GIVEN}_{name}",
        help="Whatever is given is kept as P10, P50 and P90, and futures are drawn through them.",
    )
    return Given(chosen or Given.PERCENTILES)


def ask_numbers(
    figure: Assumption, name: str, given: Given, unit: str, problems: Mapping[str, str]
) -> None:
    """The inputs, with what is wrong with them and what they mean."""
    times, decimals = factor(figure.unit), decimals_to_type(figure)
    columns = st.columns(3)
    for place, label in enumerate(given.asks):
        is_count = place in COUNTS.get(given, ())
        columns[place].number_input(
            label,
            value=_start(figure, given, place, times),
            step=1.0 if is_count else float(figure.step * times),
            format="%.0f" if is_count else f"%.{decimals}f",
            key=_key(given, place, name),
        )
    for field in (*VALUES, AS_GIVEN):
        if field in problems:
            named = "" if field == AS_GIVEN else f"{field.upper()}: "
            st.error(f"{named}{plain(problems[field])}", icon=":material/error:")
    counted = "Whole numbers. " if given is Given.SHARE else f"In {plain(unit)}. "
    told = counted + given.meaning
    if given is Given.PERCENTILES and figure.p10 == figure.p90:
        told += " This figure has no range: change P50 alone, and it has none afterwards."
    st.caption(told)


def typed_range(figure: Assumption, name: str) -> tuple[dict[str, float | None], str]:
    """P10, P50 and P90 in the figure's own unit, and what they were made of in words.

    An emptied percentile is None. Raises ValueError, saying what is accepted, when nothing can be
    made of the numbers.
    """
    given = Given(st.session_state.get(f"{AS_GIVEN}_{name}") or Given.PERCENTILES)
    typed = [st.session_state[_key(given, place, name)] for place in range(len(given.asks))]
    if given is Given.PERCENTILES:
        values = (typed_value(each, figure.unit) for each in typed)
        return dict(zip(VALUES, values, strict=True)), ""
    if any(each is None for each in typed):
        empty = given.asks[[each is None for each in typed].index(True)]
        raise ValueError(f"“{empty}” is empty; accepted: a number")
    found = percentiles(given, typed)
    times = 1.0 if given is Given.SHARE else factor(figure.unit)
    kept = {field: each / times for field, each in zip(VALUES, found, strict=True)}
    return dict(kept), in_words(given, typed)


def _start(figure: Assumption, given: Given, place: int, times: float) -> float | None:
    """What an input begins with: the figure in force, and nothing where only a count would do."""
    match given:
        case Given.SHARE:
            return None
        case Given.MEAN:
            return float(figure.p50 * times) if place == 0 else None
        case _:
            return float(getattr(figure, VALUES[place]) * times)


def _key(given: Given, place: int, name: str) -> str:
    return f"{VALUES[place]}_{name}" if given is Given.PERCENTILES else f"{given}_{place}_{name}"
