"""What a simulation found, beside the formula: a table, and in words whether the two agree."""

from collections.abc import Sequence

from workbench.headroom.simulated_figures import Simulated, SimulatedFigure
from workbench.ui.figure_table import FigureRow, figure_table

NAMES = {
    "contacts_per_minute": "Contacts a minute, repeats included",
    "service_level": "Service level: answered in time, of all offered",
    "service_level_answered": "Answered in time, of those answered",
    "service_level_patient": "Answered in time, leaving out who gives up before that",
    "p_wait": "Contacts that wait",
    "p_abandon": "Contacts that give up",
    "mean_wait": "Mean wait, all contacts",
    "occupancy": "Occupancy: time on the phone taken by contacts",
    "repeat_share": "Repeat contacts, share of all offered",
    "in_a_row": "Contacts in a row without half a minute's pause",
    "service_level_first": "Service level of those who go first",
    "mean_wait_first": "Mean wait of those who go first",
    "mean_wait_others": "Mean wait of the others",
}
INSIDE, OUTSIDE = "inside", "outside"
# The first column is words; a table that says so is a list on a phone.
AS_LIST = frozenset({0})
COLUMNS = ("Figure", "Formula", "Simulation", "Interval, 95%", "Formula is")


def simulated_table(found: Simulated, caption: str) -> None:
    """Every figure: the formula's, the simulated one with its interval, and whether they agree."""
    columns = (*COLUMNS[:1], "Formula, without options", *COLUMNS[2:4])
    rows = [_row(figure, told=not found.beyond_formula) for figure in found.figures.values()]
    shown = columns if found.beyond_formula else COLUMNS
    figure_table(shown, rows, caption=caption, words=AS_LIST)


def in_words(compared: Sequence[SimulatedFigure]) -> str:
    """Whether the formula lies within the intervals: "The formula lies inside ... for 9 of 9"."""
    inside = sum(figure.agrees for figure in compared)
    return f"The formula lies inside the interval for {inside} of {len(compared)} figures"


def written(value: float, unit: str) -> str:
    """A figure with its unit."""
    match unit:
        case "share":
            return f"{100 * value:.2f}%"
        case "seconds":
            return f"{value:,.2f} s"
    return f"{value:,.2f}"


def _row(figure: SimulatedFigure, *, told: bool) -> FigureRow:
    unit = figure.unit
    formula, place = "none", ""
    if figure.formula is not None:
        formula, place = written(figure.formula, unit), INSIDE if figure.agrees else OUTSIDE
    interval = f"{written(figure.low, unit)} to {written(figure.high, unit)}"
    cells = (formula, written(figure.value, unit), interval, *((place,) if told else ()))
    return FigureRow(NAMES[figure.name], cells)
