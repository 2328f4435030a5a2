"""Half-hours from a file: clocks that change, gaps, rows that come twice, units that differ."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from workbench.exchange.operations_csv import (
    interval_template,
    operations_template,
    read_operations,
)
from workbench.exchange.problems import UnreadableFile

TODAY = date(2026, 1, 31)
HEADER = "interval start,contacts offered,contacts abandoned,handle time (minutes),seats"
# The clocks of London went forward on the one and back on the other.
FORWARD, BACK = date(2025, 3, 30), date(2025, 10, 26)
LONDON = "Europe/London"


def row(start: str, contacts: int = 100, handle_time: float = 6.0, seats: float = 30) -> str:
    return f"{start},{contacts},5,{handle_time},{seats}"


def half_hours(day: date, first: int = 0, last: int = 48) -> list[str]:
    midnight = datetime.combine(day, time())
    return [f"{midnight + timedelta(minutes=30 * at):%Y-%m-%d %H:%M}" for at in range(first, last)]


def read(starts: list[str], zone: str | None = None, header: str = HEADER) -> object:
    return read_operations("\n".join([header, *map(row, starts)]).encode(), TODAY, zone)


def days_read(starts: list[str], zone: str | None = None) -> tuple[object, ...]:
    return read_operations("\n".join([HEADER, *map(row, starts)]).encode(), TODAY, zone).days


def problems(read_it: Callable[[], object]) -> list[str]:
    with pytest.raises(UnreadableFile) as refused:
        read_it()
    return [str(problem) for problem in refused.value.problems]


def test_half_hours_make_days() -> None:
    (day,) = read_operations(
        "\n".join([HEADER, row("2025-05-05 08:00"), row("2025-05-05 08:30", 300, 8.0)]).encode(),
        TODAY,
    ).days
    assert day.contacts == 400
    assert day.abandoned == 10
    # Weighted by the 95 and the 295 that were answered.
    assert day.handle_time == pytest.approx((95 * 6 + 295 * 8) / 390)
    assert day.open_hours == 1
    assert [part.contacts for part in day.intervals] == [100, 300]


@pytest.mark.parametrize("everything", [False, True])
def test_the_templates_are_read_again(everything: bool) -> None:
    assert len(read_operations(operations_template(everything), TODAY).days) == 2
    assert len(read_operations(interval_template(), TODAY).days) == 1


def test_the_night_on_which_clocks_go_forward_has_23_hours() -> None:
    starts = [at for at in half_hours(FORWARD) if not at.endswith((" 01:00", " 01:30"))]
    others = half_hours(FORWARD - timedelta(days=7)) + half_hours(FORWARD + timedelta(days=7))
    days = read_operations(
        "\n".join([HEADER, *map(row, others[:48] + starts + others[48:])]).encode(), TODAY, LONDON
    ).days
    assert [day.open_hours for day in days] == [24, 23, 24]


def test_a_time_that_did_not_exist_names_its_row() -> None:
    said = problems(lambda: read(half_hours(FORWARD), LONDON))
    assert len(said) == 2
    assert "Row 4" in said[0]
    assert "01:00 did not exist on 2025-03-30 in Europe/London" in said[0]


def test_the_night_on_which_clocks_go_back_has_25_hours() -> None:
    starts = half_hours(BACK, 0, 4) + half_hours(BACK, 2, 48)
    (day,) = read_operations("\n".join([HEADER, *map(row, starts)]).encode(), TODAY, LONDON).days
    assert day.open_hours == 25
    assert day.contacts == 5000
    offsets = [part.start.utcoffset() for part in day.intervals]
    assert offsets.count(timedelta(hours=1)) == 4
    said = problems(lambda: read(starts))
    assert "Row 6" in said[0]
    assert "choose the time zone of the centre or write the offset" in said[0]
    once = problems(lambda: read(half_hours(BACK), LONDON))
    assert "came twice on 2025-10-26 in Europe/London" in once[0]


def test_offsets_in_the_file_need_no_time_zone() -> None:
    early = [f"{at.replace(' ', 'T')}+01:00" for at in half_hours(BACK, 0, 4)]
    late = [f"{at.replace(' ', 'T')}+00:00" for at in half_hours(BACK, 2, 48)]
    (day,) = read_operations("\n".join([HEADER, *map(row, early + late)]).encode(), TODAY).days
    assert day.open_hours == 25


def test_offsets_on_some_rows_only_are_refused() -> None:
    said = problems(lambda: read(["2025-05-05 08:00", "2025-05-05 08:30+01:00"]))
    assert "Row 3" in said[0]
    assert "unlike row 2; accepted: all with it or all without" in said[0]


def test_universal_time_without_a_time_zone_is_said() -> None:
    file = read_operations(
        "\n".join([HEADER, row("2025-05-05T08:00Z"), row("2025-05-05T08:30Z")]).encode(), TODAY
    )
    assert any("universal time and no time zone is chosen" in note for note in file.notes)


def test_an_interval_that_comes_twice_names_both_rows() -> None:
    said = problems(lambda: read(["2025-05-05 09:00", "2025-05-05 09:30", "2025-05-05 09:00"]))
    assert said[0].startswith("Row 4")
    assert "2025-05-05 09:00 is in row 2 already; accepted: once" in said[0]


def test_a_day_with_a_gap_is_left_out_and_named() -> None:
    weeks = [date(2025, 5, 5) + timedelta(days=7 * at) for at in range(4)]
    starts = [at for day in weeks for at in half_hours(day, 16, 36)]
    starts.remove("2025-05-12 11:30")
    file = read_operations("\n".join([HEADER, *map(row, starts)]).encode(), TODAY)
    assert [day.day for day in file.days] == [weeks[0], weeks[2], weeks[3]]
    assert any("2025-05-12 (from 11:30)" in note for note in file.notes)
    assert any("days have no figures" in note for note in file.notes)


def test_a_row_in_another_unit_is_named() -> None:
    starts = half_hours(date(2025, 5, 5), 16, 36)
    rows = [row(at, handle_time=40.0 if number == 7 else 0.9) for number, at in enumerate(starts)]
    said = problems(lambda: read_operations("\n".join([HEADER, *rows]).encode(), TODAY))
    assert said[0].startswith("Row 9")
    assert "times above that of the other rows. Is this row in another unit?" in said[0]


@pytest.mark.parametrize(
    ("zone", "why"), [("Europe/Nowhere", "is not known"), ("../etc", "is not known")]
)
def test_an_unknown_time_zone_is_refused(zone: str, why: str) -> None:
    assert why in problems(lambda: read(half_hours(BACK), zone))[0]


def test_intervals_that_do_not_start_on_time_name_their_row() -> None:
    said = problems(lambda: read(["2025-05-05 08:00", "2025-05-05 08:07"]))
    assert "Row 3" in said[0]
    assert "7 minutes after the one before" in said[0]
