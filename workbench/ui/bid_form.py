"""One bid as a form: what it is, when, what it costs and brings, and what it depends on."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from pydantic import ValidationError

from workbench.business_case.bids import (
    MOST_MONTHS,
    MOST_YEARS,
    NOTHING,
    Bid,
    BidProblem,
    Lane,
    Range,
    ordered_range,
)
from workbench.business_case.money import percent
from workbench.business_case.portfolio_defaults import QUARTER, months_later
from workbench.evidence.grades import Grade
from workbench.exchange.bids_in import removals
from workbench.ui.outcome import attempt, problems_at, refuse
from workbench.ui.plain import plain
from workbench.ui.portfolio import Portfolio
from workbench.ui.portfolio_tabs import BIDS, TAB
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop

PLACE = "bids"
CHOSEN = "bid chosen"
NEW = "A new bid"
ENDS = ("low", "base", "high")
FIELDS = {
    "name": "Name",
    "function": "Function",
    "owner": "Owner",
    "months": "Months until it works",
    "kill_criterion": "Kill criterion",
    "before_gate": "Spend before the first gate",
    "gate": "First gate",
    "starts": "Earliest start",
    "requires": "Requires",
    "excludes": "Excludes",
    "removes": "Removes",
    "people_months": "People-months",
    "costs": "Costs",
    "benefits": "Benefits",
}


def bid_form(workshop: Workshop, shown: Portfolio) -> None:
    """Choose a bid, or a new one, and change it."""
    by_name = {bid.name: bid for bid in shown.bids}
    names = [NEW, *by_name]
    wanted = st.session_state.get(CHOSEN)
    if wanted not in names:
        st.session_state[CHOSEN] = NEW
    chosen = st.selectbox("Bid", names, key=CHOSEN)
    bid = by_name.get(chosen)
    problems = problems_at(PLACE)
    if problems:
        listed = "\n".join(
            f"- {FIELDS.get(field, plain(field.capitalize()))}: {plain(why)}"
            for field, why in problems.items()
        )
        st.error(f"Nothing was saved:\n\n{listed}", icon=":material/error:")
    name = _key(bid)
    with st.form(f"bid_{name}"):
        others = [each for each in by_name if bid is None or each != bid.name]
        _what_it_is(bid, name)
        _when(bid, shown, name)
        _what_it_depends_on(bid, others, name)
        years = _years(bid, shown.horizon)
        _people(bid, years, name)
        if bid is None or bid.scenario is None:
            _figures(bid, years, workshop.currency, name)
        else:
            st.info(
                "What this change costs and brings comes from the business case, with the grades "
                "of its assumptions.",
                icon=":material/link:",
            )
        st.form_submit_button(
            "Save the bid",
            type="primary",
            on_click=_save,
            args=(workshop, bid, years, name),
        )


def _years(bid: Bid | None, horizon: int) -> int:
    """The years to fill in: those that count, and those that the bid has."""
    own = max(len(bid.benefits), len(bid.costs) - 1, len(bid.people_months)) if bid else 0
    return min(max(horizon, own), MOST_YEARS)


def _key(bid: Bid | None) -> str:
    """What the keys of the inputs end with: another bid, or another version, has its own."""
    return "new" if bid is None else f"{bid.name}_{abs(hash(bid))}"


def _what_it_is(bid: Bid | None, name: str) -> None:
    change = bid is not None and bid.scenario is not None
    st.text_input(
        "Name",
        bid.name if bid else "",
        key=f"bid_name_{name}",
        max_chars=120,
        disabled=change,
        help="A scenario keeps the name that it has in the simulator." if change else None,
    )
    left, right = st.columns(2)
    left.text_input(
        "Function", bid.function if bid else "", key=f"bid_function_{name}", max_chars=120
    )
    right.text_input("Owner", bid.owner if bid else "", key=f"bid_owner_{name}", max_chars=120)
    left.selectbox(
        "Lane",
        list(Lane),
        list(Lane).index(bid.lane) if bid else 1,
        format_func=lambda lane: lane.value.capitalize(),
        key=f"bid_lane_{name}",
        help="Transformation changes how the organisation works, management runs it better.",
    )
    if not change:
        right.selectbox(
            "Evidence grade",
            list(Grade),
            list(Grade).index(bid.grade) if bid and bid.grade else len(Grade) - 1,
            format_func=lambda grade: f"{grade}, {grade.meaning}",
            key=f"bid_grade_{name}",
        )


def _when(bid: Bid | None, shown: Portfolio, name: str) -> None:
    first_day = shown.funding.first_day
    left, middle, right = st.columns(3)
    left.date_input("Earliest start", bid.starts if bid else first_day, key=f"bid_starts_{name}")
    middle.number_input(
        "Months until it works",
        min_value=1,
        max_value=MOST_MONTHS,
        value=bid.months if bid else 6,
        key=f"bid_months_{name}",
    )
    right.date_input(
        "First gate",
        bid.gate if bid else months_later(first_day, QUARTER),
        key=f"bid_gate_{name}",
    )
    st.text_input(
        "Kill criterion",
        bid.kill_criterion if bid else "",
        key=f"bid_kill_criterion_{name}",
        max_chars=300,
        placeholder="What stops the project at the first gate, with a number",
    )


def _what_it_depends_on(bid: Bid | None, others: Sequence[str], name: str) -> None:
    left, right = st.columns(2)
    for side, field, label in ((left, "requires", "Requires"), (right, "excludes", "Excludes")):
        given = getattr(bid, field) if bid else ()
        side.multiselect(
            label,
            sorted({*others, *given}),
            default=list(given),
            key=f"bid_{field}_{name}",
            placeholder="Other projects",
        )
    st.text_input(
        "Removes",
        "; ".join(f"{each.cause} {percent(each.share)}" for each in bid.removes) if bid else "",
        key=f"bid_removes_{name}",
        placeholder="repeat contacts 40%; complaints",
        help="The causes that its benefits rest on, with the share of each that it puts down to "
        "itself, so that no other case counts the same effect again.",
    )
    st.checkbox("Mandatory", bid.mandatory if bid else False, key=f"bid_mandatory_{name}")


def _people(bid: Bid | None, years: int, name: str) -> None:
    for year, side in enumerate(st.columns(years)):
        given = bid.people_months if bid else ()
        side.number_input(
            f"People-months, year {year + 1}",
            min_value=0.0,
            value=given[year] if year < len(given) else 0.0,
            format="%g",
            key=f"bid_people_{year}_{name}",
        )


def _figures(bid: Bid | None, years: int, currency: str, name: str) -> None:
    st.caption(
        f"Amounts in {currency}. Low: one in ten comes out lower (P10). Base: as likely higher as "
        "lower (P50). High: one in ten comes out higher (P90). Low and high may be left empty for "
        "an amount without a range."
    )
    for label, field, year, given in _amounts(bid, years):
        for side, end in zip(st.columns(3), ENDS, strict=True):
            percentile = {"low": given.p10, "base": given.p50, "high": given.p90}[end]
            side.number_input(
                f"{label}, {end}",
                value=None if given == NOTHING else percentile,
                format="%.0f",
                key=f"bid_{field}_{year}_{end}_{name}",
                placeholder="0" if end == "base" else "as base",
            )
    st.number_input(
        f"Spend before the first gate, {currency}",
        min_value=0.0,
        value=bid.before_gate if bid else None,
        format="%.0f",
        key=f"bid_before_gate_{name}",
    )


def _amounts(bid: Bid | None, years: int) -> list[tuple[str, str, int, Range]]:
    costs, benefits = (bid.costs, bid.benefits) if bid else ((), ())
    rows = []
    for year in range(years + 1):
        when = "at the start" if year == 0 else f"in year {year}"
        rows.append((f"Cost {when}", "cost", year, costs[year] if year < len(costs) else NOTHING))
    for year in range(1, years + 1):
        given = benefits[year - 1] if year <= len(benefits) else NOTHING
        rows.append((f"Benefit in year {year}", "benefit", year, given))
    return rows


def _save(workshop: Workshop, before: Bid | None, years: int, name: str) -> None:
    try:
        bid = _read(before, years, name)
    except BidProblem as problem:
        refuse(PLACE, {problem.field: str(problem)})
        return
    except ValidationError as error:
        refuse(PLACE, _problems(error))
        return

    def save() -> str:
        instead = before.name if before is not None and before.scenario is None else None
        store().bids.save(workshop.id, bid, instead_of=instead)
        st.session_state[CHOSEN] = bid.name
        # The first bid brings the tabs; whoever wrote it stays with the bids.
        st.session_state[TAB] = BIDS
        return f"{bid.name} is saved."

    attempt(PLACE, save)


def _read(before: Bid | None, years: int, name: str) -> Bid:
    state = st.session_state

    def typed(field: str) -> Any:
        return state.get(f"bid_{field}_{name}")

    scenario = before.scenario if before else None
    values: dict[str, Any] = {
        field: typed(field)
        for field in ("function", "owner", "lane", "starts", "months", "gate", "kill_criterion")
    }
    values |= {field: tuple(typed(field) or ()) for field in ("requires", "excludes")}
    values |= {
        "name": scenario or typed("name"),
        "mandatory": bool(typed("mandatory")),
        "removes": removals(typed("removes") or ""),
        "people_months": tuple(typed(f"people_{year}") or 0.0 for year in range(years)),
        "scenario": scenario,
    }
    if scenario is None:
        values |= {
            "grade": typed("grade"),
            "before_gate": typed("before_gate"),
            "costs": tuple(_range(typed, "cost", year) for year in range(years + 1)),
            "benefits": tuple(_range(typed, "benefit", year) for year in range(1, years + 1)),
        }
    try:
        return Bid(**values)
    except ValidationError as error:
        cause = error.errors()[0].get("ctx", {}).get("error")
        if isinstance(cause, BidProblem):
            raise cause from error
        raise


def _range(typed: Any, field: str, year: int) -> Range:
    low, base, high = (typed(f"{field}_{year}_{end}") for end in ENDS)
    if base is None:
        if low is not None or high is not None:
            raise BidProblem(f"{field} {year}", "there is no base; accepted: the amount expected")
        return NOTHING
    low, high = base if low is None else low, base if high is None else high
    return ordered_range(f"{field} {year}", low, base, high)


def _problems(error: ValidationError) -> Mapping[str, str]:
    told: dict[str, str] = {}
    for each in error.errors():
        field = str(each["loc"][0]) if each["loc"] else "bid"
        told.setdefault(field, each["msg"].removeprefix("Value error, "))
    return told
