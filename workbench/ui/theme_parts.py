"""The parts of the page on themes around its pictures: the source, the votes, the empty page."""

import streamlit as st

from workbench.ui.consensus_pictures import show_groups, show_representative
from workbench.ui.current import released
from workbench.ui.page import page
from workbench.ui.plain import plain
from workbench.ui.room_findings import codebook, findings, statements
from workbench.ui.step_results import show_finding
from workbench.voices.activities.stances import Tally
from workbench.voices.statements import on_screen
from workbench.voices.step_findings import StepFinding
from workbench.voices.theme_report import ThemeReport, about_of, theme_report
from workbench.workshop.agenda import Activity
from workbench.workshop.workshop import Workshop

FORMS = "forms"
SOURCE = "themes_source"
VOTES = (
    Activity.STANCES,
    Activity.APPROVE,
    Activity.QUADRATIC,
    Activity.PAIRWISE,
    Activity.EFFORT_IMPACT,
)


def choose_source(workshop: Workshop, *, hidden: bool) -> str:
    """Where the words come from: the questionnaire, or a step of the room."""
    names = _sources(workshop)
    if len(names) < 2:
        return next(iter(names), FORMS)
    if hidden:
        kept = st.session_state.get(SOURCE)
        return str(kept) if kept in names else next(iter(names))
    picked = st.segmented_control(
        "Words from",
        [*names],
        default=next(iter(names)),
        format_func=lambda name: names[name],
        key=SOURCE,
        persist_state="session",
        required=True,
    )
    return str(picked or next(iter(names)))


def report_of(workshop: Workshop, source: str) -> ThemeReport:
    """The report on the words of a source."""
    if source == FORMS:
        roles = released(workshop).roles
    else:
        found = findings(workshop).get(source)
        roles = found.roles if found else {}
    about = about_of({role: release.votes for role, release in roles.items()})
    return theme_report(about, codebook(workshop), statements(workshop), _stances(workshop))


def show_nothing(workshop: Workshop) -> None:
    """What this page needs, while nobody's words may be shown."""
    least = workshop.privacy.score_threshold
    st.info(
        f"No themes to show yet. They come from the comments of the questionnaire once results "
        f"are revealed, and from the statements of a room. A role is shown from {least} people "
        "who wrote.",
        icon=":material/forum:",
    )
    with st.container(horizontal=True):
        st.page_link(page("facilitate"), label="Run the room", icon=":material/arrow_forward:")
        st.page_link(page("readiness"), label="Reveal the results", icon=":material/visibility:")


def show_votes(workshop: Workshop, size: float) -> None:
    """The votes of the room that are shown, one tab a step."""
    voted = [one for one in findings(workshop).values() if one.step.activity in VOTES]
    if not voted:
        return
    st.divider()
    if len(voted) == 1:
        _vote(workshop, voted[0], size)
        return
    names = [plain(one.step.title) for one in voted]
    tabs = st.tabs(names, key="themes_votes", on_change="rerun")
    for tab, one in zip(tabs, voted, strict=True):
        if tab.open:
            with tab:
                _vote(workshop, one, size)


def _vote(workshop: Workshop, found: StepFinding, size: float) -> None:
    show_finding(workshop, found, size)
    if found.step.activity is Activity.STANCES and size == 1:
        texts = {one.id: one.shown_text for one in on_screen(statements(workshop))}
        show_representative(found, texts)
        show_groups(found, texts)
    _show_hands(found)


def _show_hands(found: StepFinding) -> None:
    """What was counted by hand, apart from what people sent themselves."""
    raised = [entry for entry in found.proxies if entry.counts]
    if raised:
        told = [
            f"- {plain(entry.words or entry.item)}: "
            + ", ".join(f"{people:,} {value}" for value, people in entry.counts.items() if people)
            for entry in raised
        ]
        st.markdown("**By show of hands**, counted apart:\n" + "\n".join(told))


def _sources(workshop: Workshop) -> dict[str, str]:
    voices = released(workshop).roles
    names = {}
    if about_of({role: release.votes for role, release in voices.items()}):
        names[FORMS] = "The questionnaire"
    for name, found in findings(workshop).items():
        if found.step.activity is Activity.STATEMENTS and found.roles:
            names[name] = plain(found.step.title)
    return names


def _stances(workshop: Workshop) -> dict[str, Tally]:
    whole: dict[str, Tally] = {}
    for found in findings(workshop).values():
        for name, own in found.whole_stances.items():
            whole[name] = whole.get(name, Tally()) + own
    return whole
