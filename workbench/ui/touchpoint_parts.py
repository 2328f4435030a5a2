"""The parts of the page on touchpoints: the map, what the forms say, and who owns what."""

import pandas as pd
import streamlit as st

from workbench.charts.share_rows import share_row, share_rows, share_told, shares_told
from workbench.ui.current import released
from workbench.ui.outcome import attempt, say
from workbench.ui.page import page
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.ui.room_findings import findings, journey_map
from workbench.ui.store import store
from workbench.ui.touchpoint_pictures import show_journey, show_moments
from workbench.voices import contributions as of
from workbench.voices.estimates import Estimate, wilson
from workbench.voices.instrument import instrument
from workbench.voices.theme_report import about_of
from workbench.voices.touchpoint_report import touchpoint_report
from workbench.workshop.agenda import Activity
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

PLACE = "touchpoints"
MOMENT_METRIC = "moment_of_truth"
Shares = dict[str, dict[Role, Estimate]]


def show_map(workshop: Workshop, size: float) -> bool:
    """The journey map of the latest step of cards that is shown; tells whether there is one."""
    cards = [f for f in findings(workshop).values() if f.step.activity is Activity.TOUCHPOINTS]
    cards = [found for found in cards if found.roles]
    if not cards:
        return False
    found = cards[-1]
    if len(cards) > 1 and size == 1:
        names = {one.step.id: plain(one.step.title) for one in cards}
        chosen = st.segmented_control(
            "Cards of",
            [*names],
            default=found.step.id,
            format_func=lambda name: names[name],
            key="touchpoints_step",
            persist_state="session",
            required=True,
        )
        found = next(one for one in cards if one.step.id == chosen)
    journey = journey_map(workshop)
    show_journey(found, journey, size)
    left, right = st.columns(2, gap="large")
    with left:
        show_moments(touchpoint_report(found, journey))
    with right:
        _owners_told(workshop)
    hidden = " ".join(found.hidden.values())
    people = ", ".join(f"{one.people} {role.label.lower()}" for role, one in found.roles.items())
    st.caption(f"Cards of {people}. Bars are 95% intervals. {hidden}".strip())
    return True


def show_forms(workshop: Workshop, *, has_cards: bool, size: float) -> None:
    """What the questionnaire says of the journey: the moment that mattered, and what is written."""
    voices = released(workshop)
    moments = _moments(workshop)
    written = _written(workshop)
    if not moments and not written:
        if not has_cards:
            _nothing(workshop)
        return
    if has_cards:
        st.divider()
    left, right = st.columns(2, gap="large")
    with left:
        _shares(
            "moments of the forms",
            moments,
            "Customers for whom it mattered most, %",
            "matters most to customers",
            size,
        )
    with right:
        _shares(
            "written about",
            written,
            "People who write about it, % of those who write",
            "is what most is written about",
            size,
        )
    if not has_cards:
        st.caption(
            "From the questionnaire. For satisfaction, effort and feeling step by step, put "
            "touchpoint cards on the agenda of a room."
        )
    hidden = " ".join(voices.hidden.values())
    if hidden:
        st.caption(hidden)


def show_owners(workshop: Workshop) -> None:
    """Who owns each touchpoint, to be changed here."""
    say(PLACE)
    journey = journey_map(workshop)
    with st.expander("Who owns each step of the journey", icon=":material/badge:"):
        table = pd.DataFrame(
            [{"id": t.id, "Step": t.label, "Owner": t.owner} for t in journey.touchpoints]
        )
        edited = st.data_editor(
            table,
            key="touchpoints_owners",
            hide_index=True,
            disabled=["Step"],
            column_config={
                "id": None,
                "Owner": st.column_config.TextColumn(max_chars=120, width="large"),
            },
        )
        st.button("Save the owners", key="save_owners", on_click=_saved, args=(workshop, edited))


def _owners_told(workshop: Workshop) -> None:
    owned = [one for one in journey_map(workshop).touchpoints if one.owner]
    unowned = [one.label for one in journey_map(workshop).touchpoints if not one.owner]
    if owned:
        st.markdown("**Owners**")
        st.markdown("\n".join(f"- {plain(one.label)}: {plain(one.owner)}" for one in owned))
    if unowned:
        st.caption(f"Without an owner: {', '.join(unowned)}.")


def _moments(workshop: Workshop) -> Shares:
    """The share of customers who say that a step mattered most."""
    item = next(
        (one.id for one in instrument().items.values() if one.metric == MOMENT_METRIC), None
    )
    release = released(workshop).roles.get(Role.CUSTOMER)
    picks = release.picks.get(item or "") if release else None
    if picks is None or not picks.people:
        return {}
    return {
        step.label: {Role.CUSTOMER: wilson(picks.counts.get(step.id, 0), picks.people)}
        for step in instrument().steps
    }


def _written(workshop: Workshop) -> Shares:
    """The share of each role's writers who write about a step of the journey."""
    roles = released(workshop).roles
    about = about_of({role: release.votes for role, release in roles.items()}, of.STEPS)
    largest = sorted(about, key=lambda role: -about[role].people)[:3]
    if not largest:
        return {}
    return {
        step.label: {
            role: wilson(about[role].counts.get(step.id, 0), about[role].people) for role in largest
        }
        for step in instrument().steps
    }


def _shares(name: str, shares: Shares, axis: str, finding: str, size: float) -> None:
    if not shares:
        return
    ordered = sorted(shares.items(), key=lambda pair: -sum(e.value for e in pair[1].values()))
    rows = [share_row(label, own) for label, own in ordered[:6]]
    title = f"“{ordered[0][0]}” {finding}"
    picture(
        name,
        repr((rows, size)),
        lambda look: share_rows(rows, axis, look, size),
        title=title,
        alt=shares_told(title, rows),
        table=pd.DataFrame(
            [
                {"Step": label, "Role": role.label, "Share (95% interval)": share_told(share)}
                for label, own in ordered
                for role, share in own.items()
            ]
        ),
    )


def _nothing(workshop: Workshop) -> None:
    st.info(
        "No touchpoints to show yet. They come from the customers' form once results are "
        "revealed, and from touchpoint cards on the agenda of a room, which ask for satisfaction, "
        f"effort and feeling at each step. A role is shown from "
        f"{workshop.privacy.score_threshold} people.",
        icon=":material/route:",
    )
    with st.container(horizontal=True):
        st.page_link(page("facilitate"), label="Run the room", icon=":material/arrow_forward:")
        st.page_link(page("readiness"), label="Reveal the results", icon=":material/visibility:")


def _saved(workshop: Workshop, edited: pd.DataFrame) -> None:
    def made() -> str:
        rows = edited.fillna("").to_dict("records")
        owners = {str(row["id"]): str(row["Owner"]) for row in rows}
        journey = store().room_parts.journey(workshop.id).owned(owners)
        store().room_parts.set_journey(workshop.id, journey)
        return "The owners are saved."

    attempt(PLACE, made)
