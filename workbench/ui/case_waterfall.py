"""Where the value comes from: driver by driver, and which drivers are off."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workbench.business_case.conventions import Conventions
from workbench.business_case.model import model
from workbench.business_case.money import money
from workbench.business_case.rows import Row, RowKind, Tier
from workbench.business_case.simulation import simulation
from workbench.business_case.waterfall import Waterfall, waterfall
from workbench.charts.waterfall import waterfall_figures, waterfall_picture, waterfall_scale
from workbench.evidence.assumptions import Register
from workbench.headroom.scenario import Scenario
from workbench.ui.case import Built
from workbench.ui.case_futures import Key, futures_key
from workbench.ui.case_head import Shown
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.workshop.workshop import Workshop

READING = "waterfall_reading"
SHARES, ALONE = "Fair shares", "Each alone"
WORDS = {
    SHARES: "Each driver gets what it adds on average over all orders in which the drivers could "
    "be switched on (Shapley value). The shares add up to the whole.",
    ALONE: "Each driver acts by itself. What comes on top, or goes, when they act together stands "
    "in a bar of its own.",
}


def where_it_comes_from(workshop: Workshop, shown: Built, view: Shown) -> None:
    """The waterfall of the drivers that act, and the drivers that are off."""
    if shown.case is None or shown.held is None:
        return
    found = waterfall_of(shown, view.appraisal.tiers)
    currency, scale = workshop.currency, waterfall_scale(found)
    reading = None
    if len(found.bars) > 1:
        reading = st.segmented_control(
            "How the drivers are told apart", (SHARES, ALONE), key=READING, required=True,
            default=SHARES, persist_state="session",
        )  # fmt: skip
    shared = reading != ALONE
    title = _title(found, currency, shared=shared)
    bars = len(found.bars) + (2 if shared else 3)
    picture(
        "waterfall",
        (currency, scale, bars),
        lambda look: waterfall_picture(look, currency, scale, bars),
        title=title,
        alt=title,
        table=lambda: _table(found, currency),
        data=waterfall_figures(found, currency, scale, shared=shared),
    )
    if len(found.bars) > 1:
        runs = f"{found.runs:,} runs of the model, present value."
        st.caption(f"{WORDS[SHARES if shared else ALONE]} {runs}")
    acting = {key for bar in found.bars for key in bar.drivers}
    _off([row for row in shown.case.rows.of_kind(RowKind.DRIVER) if row.id not in acting])


def waterfall_of(shown: Built, tiers: tuple[Tier, ...]) -> Waterfall:
    """The waterfall of a case, worked out once for all who look at the same figures."""
    if shown.held is None or shown.case is None:
        raise ValueError(f"there is no case: {shown.problem}")
    agreed = shown.case.conventions
    return _waterfall(futures_key(shown), tiers, shown.held, shown.scenario, agreed)


@st.cache_resource(max_entries=100, show_spinner=False)
def _waterfall(
    key: Key,  # noqa: ARG001 - part of the key
    tiers: tuple[Tier, ...],
    _held: Register,
    _scenario: Scenario,
    _agreed: Conventions,
) -> Waterfall:
    return waterfall(model(_held, simulation(_scenario), conventions=_agreed), tiers)


def _title(found: Waterfall, currency: str, *, shared: bool) -> str:
    if not found.bars:
        return "No driver moves any money: only costs are left"
    largest = max(found.bars, key=lambda bar: abs(bar.share if shared else bar.alone))
    amount = largest.share if shared else largest.alone
    verb = "brings" if amount >= 0 else "costs"
    most = f"{verb} most:" if len(found.bars) > 1 else verb
    return f"“{largest.label}” {most} {money(abs(amount), currency)} of present value"


def _table(found: Waterfall, currency: str) -> pd.DataFrame:
    rows = [("Costs that no driver moves", found.start, found.start)]
    rows += [(bar.label, bar.share, bar.alone) for bar in found.bars]
    rows.append(("Acting together", 0.0, found.interaction))
    rows.append(("Net present value", found.total, found.total))
    return pd.DataFrame(
        {
            "Driver": [name for name, _, _ in rows],
            SHARES: [money(share, currency) for _, share, _ in rows],
            ALONE: [money(alone, currency) for _, _, alone in rows],
        }
    )


def _off(rows: Sequence[Row]) -> None:
    """The drivers that move nothing in this case, and what each would need."""
    if not rows:
        return
    with st.expander(f"{len(rows)} drivers move nothing here", icon=":material/toggle_off:"):
        st.markdown("\n".join(f"- **{plain(row.label)}.** {plain(row.source)}" for row in rows))
        st.caption("A driver's figures are entered below, under “Enter or change a driver”.")
