"""What there is to give: money and people-months of each year, entered on the page."""

from datetime import date

import streamlit as st
from pydantic import ValidationError

from workbench.business_case.bids import MOST_YEARS, Funding
from workbench.ui.outcome import attempt, say
from workbench.ui.portfolio import Portfolio
from workbench.ui.store import store
from workbench.workshop.refused import refused
from workbench.workshop.workshop import Workshop

PLACE = "funding"
FIRST_DAY, YEARS = "funding_first_day", "funding_years"


def funding_form(workshop: Workshop, shown: Portfolio) -> None:
    """The budgets and the people of each year; an empty field is no limit."""
    say(PLACE)
    with st.expander(
        "What there is to give", icon=":material/account_balance:", expanded=not shown.stated
    ):
        _form(workshop, shown.funding)


def _form(workshop: Workshop, there: Funding) -> None:
    years = st.segmented_control(
        "Years",
        tuple(range(1, MOST_YEARS + 1)),
        default=there.years,
        key=f"{YEARS}_{there.years}",
        required=True,
    )
    # New keys when the stored values change, so that the fields start from them.
    name = str(abs(hash(there)))
    with st.form("funding", border=False):
        st.date_input("Year 1 begins on", there.first_day, key=f"{FIRST_DAY}_{name}")
        for year in range(int(years or there.years)):
            _year(there, year, workshop.currency, name)
        st.form_submit_button(
            "Use these limits",
            type="primary",
            on_click=_save,
            args=(workshop, int(years or there.years), name),
        )
    st.caption("Empty: no limit. What there is applies to every visitor of the workshop.")


def _year(there: Funding, year: int, currency: str, name: str) -> None:
    known = year < there.years
    st.number_input(
        f"Budget of year {year + 1}, {currency}",
        min_value=0.0,
        value=there.money[year] if known else None,
        step=100_000.0,
        format="%.0f",
        key=money_key(year, name),
        placeholder="no limit",
    )
    st.number_input(
        f"People-months of year {year + 1}",
        min_value=0.0,
        value=there.people_months[year] if known else None,
        step=6.0,
        format="%g",
        key=people_key(year, name),
        placeholder="no limit",
    )


def money_key(year: int, name: str) -> str:
    """The key of the field for the money of a year (from 0)."""
    return f"funding_money_{year}_{name}"


def people_key(year: int, name: str) -> str:
    """The key of the field for the people-months of a year (from 0)."""
    return f"funding_people_{year}_{name}"


def _save(workshop: Workshop, years: int, name: str) -> None:
    state = st.session_state
    first_day: date = state[f"{FIRST_DAY}_{name}"]

    def save() -> str:
        try:
            there_is = Funding(
                first_day=first_day,
                money=tuple(state.get(money_key(year, name)) for year in range(years)),
                people_months=tuple(state.get(people_key(year, name)) for year in range(years)),
            )
        except ValidationError as error:
            raise refused(error) from error
        store().bids.fund(workshop.id, there_is)
        return "These limits are in force now."

    attempt(PLACE, save)
