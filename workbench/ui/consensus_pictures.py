"""Where roles part and what everyone agrees on, statement by statement."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from workbench.charts.interval_rows import Row
from workbench.charts.share_rows import share_row, share_rows, share_told
from workbench.ui.pictures import picture
from workbench.ui.reading_table import reading_table
from workbench.voices.activities.rules import rules
from workbench.voices.activities.stances import Tally
from workbench.voices.consensus import Parted, parted, representative, shared
from workbench.voices.estimates import Estimate
from workbench.voices.opinion_groups import OpinionGroups, Outcome
from workbench.voices.step_findings import StepFinding
from workbench.workshop.roles import Role

MOST = 6
AGREE = "Agree, % of those who answered"


def show_consensus(found: StepFinding, texts: Mapping[str, str], size: float = 1.0) -> None:
    """Both findings of a step of stances, beside each other; `texts` are the statements by id."""
    by_role = {
        role: {name: tally for name, tally in own.items() if name in texts}
        for role, own in found.stances.items()
    }
    by_role = {role: own for role, own in by_role.items() if own}
    if not by_role:
        st.info(
            f"No stances are shown yet: a statement shows them from "
            f"{found.privacy.score_threshold} people of one role.",
            icon=":material/visibility_off:",
        )
        return
    left, right = st.columns(2, gap="large")
    with left:
        show_parted(by_role, texts, size)
    with right:
        show_shared(by_role, texts, size)


def show_parted(
    by_role: Mapping[Role, Mapping[str, Tally]], texts: Mapping[str, str], size: float
) -> None:
    """Where two roles part: executives and advisors where both are there."""
    pair = _pair(by_role)
    if pair is None:
        st.subheader("One role is shown so far")
        st.caption("Where roles part is seen as soon as a second one can be shown.")
        _table(by_role, texts)
        return
    first, second = pair
    apart = parted(by_role[first], by_role[second], rules().consensus)
    if not apart:
        st.subheader(f"{first.label} and {second.label.lower()} judged no statement in common")
        return
    certain = [one for one in apart if one.certain]
    title = _parted_title(certain, first, second, len(apart))
    shown = (certain or apart)[:MOST]
    rows = [
        share_row(
            texts[one.statement],
            {first: one.first, second: one.second},
            "apart" if one.certain else "not settled",
            "fail" if one.certain else "undecided",
        )
        for one in shown
    ]
    _picture("parted", rows, title, size, _parted_table(apart, texts, first, second))


def show_shared(
    by_role: Mapping[Role, Mapping[str, Tally]], texts: Mapping[str, str], size: float
) -> None:
    """What all shown roles agree on or reject, by group-informed consensus."""
    groups = {role.value: own for role, own in by_role.items()}
    found = shared(groups, rules().consensus)[:MOST]
    if not found:
        st.subheader("Nothing yet that everyone agrees on")
        st.caption(
            "It would need more than half of every shown role on one side, and a majority over all "
            "that chance does not explain."
        )
        return
    rows = []
    for one in found:
        shares = {
            role: share for role, own in by_role.items() if (share := own[one.statement].agreed)
        }
        rows.append(share_row(texts[one.statement], shares, f"all {one.side.value}", "pass"))
    number = len(found)
    title = (
        "Everyone is on the same side of one statement"
        if number == 1
        else f"Everyone is on the same side of {number} statements"
    )
    table = pd.DataFrame(
        [
            {
                "Statement": texts[one.statement],
                "All": one.side.value,
                "Group-informed consensus": f"{100 * one.consensus:.0f}%",
                "Lowest role": f"{100 * one.lowest:.0f}%",
            }
            for one in found
        ]
    )
    _picture("shared", rows, title, size, table)


def show_representative(found: StepFinding, texts: Mapping[str, str]) -> None:
    """The statements by which each role differs from the rest."""
    groups = {
        role.value: {name: t for name, t in own.items() if name in texts}
        for role, own in found.stances.items()
    }
    rows = []
    for role in found.roles if len(groups) > 1 else ():
        rows += [
            {
                "Role": role.label,
                "Stands out by": f"{one.side.value.capitalize()}: {texts[one.statement]}",
                "Of the role": share_told(one.share),
                "Of all others": f"{100 * one.rest:.0f}%",
            }
            for one in representative(groups, role.value, rules().consensus)[:5]
        ]
    if rows:
        st.markdown("**What each role stands for**")
        reading_table(rows, "The statements by which each role differs from the rest")
    elif len(groups) > 1:
        st.caption("No statement sets one role apart from the rest beyond what chance explains.")


def show_groups(found: StepFinding, texts: Mapping[str, str]) -> None:
    """Groups of opinion that nobody declared, or the answer that there is no evidence of any."""
    groups = found.analysis.groups if found.analysis else None
    if groups is None:
        st.caption("Groups of opinion are sought once, when the step is revealed.")
        return
    st.markdown(f"**Groups of opinion: {groups.outcome.value}.** {_why(groups)}")
    if groups.set_aside != 0:
        number = "A few" if groups.set_aside is None else str(groups.set_aside)
        st.caption(
            f"{number} people gave every statement the same stance. They were set aside while "
            "groups were sought, because they look like a group of their own, and counted with the "
            "nearest one afterwards."
        )
    if groups.outcome is Outcome.FOUND:
        _profiles(groups, texts)


def _profiles(groups: OpinionGroups, texts: Mapping[str, str]) -> None:
    names = [f"Group {letter}" for letter in "ABCDE"[: len(groups.sizes)]]
    rows = []
    for statement, tallies in groups.tallies.items():
        if statement in texts:
            cells = {
                f"{name} ({size} people)": share_told(tally.agreed)
                if tally and tally.agreed
                else "too few"
                for name, size, tally in zip(names, groups.sizes, tallies, strict=True)
            }
            spread = [t.agreed.value for t in tallies if t and t.agreed]
            width = max(spread) - min(spread) if len(spread) > 1 else 0.0
            rows.append((width, {"Statement": texts[statement]} | cells))
    rows.sort(key=lambda pair: -pair[0])
    reading_table([row for _, row in rows[:8]], "How the groups differ, the widest first")


def _why(groups: OpinionGroups) -> str:
    own = rules().groups
    match groups.outcome:
        case Outcome.TOO_FEW:
            return (
                f"They are sought from {own.people} people on who judged enough statements. The "
                "roles above were declared, so they need no guess."
            )
        case Outcome.NOT_DISTINCT:
            return (
                f"Stances hang together no more than when they are shuffled (p = {groups.p:.2f}, "
                f"{own.permutations} shuffles). Clustering would still draw groups; they would "
                "mean nothing."
            )
        case Outcome.TOO_SMALL:
            return "Stances do hang together, but a group would be too small to be shown."
        case _:
            return (
                f"Stances hang together more than chance explains (p = {groups.p:.2f}). Nobody "
                "declared these groups, and they are not the roles."
            )


def _picture(name: str, rows: Sequence[Row], title: str, size: float, table: pd.DataFrame) -> None:
    picture(
        f"stances {name}",
        repr((rows, size)),
        lambda look: share_rows(rows, AGREE, look, size),
        title=title,
        alt=f"{title}. "
        + " ".join(
            f"{row.name}: " + "; ".join(f"{line.kind} {line.told}" for line in row.lines) + "."
            for row in rows
        ),
        table=table,
    )


def _pair(by_role: Mapping[Role, Mapping[str, Tally]]) -> tuple[Role, Role] | None:
    there = [role for role in Role if role in by_role]
    if Role.EXECUTIVE in there and Role.ADVISOR in there:
        return Role.EXECUTIVE, Role.ADVISOR
    return (there[0], there[1]) if len(there) > 1 else None


def _parted_title(certain: Sequence[Parted], first: Role, second: Role, judged: int) -> str:
    roles = f"{first.label} and {second.label.lower()}"
    if not certain:
        return f"{roles} part on none of {judged} statements for sure"
    count = "one statement" if len(certain) == 1 else f"{len(certain)} of {judged} statements"
    return f"{roles} part on {count}"


def _parted_table(
    apart: Sequence[Parted], texts: Mapping[str, str], first: Role, second: Role
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Statement": texts[one.statement],
                f"{first.label} agree": share_told(one.first),
                f"{second.label} agree": share_told(one.second),
                "Difference, points": _points(one.difference),
                "Settled": "yes" if one.certain else "no",
            }
            for one in apart
        ]
    )


def _points(difference: Estimate) -> str:
    told = (
        f"{100 * difference.value:+.0f} "
        f"({100 * difference.low:+.0f} to {100 * difference.high:+.0f})"
    )
    return told.replace("-", "\u2212")


def _table(by_role: Mapping[Role, Mapping[str, Tally]], texts: Mapping[str, str]) -> None:
    rows = [
        {
            "Statement": texts[name],
            "Agree": share_told(tally.agreed),
            "Answered": str(tally.seen),
        }
        for own in by_role.values()
        for name, tally in sorted(
            own.items(), key=lambda pair: -(pair[1].agreed.value if pair[1].agreed else 0)
        )
        if tally.agreed
    ]
    reading_table(rows, "Stances by statement")
