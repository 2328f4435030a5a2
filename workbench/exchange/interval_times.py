"""When the intervals of a file start, with the nights on which the clocks change."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbench.exchange.date_style import DateStyle, date_style
from workbench.exchange.problems import Problem, UnreadableFile, quoted

LENGTHS = (5, 10, 15, 20, 30, 60)
ACCEPTED = "accepted: 2026-03-31 08:30, or 2026-03-31T08:30+02:00 with the offset"
_MOMENT = re.compile(
    r"(?P<date>\S+?)[T ]\s*(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::00(?:\.0+)?)?"
    r"\s*(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?"
)

Written = tuple[int, str]


class Moment(NamedTuple):
    """The start of an interval: the row it is in, and the time on the clock of the centre.

    `start` has its offset from universal time where the file or the time zone tells it.
    """

    row: int
    start: datetime

    @property
    def order(self) -> datetime:
        """What moments are sorted by."""
        return self.start.replace(tzinfo=None) if self.start.tzinfo is None else self.universal

    @property
    def universal(self) -> datetime:
        """The moment in universal time, without the offset."""
        return self.start.astimezone(UTC).replace(tzinfo=None)


class Clock(NamedTuple):
    """The moments of a file in its order, the length of an interval in minutes, and notes."""

    moments: list[Moment]
    minutes: int
    notes: tuple[str, ...]


def read_clock(cells: Sequence[Written], header: str, zone: str | None) -> Clock:
    """The moments in the cells of a file, each with its row.

    Without an offset in the file, `zone` settles the hour that comes twice when the clocks go back.
    Raises UnreadableFile naming the rows that cannot be read, come twice, or never happened.
    """
    place = _zone(zone)
    style = date_style(cell.split("T")[0].split(" ")[0] for _row, cell in cells)
    read, problems = [], []
    for row, cell in cells:
        try:
            read.append(Moment(row, _written(cell, style)))
        except ValueError as error:
            problems.append(Problem(f"{error}.", row, header))
    if not problems:
        problems = list(_mixed(read, header))
    if problems:
        raise UnreadableFile(problems)
    notes: list[str] = []
    if read[0].start.tzinfo is not None:
        moments = [Moment(m.row, m.start.astimezone(place)) if place else m for m in read]
        problems = list(_twice(moments, header, None))
        notes += _about_offsets(read, place)
    elif place is not None:
        moments, problems = _placed(read, place, header)
    else:
        moments, problems = read, list(_twice(read, header, zone))
    if problems:
        raise UnreadableFile(problems)
    minutes = _length(moments, header)
    return Clock(moments, minutes, tuple(notes))


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnreadableFile(
            [
                Problem(
                    f"the time zone {quoted(name)} is not known; accepted: such as Europe/London."
                )
            ]
        ) from None


def _written(cell: str, style: DateStyle) -> datetime:
    match = _MOMENT.fullmatch(cell.strip())
    if match is None:
        raise ValueError(f"{quoted(cell)} is not a date with a time; {ACCEPTED}")
    day: date = style.read(match["date"])
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 23 or minute > 59:
        raise ValueError(f"{quoted(cell)} is no time of the day; {ACCEPTED}")
    return datetime.combine(day, time(hour, minute), _offset(match["offset"]))


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    sign = -1 if text.startswith("-") else 1
    away = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    if away >= timedelta(hours=24):
        raise ValueError(f"the offset {quoted(text)} is a day or more; {ACCEPTED}")
    return timezone(sign * away)


def _mixed(moments: Sequence[Moment], header: str) -> Iterator[Problem]:
    known = moments[0].start.tzinfo is not None
    for moment in moments:
        if (moment.start.tzinfo is not None) != known:
            has = "has no" if known else "has an"
            yield Problem(
                f"this time {has} offset from universal time, unlike row {moments[0].row}; "
                "accepted: all with it or all without.",
                moment.row,
                header,
            )
            return


def _twice(moments: Sequence[Moment], header: str, zone: str | None) -> Iterator[Problem]:
    seen: dict[datetime, int] = {}
    for moment in moments:
        first = seen.setdefault(moment.order, moment.row)
        if first != moment.row:
            said = f"{moment.start:%Y-%m-%d %H:%M} is in row {first} already; accepted: once."
            if moment.start.tzinfo is None and zone is None and moment.start.hour < 4:
                said += (
                    " If the clocks went back that night, choose the time zone of the centre or "
                    "write the offset."
                )
            yield Problem(said, moment.row, header)


def _placed(
    moments: Sequence[Moment], place: ZoneInfo, header: str
) -> tuple[list[Moment], list[Problem]]:
    """Times on the wall as moments in a time zone; the hour that comes twice is in file order."""
    placed: list[Moment] = []
    problems: list[Problem] = []
    rows: dict[datetime, list[int]] = {}
    for moment in moments:
        rows.setdefault(moment.start, []).append(moment.row)
    for moment in moments:
        wall, (first, *more) = moment.start, rows[moment.start]
        early = wall.replace(tzinfo=place)
        late = early.replace(fold=1)
        shift = late.utcoffset() != early.utcoffset()
        existed = early.astimezone(UTC).astimezone(place).replace(tzinfo=None) == wall
        said = ""
        if not existed:
            said = (
                f"{wall:%H:%M} did not exist on {wall:%Y-%m-%d} in {place.key}, where the clocks "
                "went forward; accepted: times of that day, or the offset with each time."
            )
        elif shift and not more:
            said = (
                f"{wall:%H:%M} came twice on {wall:%Y-%m-%d} in {place.key}, where the clocks went "
                "back, and the file has it once; accepted: a row for each, or the offset with each "
                "time."
            )
        elif moment.row != first and not (shift and moment.row == more[0]):
            said = f"{wall:%Y-%m-%d %H:%M} is in row {first} already; accepted: once."
        if said:
            problems.append(Problem(said, moment.row, header))
        placed.append(Moment(moment.row, late if shift and moment.row != first else early))
    return placed, problems


def _length(moments: Sequence[Moment], header: str) -> int:
    ordered = sorted({moment.order for moment in moments})
    gaps = {later - earlier for earlier, later in pairwise(ordered)}
    if not gaps:
        raise UnreadableFile(
            [Problem("one row does not tell how long an interval is; accepted: two or more.")]
        )
    minutes = min(gaps) // timedelta(minutes=1)
    if minutes not in LENGTHS:
        pair = next(b for a, b in pairwise(ordered) if b - a == min(gaps))
        row = next(moment.row for moment in moments if moment.order == pair)
        accepted = ", ".join(str(length) for length in LENGTHS)
        raise UnreadableFile(
            [
                Problem(
                    f"this interval starts {minutes} minutes after the one before; accepted: "
                    f"intervals of {accepted} minutes.",
                    row,
                    header,
                )
            ]
        )
    off = [m for m in moments if (m.start.hour * 60 + m.start.minute) % minutes]
    if off:
        raise UnreadableFile(
            [
                Problem(
                    f"{moment.start:%H:%M} is no start of an interval of {minutes} minutes; "
                    f"accepted: full intervals.",
                    moment.row,
                    header,
                )
                for moment in off
            ]
        )
    return minutes


def _about_offsets(moments: Sequence[Moment], place: ZoneInfo | None) -> Iterator[str]:
    if place is not None:
        yield f"Times were taken to the clock of {place.key}."
    elif all(moment.start.utcoffset() == timedelta(0) for moment in moments):
        yield (
            "Times are in universal time and no time zone is chosen, so each day begins at "
            "midnight in universal time."
        )
