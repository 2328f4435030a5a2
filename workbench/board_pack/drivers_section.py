"""The drivers as a sheet: what each brings, alone and in its fair share, and which are off."""

from workbench.board_pack.pack import Cell, Findings, Section
from workbench.business_case.case import Case
from workbench.business_case.rows import RowKind
from workbench.business_case.waterfall import Waterfall

NAME = "Drivers"
ALONE, SHARE = "Each alone", "Fair share"


def drivers_section(case: Case, found: Waterfall) -> Section:
    """The waterfall of a case, in present value, and the drivers that move nothing in it."""
    rows: list[tuple[Cell, ...]] = [("Costs that no driver moves", found.start, found.start)]
    rows += [(bar.label, bar.share, bar.alone) for bar in found.bars]
    rows += [
        ("Acting together", 0.0, found.interaction),
        ("Net present value", found.total, found.total),
    ]
    tables = [
        Findings(
            title="Where the net present value comes from",
            columns=("Driver", SHARE, ALONE),
            rows=tuple(rows),
            note=f"{SHARE}: what a driver adds on average over all orders in which the drivers "
            "could be switched on (Shapley 1953); the shares add up to the whole. "
            f"{ALONE}: the driver by itself; what comes on top when all act is in the line "
            f"“Acting together”. {found.runs:,} runs of the model.",
        )
    ]
    acting = {key for bar in found.bars for key in bar.drivers}
    off = [row for row in case.rows.of_kind(RowKind.DRIVER) if row.id not in acting]
    if off:
        tables.append(
            Findings(
                title="Drivers that move nothing here",
                columns=("Driver", "Why"),
                rows=tuple((row.label, row.source) for row in off),
            )
        )
    remark = (
        "The model is run without and with each set of drivers; value is one run less the other. "
        "These figures do not move with the workbook."
    )
    return Section(name=NAME, remark=remark, tables=tuple(tables))
