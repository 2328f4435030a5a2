"""The workbook's native charts, editable in any spreadsheet program."""

from typing import Any

from xlsxwriter import Workbook

from workbench.board_pack.cash_flow import COSTS_BELOW
from workbench.board_pack.grid import Layout
from workbench.board_pack.months import HEADLINE_BLOCK
from workbench.board_pack.pack import BoardPack
from workbench.board_pack.sheet import ACCENT, FONT, HARM, INK, RULE, number_format
from workbench.business_case.money import money, years
from workbench.business_case.rows import HEADLINE, RowKind

TORNADO_BARS = 12
PICTURE_ROWS = 24
_HALF, _FULL = (468, 320), (940, 460)

_TEXT = {"name": FONT, "size": 9, "color": INK, "bold": False}
_TITLE = {"name": FONT, "size": 12, "color": INK, "bold": True}
_SHADES = (ACCENT, "#5EAAA8", "#9CC9C6", "#C9E2E0")


def cumulative_chart(book: Workbook, pack: BoardPack, layout: Layout) -> Any:
    """Cumulative cash year by year, as it is and discounted."""
    chart = book.add_chart({"type": "line"})
    for key, name, colour, dash in (
        ("cumulative", "Cumulative cash", ACCENT, "solid"),
        ("discounted cumulative", "Discounted", INK, "dash"),
    ):
        chart.add_series(
            {
                "name": name,
                "categories": f"={layout.heads()}",
                "values": f"={layout.range(f'{HEADLINE_BLOCK} {key}')}",
                "line": {"color": colour, "width": 2.25, "dash_type": dash},
                "marker": {
                    "type": "circle",
                    "size": 6,
                    "fill": {"color": colour},
                    "border": {"color": colour},
                },
            }
        )
    headline, horizon = pack.case.headline, pack.case.horizon
    finding = (
        f"The money is back after {years(headline.payback)}"
        if headline.payback is not None
        else f"After {years(horizon)} the headline stands at "
        + money(headline.cumulative[-1], pack.currency)
    )
    _dress(chart, finding, pack.currency, _HALF)
    return chart


def benefits_and_costs_chart(book: Workbook, pack: BoardPack, layout: Layout) -> Any:
    """Benefits above and costs below zero, year by year, with the net benefit."""
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    benefits = [line.row for line in pack.case.of_kind(RowKind.BENEFIT, HEADLINE)]
    bars = [
        (row.id, row.label, _SHADES[place % len(_SHADES)]) for place, row in enumerate(benefits)
    ]
    for key, name, colour in (*bars, (COSTS_BELOW, "Costs", HARM)):
        chart.add_series(
            {
                "name": name,
                "categories": f"={layout.heads()}",
                "values": f"={layout.range(key)}",
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    net = book.add_chart({"type": "line"})
    net.add_series(
        {
            "name": "Net benefit",
            "categories": f"={layout.heads()}",
            "values": f"={layout.range(f'{HEADLINE_BLOCK} net')}",
            "line": {"color": INK, "width": 2},
            "marker": {"type": "diamond", "size": 7, "fill": {"color": INK}},
        }
    )
    chart.combine(net)
    headline = pack.case.headline
    finding = (
        f"{money(headline.present_costs, pack.currency)} spent, "
        f"{money(headline.present_benefits, pack.currency)} gained"
    )
    _dress(chart, finding, pack.currency, _HALF)
    return chart


def tornado_chart(book: Workbook, pack: BoardPack, sheet: str, first_row: int) -> Any:
    """The widest swings as bars from the base; `first_row` holds the first swing on the sheet."""
    swings = pack.case.headline.swings[:TORNADO_BARS]
    last_row = first_row + len(swings) - 1
    chart = book.add_chart({"type": "bar"})
    for column, name, colour in ((5, "At its P10", "#9CC9C6"), (6, "At its P90", ACCENT)):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet, first_row, 0, last_row, 0],
                "values": [sheet, first_row, column, last_row, column],
                "fill": {"color": colour},
                "gap": 40,
                "overlap": 100,
            }
        )
    base = pack.case.headline.npv
    finding = f"{swings[0].label} moves the NPV of {money(base, pack.currency)} most"
    _dress(chart, finding, pack.currency, _FULL)
    chart.set_y_axis({"reverse": True, "num_font": _TEXT, "label_position": "low"})
    chart.set_x_axis(
        {
            "crossing": base,
            "num_format": _axis_format(pack.currency),
            "num_font": _TEXT,
            "major_gridlines": {"visible": True, "line": {"color": RULE}},
        }
    )
    return chart


def _dress(chart: Any, title: str, currency: str, size: tuple[int, int]) -> None:
    chart.set_title({"name": title, "name_font": _TITLE, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _TEXT})
    chart.set_x_axis(
        {"num_font": _TEXT, "label_position": "low", "line": {"color": INK, "width": 1}}
    )
    chart.set_y_axis(
        {
            "num_format": _axis_format(currency),
            "num_font": _TEXT,
            "major_gridlines": {"visible": True, "line": {"color": RULE}},
            "line": {"none": True},
        }
    )
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": size[0], "height": size[1]})


def _axis_format(currency: str) -> str:
    amount = number_format("money", currency).split(";")[0]
    return f"{amount};-{amount}"
