"""The pictures of the page on themes: themes by role, and the few that make up most."""

import pandas as pd
import streamlit as st

from workbench.charts.pareto import Bar, pareto
from workbench.charts.share_rows import share_row, share_rows, share_told, shares_told
from workbench.ui.pictures import picture
from workbench.voices.theme_report import ThemeReport, first_of_each, headline
from workbench.workshop.roles import Role

SHOWN_AT_FIRST = 6
ALL = "themes_all"
ROLES = "themes_roles"
AXIS = "People who write about it, % of those who write"


def choose_roles(report: ThemeReport, *, hidden: bool) -> list[Role]:
    """The roles to draw, at most three until somebody asks for more."""
    there = [role for role in Role if role in report.writers]
    first = sorted(there, key=lambda role: -report.writers[role])[:3]
    if hidden or len(there) < 2:
        chosen = st.session_state.get(ROLES, first)
    else:
        chosen = st.pills(
            "Roles in the picture",
            there,
            selection_mode="multi",
            default=first,
            format_func=lambda role: role.label,
            key=ROLES,
            persist_state="session",
            wrap=True,
        )
    return [role for role in there if role in chosen] or first


def show_by_role(report: ThemeReport, roles: list[Role], size: float) -> None:
    """The share of each role's writers who write about a theme, the most mentioned first."""
    found = [one for one in report.themes if one.people]
    if not found:
        return
    everything = st.session_state.get(ALL, False)
    shown = found if everything else found[:SHOWN_AT_FIRST]
    rows = [
        share_row(one.theme.label, {r: e for r, e in one.roles.items() if r in roles})
        for one in shown
    ]
    title = _title(report, roles)
    picture(
        "themes by role",
        repr((rows, size)),
        lambda look: share_rows(rows, AXIS, look, size),
        title=title,
        alt=shares_told(title, rows),
        table=pd.DataFrame(
            [
                {
                    "Theme": one.theme.label,
                    "Role": role.label,
                    "Share (95% interval)": share_told(share),
                    "People who wrote": share.n,
                }
                for one in found
                for role, share in one.roles.items()
            ]
        ),
    )
    if len(found) > SHOWN_AT_FIRST and size == 1:
        st.toggle(f"All {len(found)} themes", key=ALL, persist_state="session")


def show_pareto(report: ThemeReport, size: float) -> None:
    """People who mention each theme, and how far the first few go."""
    found = [one for one in report.themes if one.people]
    if not found:
        return
    few = report.vital_few
    bars = [
        Bar(
            one.theme.label,
            one.people,
            one.cumulative,
            number < few,
            f"{_people(one.people)} · {100 * one.cumulative:.0f}% so far",
        )
        for number, one in enumerate(found)
    ]
    title = headline(report)
    picture(
        "pareto of themes",
        repr((bars, size)),
        lambda look: pareto(bars, look, size),
        title=title,
        alt=f"{title}. " + " ".join(f"{bar.name}: {bar.told}." for bar in bars),
        table=pd.DataFrame(
            [
                {
                    "Theme": one.theme.label,
                    "Element of the seven S": one.theme.element.replace("_", " "),
                    "People": one.people,
                    "Share of mentions so far": f"{100 * one.cumulative:.0f}%",
                    "Statements in the room": one.statements,
                    "Agree with them": share_told(one.agreed) if one.agreed else "",
                }
                for one in found
            ]
        ),
    )


def say_uncoded(report: ThemeReport) -> None:
    """The share whose words fit no theme, always."""
    share = report.uncoded_share
    if share is None:
        return
    parts = ", ".join(
        f"{role.label.lower()} {100 * own.value:.0f}%" for role, own in report.uncoded.items()
    )
    st.caption(
        f"**Not coded: {100 * share:.0f}% of {report.people} people who wrote** ({parts}). A "
        "person counts once under each theme they write about: the one they picked, or that the "
        "facilitator gave, or else whose keywords they use. Roles with fewer people than the "
        "privacy threshold are left out; figures move only when enough people's answers differ."
    )


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _title(report: ThemeReport, roles: list[Role]) -> str:
    first = {role: one for role, one in first_of_each(report).items() if role in roles}
    if not first:
        return "What people write about"
    names = {one.theme.label for one in first.values()}
    if len(names) == 1:
        return f"They all write most about “{names.pop()}”"
    told = [f"{role.label} “{one.theme.label}”" for role, one in list(first.items())[:3]]
    return "Most written about: " + ", ".join(told)
