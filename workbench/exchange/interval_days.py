"""Half-hours put together to days: what is complete, what is a gap, and what that makes a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from workbench.exchange.columns import FoundColumn
from workbench.exchange.csv_rows import Cells, cell_at
from workbench.exchange.figure_cells import figure_reader, other_units, stated_with
from workbench.exchange.interval_times import Clock, read_clock
from workbench.exchange.problems import MOST_TOLD, Problem, UnreadableFile
from workbench.headroom.intervals import OperationsInterval
from workbench.headroom.operations import OperationsDay

MOST_INTERVALS = 200_000
# A time of the day is part of a weekday when so large a share of those weekdays has it.
USUAL = 0.5
TOLD = 3
# Of what each figure of a day is the mean; the others are sums.
WEIGHTED_BY = {
    "handle_time": "answered",
    "wait": "contacts",
    "seats": "minutes",
    "occupancy": "seats",
    "absence": "seats",
    "csat": "csat_answers",
    "fcr": "answered",
}
SUMMED = ("contacts", "abandoned", "in_time", "csat_answers", "forecast")
STATED = ("threshold", "fcr_definition")

Values = dict[str, Any]


class IntervalDays(NamedTuple):
    """The whole days of a file of intervals, and what was left out or assumed."""

    days: tuple[OperationsDay, ...]
    notes: tuple[str, ...]


class _Interval(NamedTuple):
    start: datetime
    row: int
    values: Values


def read_intervals(
    lines: Sequence[Cells],
    columns: Sequence[FoundColumn],
    today: date,
    earliest: date,
    zone: str | None,
) -> IntervalDays:
    """The days that the rows make, by the clock of the centre.

    A day that lacks an interval which that weekday usually has is left out, and named: it would
    look like a quiet day. Raises UnreadableFile with the rows that are wrong.
    """
    starts = [column for column in columns if column.kind.field in ("day", "start", "time")]
    figures = [column for column in columns if column not in starts]
    order = sorted(starts, key=lambda column: column.kind.field != "day")
    written = [(row, " ".join(cell_at(cells, c.at) for c in order)) for row, cells in lines]
    clock = read_clock(written, order[0].header, zone)
    _check_dates(clock, order[0].header, today, earliest)
    reader = figure_reader(lines, figures)
    open_rows: list[_Interval] = []
    problems: list[Problem] = []
    closed = 0
    for (row, cells), moment in zip(lines, clock.moments, strict=True):
        if len(problems) > MOST_TOLD:
            break
        if _nobody(cells, figures):
            closed += 1
            continue
        values, wrong = reader.figures_of(row, cells, frozenset({"handle_time"}))
        problems += wrong or _unhandled(values, row)
        open_rows.append(_Interval(moment.start, row, stated_with(figures, values)))
    if not problems:
        answered = [(each.row, each.values) for each in open_rows if each.values["handle_time"]]
        problems = other_units(answered)
    if not problems and not open_rows:
        problems = [Problem("No interval has seats; accepted: at least one day that has.")]
    if problems:
        raise UnreadableFile(problems)
    return _days(open_rows, clock, closed)


def _check_dates(clock: Clock, header: str, today: date, earliest: date) -> None:
    problems = [
        Problem(f"{moment.start.date()} is {said}", moment.row, header)
        for moment in clock.moments
        for wrong, said in (
            (moment.start.date() > today, f"in the future; accepted: up to today, {today}."),
            (moment.start.date() < earliest, f"too long ago; accepted: from {earliest}."),
        )
        if wrong
    ]
    if problems:
        raise UnreadableFile(problems)


def _nobody(cells: Sequence[str], figures: Iterable[FoundColumn]) -> bool:
    """Whether the row says that the centre was closed: no contacts, and nobody on the rota."""
    at = {column.kind.field: cell_at(cells, column.at) for column in figures}
    return (
        all(at[name].strip("0.,") == "" for name in ("contacts", "seats")) and at["contacts"] != ""
    )


def _unhandled(values: Mapping[str, Any], row: int) -> list[Problem]:
    answered = values["contacts"] - values["abandoned"]
    if answered and values["handle_time"] is None:
        message = f"{answered:.0f} contacts were answered; accepted: their handle time."
        return [Problem(message, row)]
    return []


def _days(intervals: Sequence[_Interval], clock: Clock, closed: int) -> IntervalDays:
    by_day: dict[date, list[_Interval]] = defaultdict(list)
    for interval in sorted(intervals, key=lambda each: each.start.replace(tzinfo=None)):
        by_day[interval.start.date()].append(interval)
    usual = _usual(by_day)
    notes = list(clock.notes)
    if closed:
        notes.append(f"Left out: {closed} intervals without contacts and without seats.")
    days, torn, empty = [], [], []
    for day, parts in by_day.items():
        missing = _missing(parts, usual[day.weekday()], day in (min(by_day), max(by_day)))
        if missing:
            torn.append(f"{day} (from {missing})")
        elif any(part.values["contacts"] > part.values["abandoned"] for part in parts):
            days.append(_day(day, parts, clock.minutes))
        else:
            empty.append(str(day))
    notes += _left_out(torn, "intervals are missing") + _left_out(empty, "nobody was answered")
    if not days:
        raise UnreadableFile(
            [Problem(f"No day is whole; accepted: at least one. {' '.join(notes)}".strip())]
        )
    span = (max(by_day) - min(by_day)).days + 1
    if span > len(by_day):
        notes.append(
            f"Between {min(by_day)} and {max(by_day)}, {span - len(by_day)} days have no figures. "
            "They are left out, not counted as days without contacts."
        )
    return IntervalDays(tuple(days), tuple(notes))


def _left_out(days: Sequence[str], why: str) -> list[str]:
    if not days:
        return []
    some = ", ".join(days[:TOLD]) + (" …" if len(days) > TOLD else "")
    return [f"Left out because {why}, {len(days)} of the days: {some}."]


def _usual(by_day: Mapping[date, Sequence[_Interval]]) -> dict[int, set[time]]:
    """The times of the day that most days of each weekday have."""
    counts: dict[int, dict[time, int]] = defaultdict(lambda: defaultdict(int))
    days: dict[int, int] = defaultdict(int)
    for day, parts in by_day.items():
        days[day.weekday()] += 1
        for clock_time in {part.start.time() for part in parts}:
            counts[day.weekday()][clock_time] += 1
    return {
        weekday: {at for at, count in times.items() if count > USUAL * days[weekday]}
        for weekday, times in counts.items()
    }


def _missing(parts: Sequence[_Interval], usual: set[time], at_an_end: bool) -> str:
    """The first usual time that a day lacks; short hours are allowed, except at the file's ends."""
    there = {part.start.time() for part in parts}
    lacking = sorted(usual - there)
    if not at_an_end:
        lacking = [at for at in lacking if min(there) < at < max(there)]
    # When the clocks go forward an hour of that night does not exist.
    lacking = [at for at in lacking if _existed(parts, at)]
    return f"{lacking[0]:%H:%M}" if lacking else ""


def _existed(parts: Sequence[_Interval], at: time) -> bool:
    start = parts[0].start
    if start.tzinfo is None:
        return True
    moment = datetime.combine(start.date(), at, start.tzinfo)
    return datetime.fromtimestamp(moment.timestamp(), start.tzinfo).time() == at


def _day(day: date, parts: Sequence[_Interval], minutes: int) -> OperationsDay:
    columns: dict[str, list[Any]] = {
        name: [part.values.get(name) for part in parts] for name in (*SUMMED, *WEIGHTED_BY, *STATED)
    }
    weights = {
        "answered": [part.values["contacts"] - part.values["abandoned"] for part in parts],
        "contacts": columns["contacts"],
        "minutes": [minutes] * len(parts),
        "seats": columns["seats"],
        "csat_answers": columns["csat_answers"],
    }
    found: Values = {name: _sum(columns[name]) for name in SUMMED}
    for name, by in WEIGHTED_BY.items():
        weight = weights[by]
        if name == "csat" and any(each is None for each in weight):
            weight = weights["answered"]
        found[name] = _mean(columns[name], weight)
    for name in STATED:
        found[name] = next((value for value in columns[name] if value is not None), None)
    if found["in_time"] is None:
        found["threshold"] = None
    return OperationsDay(
        day=day,
        open_hours=len(parts) * minutes / 60,
        intervals=tuple(
            OperationsInterval(
                start=part.start,
                minutes=minutes,
                **{
                    name: part.values.get(name)
                    for name in ("contacts", "abandoned", "handle_time", "wait", "seats", "in_time")
                },
            )
            for part in parts
        ),
        **found,
    )


def _sum(values: Sequence[float | None]) -> float | None:
    """The total of a column that is full; of one with empty cells nothing can be said."""
    given = [value for value in values if value is not None]
    return sum(given) if len(given) == len(values) else None


def _mean(values: Sequence[float | None], weights: Sequence[float]) -> float | None:
    given = [(v, w) for v, w in zip(values, weights, strict=True) if v is not None and w > 0]
    total = sum(weight for _value, weight in given)
    return sum(value * weight for value, weight in given) / total if total else None
