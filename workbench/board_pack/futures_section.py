"""The futures of the case as a sheet: percentiles with their errors, the seed, and the gates.

A spreadsheet cannot draw them anew, so nothing on it moves; the hash says which case it belongs to.
"""

from collections.abc import Sequence

from workbench.board_pack.pack import Findings, Section
from workbench.business_case.futures import Printed
from workbench.business_case.gates import GatePath
from workbench.business_case.money import money, percent
from workbench.business_case.risk_plan import Gate, RiskPlan
from workbench.business_case.risk_sentences import best_way, gates_title
from workbench.business_case.spread import PERCENTILES, Spread, rounded_error
from workbench.evidence.assumptions import Register
from workbench.evidence.units import figure_in_words

NAME = "Futures"


def futures_section(
    found: Printed,
    plan: RiskPlan,
    content: str,
    held: Register,
    gates: Sequence[Gate],
    path: GatePath | None,
    currency: str,
) -> Section:
    """The sheet; `content` is the hash of all that the futures depend on."""
    tables = [_values(found, currency), _percentiles(found, currency), _drawn(found, plan, content)]
    if path is not None and gates:
        tables.append(_gates(gates, path, held, currency))
    return Section(
        name=NAME,
        remark="Fixed: drawn when the pack was taken. A change in the other sheets does not move "
        "these figures.",
        tables=tuple(tables),
    )


def _values(found: Printed, currency: str) -> Findings:
    def column(told: Spread) -> list[tuple[str, float, float]]:
        named = (
            ("P10", told.p10), ("P50", told.p50), ("P90", told.p90), ("Mean", told.mean),
            (f"Mean of the worst {told.tail:.0%}", told.shortfall),
        )  # fmt: skip
        return [(name, each.shown, rounded_error(each)) for name, each in named]

    rows = [
        (name, value, error, other, other_error)
        for (name, value, error), (_, other, other_error) in zip(
            column(found.headline), column(found.with_value), strict=True
        )
    ]
    chances = [
        f"{percent(round(told.positive.value, 4))} ± {percent(rounded_error(told.positive))}"
        for told in (found.headline, found.with_value)
    ]
    return Findings(
        title=f"Net present value, {currency}",
        columns=("Figure", "In cash", "Standard error", "With the value", "Standard error "),
        rows=tuple(rows),
        note=f"Chance that it pays: in cash {chances[0]}, with the value {chances[1]}.",
    )


def _percentiles(found: Printed, currency: str) -> Findings:
    rows = zip(PERCENTILES, found.headline_at, found.with_value_at, strict=True)
    return Findings(
        title=f"Percentiles of the net present value, {currency}",
        columns=("Percentile", "In cash", "With the value"),
        rows=tuple((f"P{round(100 * share)}", cash, value) for share, cash, value in rows),
    )


def _drawn(found: Printed, plan: RiskPlan, content: str) -> Findings:
    sizes = found.sizes
    rows = (
        ("Futures", f"{sizes.trials:,} in {sizes.parts} independent parts"),
        ("Runs of the contact-centre model", f"{sizes.runs:,}"),
        ("Seed", str(plan.seed)),
        ("Ranges of judgement", "taken as wider than stated" if plan.widen else "as stated"),
        ("Allowed for costs that grow", plan.allowance.meaning),
        ("Hash of the case", content),
    )
    return Findings(title="How they were drawn", columns=("What", "How"), rows=rows)


def _gates(gates: Sequence[Gate], path: GatePath, held: Register, currency: str) -> Findings:
    rows = []
    for gate, outcome in zip(gates, path.gates, strict=True):
        figure = held[gate.assumption_id]
        side = "above" if gate.stops_above else "below"
        beyond = figure_in_words(gate.stops_beyond, figure.unit, currency)
        rows.append(
            (
                f"{gate.name}, month {gate.month:g}",
                f"{figure.label} {side} {beyond}",
                percent(round(outcome.stops, 3)),
                money(gate.spent, currency),
                gate.kill_criterion,
            )
        )
    return Findings(
        title=gates_title(path, currency),
        columns=("Gate", "Stops when", "Chance to stop", "Spent on the way", "Kill criterion"),
        rows=tuple(rows),
        note=best_way(path, currency),
    )
