"""The result of one step, as far as it is released: on the page, and on the projector."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from workbench.charts.effort_and_impact import effort_and_impact
from workbench.charts.interval_rows import Row
from workbench.charts.ranking_rows import ranking_chart, ranking_rows
from workbench.ui.consensus_pictures import show_consensus
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.ui.room_findings import changes, codebook, findings, journey_map, statements
from workbench.ui.theme_pictures import show_by_role
from workbench.ui.touchpoint_pictures import show_journey
from workbench.voices.activities.ranking import Ranked, certain_first
from workbench.voices.activities.wording import wording
from workbench.voices.estimates import mean_interval
from workbench.voices.statements import Statement, on_screen
from workbench.voices.step_findings import StepFinding
from workbench.voices.theme_report import about_of, theme_report
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.room import Room
from workbench.workshop.workshop import Workshop

MOST_ON_SCREEN = 8
SPREAD_FLOOR = 0.25


def show_results(workshop: Workshop, room: Room, step: Step, scale: float = 1.0) -> None:
    """What a step showed, `scale` times as large; why nothing is shown while that is so."""
    found = findings(workshop).get(step.id) if room.shows_results(step.id) else None
    if found is None:
        st.caption("The results of this step are not shown yet.")
        return
    show_finding(workshop, found, scale)


def show_finding(workshop: Workshop, found: StepFinding, size: float = 1.0) -> None:
    """The released result of a step."""
    if not found.roles and found.step.activity is not Activity.STATEMENTS:
        st.info(
            f"Nothing is shown yet: results come from {found.privacy.score_threshold} people of "
            "one role on.",
            icon=":material/visibility_off:",
        )
        return
    names = {change.id: change.title for change in changes(workshop)}
    match found.step.activity:
        case Activity.STATEMENTS:
            _statements(workshop, found, size)
        case Activity.STANCES:
            texts = {one.id: one.shown_text for one in on_screen(statements(workshop))}
            show_consensus(found, texts, size)
        case Activity.APPROVE:
            _ranking(found, found.approvals(names), names, "Picked by", APPROVED, size)
        case Activity.QUADRATIC:
            _ranking(found, found.credits(names), names, "Votes a person", CREDITS, size)
        case Activity.PAIRWISE:
            _pairs(found, names, size)
        case Activity.EFFORT_IMPACT:
            _placed(found, names, size)
        case Activity.TOUCHPOINTS:
            show_journey(found, journey_map(workshop), size)
        case Activity.CLOSING:
            _worth(found)
    _who(found)


APPROVED = ("People who picked it, % of those who picked", 0, "%", 100.0)
CREDITS = ("Mean votes a person; negative is against", 1, "", 1.0)
SCORE = ("Score, 0 to 100", 0, "", 1.0)
CHANCE = ("Chance to be preferred to another, in 100", 0, "", 1.0)
Axis = tuple[str, int, str, float]


def _ranking(
    found: StepFinding,
    ranking: Sequence[Ranked],
    names: Mapping[str, str],
    kind: str,
    axis: Axis,
    size: float,
) -> None:
    """A ranking with every interval, and the places that each leaves open."""
    title, decimals, unit, times = axis
    scaled = [_times(one, times) for one in ranking if one.id in names]
    rows = ranking_rows(scaled, names, kind, decimals, unit)
    if not rows:
        st.caption("No change of this step is there any more.")
        return
    shown = rows if size == 1 else rows[:MOST_ON_SCREEN]
    first = certain_first(tuple(scaled))
    told = (
        f"“{names[first.id]}” comes first, for sure"
        if first
        else f"“{rows[0].name}” is ahead, but its first place is not settled"
    )
    _rows_picture(f"ranking {found.step.id}", shown, kind, title, told, size, rows)


def _pairs(found: StepFinding, names: Mapping[str, str], size: float) -> None:
    if found.analysis and found.analysis.ranking:
        _ranking(found, found.analysis.ranking, names, "Chance to win", CHANCE, size)
        st.caption(
            "Bradley and Terry's model of who beats whom; intervals from drawing people, not "
            "votes, again."
        )
        return
    _ranking(found, found.pairs_so_far(names), names, "Score so far", SCORE, size)
    st.caption(
        "Scores so far, 50 before any vote; intervals as if every vote were somebody else's. Those "
        "that draw whole persons again are worked out once, at the reveal."
    )


def _placed(found: StepFinding, names: Mapping[str, str], size: float) -> None:
    placed = [one for one in found.placed(names) if one.id in names]
    if not placed:
        st.caption("No change was judged by enough people yet.")
        return
    quick = [one for one in placed if one.field.value == "do first"]
    count = "One change is" if len(quick) == 1 else f"{len(quick) or 'No'} changes are"
    title = f"{count} little effort and much impact for sure"
    table = pd.DataFrame(
        [
            {
                "No.": number,
                "Change": names[one.id],
                "Effort": f"{one.effort.value:.1f} ({one.effort.low:.1f} to {one.effort.high:.1f})",
                "Impact": f"{one.impact.value:.1f} ({one.impact.low:.1f} to {one.impact.high:.1f})",
                "What to do": one.field.value,
            }
            for number, one in enumerate(placed, start=1)
        ]
    )
    # On the wall nobody scrolls: what the numbers mean stands beside the picture.
    left, right = st.columns([13, 7], gap="large") if size > 1 else (st.container(),) * 2
    with left:
        picture(
            f"effort and impact {found.step.id}",
            repr((placed, [*names.items()], size)),
            lambda look: effort_and_impact(placed, names, look, size),
            title=title,
            alt=f"{title}. "
            + " ".join(
                f"{n}. {names[one.id]}: {one.field.value}." for n, one in enumerate(placed, 1)
            ),
            table=table,
        )
    with right:
        st.markdown("\n".join(f"{n}. {plain(names[one.id])}" for n, one in enumerate(placed, 1)))


def _worth(found: StepFinding) -> None:
    told = found.numbers("worth", [found.step.id]).get(found.step.id)
    asks = wording().closing.worth
    if told is None or told.people < 2:
        st.caption("Too few answers to show.")
        return
    mean = mean_interval(told.values, 1, 5, SPREAD_FLOOR)
    st.metric(asks.text, f"{mean.value:.1f} of 5", border=True)
    st.caption(f"95% interval {mean.low:.1f} to {mean.high:.1f}, {mean.n} people.")
    for role, words in found.words(found.step.id).items():
        st.markdown(f"**{role.label}**")
        for comment in words:
            st.markdown(f"- {plain(comment.text)}")


def _statements(workshop: Workshop, found: StepFinding, size: float) -> None:
    there = [one for one in on_screen(statements(workshop)) if one.step == found.step.id]
    about = about_of({role: release.votes for role, release in found.roles.items()})
    # On the wall nobody scrolls: the words stand beside the picture.
    picture_place, words_place = st.container(), st.container()
    if size > 1 and about and there:
        picture_place, words_place = st.columns([11, 9], gap="large")
    if about:
        report = theme_report(about, codebook(workshop), there, {})
        with picture_place:
            show_by_role(report, [*report.writers], size)
    with words_place:
        _words(there, size)


def _words(there: Sequence[Statement], size: float) -> None:
    if not there:
        st.caption("No statement has been shown to the room yet.")
        return
    for one in there[: MOST_ON_SCREEN if size > 1 else len(there)]:
        label = f" :small[{plain(one.label)}]" if one.label else ""
        st.markdown(f"- {plain(one.shown_text)}{label}")
    if size > 1 and len(there) > MOST_ON_SCREEN:
        st.caption(f"and {len(there) - MOST_ON_SCREEN} more")


def _who(found: StepFinding) -> None:
    people = {role.label.lower(): release.people for role, release in found.roles.items()}
    shown = ", ".join(f"{number} {role}" for role, number in people.items())
    parts = [f"Shown: {shown}."] if shown else []
    parts += found.hidden.values()
    if found.is_named:
        parts.append("This step is named: everybody knows that names stand by the answers.")
    if parts:
        st.caption(" ".join(parts))


def _times(one: Ranked, times: float) -> Ranked:
    own = one.estimate
    scaled = own.model_copy(
        update={
            "value": own.value * times,
            "low": own.low * times,
            "high": own.high * times,
        }
    )
    return one.model_copy(update={"estimate": scaled})


def _rows_picture(
    name: str,
    rows: Sequence[Row],
    kind: str,
    axis: str,
    title: str,
    size: float,
    table: Sequence[Row],
) -> None:
    picture(
        name,
        repr((rows, axis, size)),
        lambda look: ranking_chart(rows, kind, axis, look, size),
        title=title,
        alt=f"{title}. " + " ".join(f"{r.name}, {r.word}: {r.lines[0].told}." for r in rows),
        table=pd.DataFrame(
            [{"Change": r.name, "Place": r.word, kind: r.lines[0].told} for r in table]
        ),
    )
