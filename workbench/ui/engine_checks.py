"""The parts of the page of checks: known answers, simulations, and a published replication."""

import math
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from workbench.business_case.finance_cases import finance_checks
from workbench.charts.erosion import erosion_picture, erosion_table
from workbench.evidence.validation import Check, cases
from workbench.headroom.erosion import SHOCK, SHOCK_WEEKS, Erosion
from workbench.headroom.queueing_cases import queueing_checks
from workbench.headroom.simulated_figures import SimulatedFigure
from workbench.headroom.simulation_checks import SimulatedCase, simulation_checks
from workbench.readiness.measurement_cases import measurement_checks
from workbench.ui.figure_table import FigureRow, Weight, figure_table
from workbench.ui.pictures import picture
from workbench.ui.simulated_table import AS_LIST, in_words, written

PERCENT = 100.0
# An error below this is the last digit of a float.
LAST_DIGIT = 1e-15
# Answers known this well come from calculations with 50 digits.
MANY_DIGITS = 1e-9
# The figures of a simulated queue that the table of all queues has room for.
SHOWN = ("service_level", "p_abandon")
LONG = re.compile(r"(\w{18})(?=\w)")
# Measures of the cases whose name alone says too little.
MEASURES = {
    "a_erlangs": "load, Erlangs",
    "n": "lines or agents",
    "p_wait": "share that waits",
    "p_wait_gt_t": "share that waits longer than the threshold",
    "p_abandon": "share that gives up",
    "asa": "mean wait until answered",
    "mean_wait_all": "mean wait, all contacts",
    "service_level": "answered within the threshold",
    "service_level_of_offered": "answered within the threshold, of all offered",
    "limit_p_wait": "share that waits, at a million agents beside its limit",
    "pi": "profitability index",
    "q": "quantiles",
    "se": "standard error",
    "var": "variance",
}
SEED, MOST_SEED = "engine_seed", 2**31 - 1


class Subject(NamedTuple):
    """The cases of one file: what they are about, and every check by case."""

    file: str
    words: str
    checks: Mapping[str, tuple[Check, ...]]

    @property
    def every(self) -> tuple[Check, ...]:
        """All checks of all cases."""
        return tuple(check for checks in self.checks.values() for check in checks)


class Answered(NamedTuple):
    """All subjects, and the seconds that it took to answer them."""

    subjects: tuple[Subject, ...]
    seconds: float

    @property
    def every(self) -> tuple[Check, ...]:
        """All checks of all subjects."""
        return tuple(check for subject in self.subjects for check in subject.every)


@st.cache_resource(show_spinner="Working out the published cases")
def known_answers() -> Answered:
    """Every published case, answered now."""
    start = time.perf_counter()
    subjects = (
        Subject("queueing", "Queues, repeat contacts and the size of a pilot", queueing_checks()),
        Subject("finance", "Valuation, payback and portfolio", finance_checks()),
        Subject("measurement", "Agreement and scores", measurement_checks()),
    )
    return Answered(subjects, time.perf_counter() - start)


@st.cache_resource(max_entries=20, show_spinner="Simulating published queues, contact by contact")
def simulated(seed: int) -> tuple[SimulatedCase, ...]:
    """The published queues that can be simulated, and the centre as it ships."""
    return tuple(simulation_checks(seed))


def compared(queues: Sequence[SimulatedCase]) -> list[SimulatedFigure]:
    """Every simulated figure that the formula gives too."""
    return [figure for queue in queues for figure in queue.found.compared]


def run_again() -> None:
    """Forget what was worked out, from a callback."""
    known_answers.clear()
    simulated.clear()


def headline(answered: Answered, queues: Sequence[SimulatedCase], found: Erosion) -> None:
    """The page in three figures."""
    with st.container(horizontal=True, gap="medium"):
        st.metric("Known answers given", _count(check.agrees for check in answered.every))
        st.metric("Simulated figures agree", _count(figure.agrees for figure in compared(queues)))
        st.metric("Largest gap to the published erosion", f"{PERCENT * found.apart:.1f} points")


def known_answers_section(answered: Answered) -> None:
    """Every subject in a row, with its worst error, and every case of it on demand."""
    checks = answered.every
    missed = sum(not check.agrees for check in checks)
    there = f"misses {missed} of {len(checks)}" if missed else f"gives all {len(checks)}"
    st.subheader(f"The engine {there} known answers")
    st.caption(
        f"Published values, textbook tables, and identities that hold exactly, all worked out anew "
        f"in {answered.seconds:.1f} seconds. An answer counts when its error is within what the "
        f"digits of the source allow. Where those are ten or more, the engine is right to "
        f"{_decimals(checks)} decimal places."
    )
    columns = ("Subject", "Cases", "Figures", "Agree", "Worst error, of what is accepted")
    rows = [
        FigureRow(
            subject.words,
            (
                f"{len(subject.checks)} of {len(cases(subject.file))}",
                f"{len(subject.every)}",
                f"{sum(check.agrees for check in subject.every)}",
                f"{max(map(_part, subject.every)):.0%}",
            ),
        )
        for subject in answered.subjects
    ]
    figure_table(columns, rows, caption="Known answers by subject", words=AS_LIST)
    st.caption(
        "Cases that are not run are about methods that Headroom does not use, or traps of other "
        "programs that are tests of their own."
    )
    for subject in answered.subjects:
        opened = st.expander(
            f"Every case: {subject.words.lower()}", key=f"cases {subject.file}", on_change="rerun"
        )
        if opened.open:
            with opened:
                _cases(subject)


def simulation_section(queues: Sequence[SimulatedCase]) -> None:
    """The queues of the published cases, simulated, beside the formula."""
    figures = compared(queues)
    calls = sum(queue.found.calls for queue in queues)
    st.subheader(in_words(figures))
    st.caption(
        f"A program that knows no formula draws {calls / 1e6:.1f} million contacts at random. The "
        f"intervals are so wide that, if every formula is right, all figures lie inside in 19 of "
        f"20 runs. Another seed draws other contacts."
    )
    columns = ("Queue", "In time", "In time, simulated", "Give up", "Give up, simulated", "Inside")
    rows = [FigureRow(queue.words.capitalize(), _beside(queue)) for queue in queues]
    figure_table(columns, rows, caption="Formula and simulation of every queue", words=AS_LIST)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input("Seed", 0, MOST_SEED, 1, key=SEED, width=160)
        st.button("Run everything again", icon=":material/refresh:", on_click=run_again)


def erosion_section(found: Erosion) -> None:
    """The published erosion of the standard of care, and the weekly path beside it."""
    points = PERCENT * (1 - found.published[-1])
    picture(
        "erosion",
        "published",
        lambda look: erosion_picture(found, look),
        title=f"A rush of {SHOCK_WEEKS} weeks costs {points:.0f} points of care, and time alone "
        f"does not bring them back",
        alt=(
            f"The standard of care over three years. It falls by {points:.0f} points in "
            f"{SHOCK_WEEKS} weeks with {SHOCK:.0%} more work. The published equation and the "
            f"weekly path lie on each other and stay down; where leaders ask for the old standard "
            f"it is nearly back after three years."
        ),
        table=lambda: erosion_table(found),
    )
    st.caption(
        f"Oliva and Sterman, Cutting corners and working overtime (Management Science 47, 2001), "
        f"with their estimates: time per matter falls with work pressure (elasticity −0.64), the "
        f"standard erodes over 18.8 weeks, and rises again over 8 million weeks, that is, never. "
        f"Afterwards advisors have more time than before ({found.occupancy[0]:.0%} of it taken, "
        f"then {found.occupancy[-1]:.0%}), and still resolve less at first contact "
        f"({found.resolved[0]:.1%}, then {found.resolved[-1]:.1%}). The way back in a year is a "
        f"judgement, not their estimate."
    )


def _cases(subject: Subject) -> None:
    rows: list[FigureRow] = []
    for checks in subject.checks.values():
        case = checks[0].case
        named = f"{case.id.replace('_', ' ')}. {_breakable(case.source)}"
        rows.append(FigureRow(named, weight=Weight.SECTION))
        rows += [_row(check) for check in checks]
    columns = ("Figure", "Known", "Engine", "Error", "Accepted", "Verdict")
    figure_table(columns, rows, caption=f"Every case: {subject.words}", words=AS_LIST)


def _row(check: Check) -> FigureRow:
    error = "0" if check.error < LAST_DIGIT else f"{check.error:.0e}"
    accepted = f"{check.accepted:.0e}" if check.accepted else "none"
    verdict = "agrees" if check.agrees else "differs"
    known, ours = _figure(check.expected), _figure(check.found)
    name = MEASURES.get(check.measure, check.measure.replace("_", " "))
    return FigureRow(name, (known, ours, error, accepted, verdict))


def _breakable(address: str) -> str:
    """An address that a narrow screen may break, after a stroke or within a very long word."""
    return LONG.sub("\\1\u200b", address.replace("/", "/\u200b").replace("_", "_\u200b"))


def _figure(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, list | tuple):
        return ", ".join(_figure(each) for each in value) or "none"
    return f"{float(str(value)):.7g}"


def _part(check: Check) -> float:
    """The error as a part of the one that is accepted; nothing where it is the last digit."""
    return check.error / check.accepted if check.error >= LAST_DIGIT and check.accepted else 0.0


def _decimals(checks: Iterable[Check]) -> int:
    """To how many decimal places every answer that is known to many digits is right."""
    worst = max(check.error for check in checks if 0 < check.accepted <= MANY_DIGITS)
    return math.floor(-math.log10(max(worst, LAST_DIGIT)))


def _beside(queue: SimulatedCase) -> tuple[str, ...]:
    cells: list[str] = []
    for name in SHOWN:
        figure = queue.found.figures[name]
        low, high = (written(end, figure.unit) for end in (figure.low, figure.high))
        cells += [written(figure.formula or 0.0, figure.unit), f"{low} to {high}"]
    return (*cells, _count(figure.agrees for figure in queue.found.compared))


def _count(agreeing: Iterable[bool]) -> str:
    found = list(agreeing)
    return f"{sum(found)} of {len(found)}"
