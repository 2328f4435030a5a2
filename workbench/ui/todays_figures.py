"""Today's figures: drawn from the register, tried here, and put back or kept."""

from dataclasses import fields

import streamlit as st

from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.units import decimals_to_type, factor, unit_in_words
from workbench.headroom.centre import Centre
from workbench.headroom.scenario import Scenario
from workbench.ui.current import register
from workbench.ui.rests_on import provenance
from workbench.ui.scenarios import override, show
from workbench.workshop.workshop import Workshop

GROUPS = {
    "Customers and contacts": (
        "contacts_per_week",
        "open_hours_per_week",
        "volume_cv",
        "handle_time",
        "contacts_cut_short",
        "unresolved_share",
        "recontact",
        "patience",
        "redial",
        "service_threshold",
        "satisfaction",
    ),
    "Advisors": (
        "seats",
        "absence",
        "shift_hours",
        "off_phone_time",
        "follow_up_share",
        "coaching_share",
        "contract_hours",
        "attrition",
        "strictness",
    ),
    "Money": ("wage", "leave_cost"),
}
TRIED = ":orange-badge[tried]"


def todays_figures(workshop: Workshop, scenario: Scenario) -> None:
    """Every figure of the centre as an input, with its source one tap away."""
    held = register(workshop)
    st.caption(
        "Another value is tried on today and on the scenario alike, for you alone. The question "
        "mark says where a figure comes from and how sure it is."
    )
    for title, ids in GROUPS.items():
        st.markdown(f"**{title}**")
        with st.grid(3, min_column_width=230):
            for key in ids:
                figure_input(workshop, scenario, held[key])


def figure_input(workshop: Workshop, scenario: Scenario, assumption: Assumption) -> None:
    """A figure to type; the register's until another is tried."""
    key, times = f"figure_{assumption.id}", factor(assumption.unit)
    value = scenario.overrides.get(assumption.id, assumption.p50)
    show(key, float(times * value))
    st.number_input(
        label_of(assumption, workshop.currency, tried=assumption.id in scenario.overrides),
        times * assumption.lowest,
        times * assumption.highest,
        step=float(times * assumption.step),
        format=f"%.{decimals_to_type(assumption)}f",
        key=key,
        help=provenance(assumption, workshop.currency),
        on_change=try_figure,
        args=(workshop, assumption.id, key),
    )


def label_of(assumption: Assumption, currency: str, *, tried: bool) -> str:
    """The name of a figure, with its unit unless it says it, marked when another value is tried."""
    label, unit = assumption.label, unit_in_words(assumption.unit, currency)
    said = set(label.casefold().split()) >= set(unit.casefold().split())
    return f"{label}{'' if said else f' ({unit})'}{f' {TRIED}' if tried else ''}"


def try_figure(workshop: Workshop, assumption_id: str, key: str) -> None:
    """Take what was typed into the working scenario; the register's own value is no trial."""
    assumption = register(workshop)[assumption_id]
    typed = st.session_state[key]
    times, digits = factor(assumption.unit), decimals_to_type(assumption)
    same = typed is None or round(typed, digits) == round(times * assumption.p50, digits)
    override(workshop, assumption_id, None if same else typed / times)


def is_typical(held: Register) -> bool:
    """Whether no figure of the centre was measured, told or edited yet."""
    return not any(held.replaced(field.name) for field in fields(Centre))
