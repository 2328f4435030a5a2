"""Results of a pilot: the template, a file, what they say, and what the board does then."""

from typing import Literal

import streamlit as st

from workbench.exchange.decoding import LARGEST_FILE
from workbench.exchange.pilot_csv import read_results, result_header, results_template
from workbench.exchange.problems import UnreadableFile
from workbench.headroom.pilot.decision import Verdict, decide
from workbench.headroom.pilot.estimate import PilotEstimate, estimate
from workbench.headroom.pilot.pilot import Pilot
from workbench.headroom.pilot.plan import PilotPlan
from workbench.headroom.pilot.sizing import effect_in_words
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.file_problems import tell_problems
from workbench.ui.files_out import file_stem
from workbench.ui.outcome import say
from workbench.ui.pilot_plan import save
from workbench.workshop.workshop import Workshop

PLACE = "pilot results"
FILE = "pilot_file"
PROBLEMS = "pilot problems"
VERDICTS: dict[Verdict, tuple[str, Literal["green", "orange", "red"], str]] = {
    Verdict.GO_ON: ("Go on: extend it to everybody", "green", ":material/check_circle:"),
    Verdict.UNDECIDED: ("Undecided: proved neither way", "orange", ":material/help:"),
    Verdict.END: ("End it: it does not pay", "red", ":material/cancel:"),
}


def results_panel(workshop: Workshop, pilot: Pilot) -> PilotEstimate | None:
    """Put results in, and what they say; None while there are none."""
    say(PLACE)
    tell_problems(PROBLEMS)
    if pilot.assignment is None:
        st.info(
            "First draw the lot. Then a template with a row for every "
            f"{pilot.plan.unit} and period waits here to be filled in.",
            icon=":material/casino:",
        )
        return None
    _form(workshop, pilot)
    if not pilot.results:
        return None
    found = judged(pilot)
    _say(pilot.plan, found)
    _table(pilot.plan, found)
    _by_time(pilot.plan, found)
    return found


@st.cache_resource(max_entries=50, show_spinner=False)
def _estimated(document: str) -> PilotEstimate:
    pilot = Pilot.model_validate_json(document)
    if pilot.assignment is None:
        raise ValueError("there is no lot; accepted: results of a pilot with one")
    return estimate(pilot.plan, pilot.assignment, pilot.results)


def judged(pilot: Pilot) -> PilotEstimate:
    """The estimate of a pilot with results, worked out once."""
    return _estimated(pilot.model_dump_json())


def result_in_words(plan: PilotPlan, found: PilotEstimate) -> str:
    """The effect with its interval and its p-value, in one line."""
    effect = effect_in_words(found.effect, plan.outcome, "+")
    if found.low is None or found.high is None:
        between = "no interval, the lots are too few"
    else:
        times = 100 if plan.outcome.is_share else 1
        digits = "z.1f" if plan.outcome.is_share else "z.2f"
        low = f"{times * found.low:+{digits}}".replace("-", "−")
        between = f"{low} to {effect_in_words(found.high, plan.outcome, '+')}"
    return f"{effect} ({1 - plan.alpha:.0%} interval {between}; p = {found.p_value:.3g})"


def _form(workshop: Workshop, pilot: Pilot) -> None:
    plan, lot = pilot.plan, pilot.assignment
    if lot is None:
        return
    st.write(
        f"One row for each {plan.unit} and period: how many {plan.outcome.counted}, and "
        f"“{result_header(plan)}”. Leave a row empty where nothing was measured. Nothing is stored "
        "when anything in the file is wrong."
    )
    st.download_button(
        "Template",
        lambda: results_template(plan, lot),
        f"{file_stem(workshop)}-pilot-results.csv",
        "text/csv",
        key="pilot_template",
        icon=":material/download:",
        on_click="ignore",
    )
    with st.form("pilot_results", clear_on_submit=True):
        st.file_uploader(
            "CSV file",
            type=["csv", "txt"],
            key=FILE,
            max_upload_size=LARGEST_FILE // 1024**2,
        )
        st.form_submit_button(
            "Read the file and judge it",
            icon=":material/upload:",
            on_click=_read,
            args=(workshop, pilot),
        )


def _read(workshop: Workshop, pilot: Pilot) -> None:
    file, lot = st.session_state[FILE], pilot.assignment
    if file is None or lot is None:
        st.session_state[PROBLEMS] = ("There is no file; choose a CSV file first.",)
        return
    fewest = workshop.privacy.score_threshold
    try:
        rows = read_results(file.getvalue(), pilot.plan, lot, fewest)
        estimate(pilot.plan, lot, rows)
    except UnreadableFile as error:
        st.session_state[PROBLEMS] = tuple(str(problem) for problem in error.problems)
        return
    except ValueError as error:
        st.session_state[PROBLEMS] = (f"The results cannot be judged: {error}.",)
        return
    with_results = pilot.model_copy(update={"results": rows, "source": file.name})
    save(workshop, with_results, f"{len(rows)} results are in. Below is what they say.", PLACE)


def _say(plan: PilotPlan, found: PilotEstimate) -> None:
    st.subheader(_finding(plan, found), anchor=False)
    decision = decide(plan, found)
    label, colour, icon = VERDICTS[decision.verdict]
    st.badge(label, color=colour, icon=icon)
    if decision.chance is None:
        st.write(
            "The lots are too few to bound the effect, so the rule of the protocol says nothing."
        )
        return
    above = (
        f"above the break-even of {effect_in_words(plan.break_even, plan.outcome)}"
        if 0 < plan.break_even < float("inf")
        else "above nothing"
    )
    st.markdown(
        f"The chance that the improvement is {above} is **{_chance(decision.chance)}**. The board "
        "said before what follows from that; this is its own rule."
    )


def _chance(share: float) -> str:
    """Never certain, never impossible."""
    if share > 0.99:
        return "over 99%"
    return "under 1%" if share < 0.01 else f"{share:.0%}"


def _finding(plan: PilotPlan, found: PilotEstimate) -> str:
    size = effect_in_words(abs(found.effect), plan.outcome)
    way = "more" if found.effect > 0 else "less"
    clear = found.p_value <= plan.alpha
    if size == effect_in_words(0.0, plan.outcome):
        return f"Under the new rules {plan.outcome} is as it was"
    told = f"Under the new rules {size} {way}: {plan.outcome}"
    return told if clear else f"{told}. It may well be chance"


def _table(plan: PilotPlan, found: PilotEstimate) -> None:
    lots = "all" if found.all_lots else "drawn from"
    rows = [
        FigureRow("Effect, with its interval", (result_in_words(plan, found),)),
        FigureRow(
            "Other lots that give as much by chance",
            (f"{found.p_value:.2%} of {found.lots:,} ({lots} the possible ones)",),
        ),
    ]
    if found.plain_difference is not None:
        rows.append(
            FigureRow(
                "Plain difference in differences",
                (effect_in_words(found.plain_difference, plan.outcome, "+"),),
            )
        )
    if found.missing:
        rows.append(
            FigureRow(
                "Not measured",
                (f"{found.missing} of {plan.teams * plan.periods} results; left out",),
            )
        )
    figure_table(("Result", "Value"), rows, caption="What the pilot says", words=frozenset({1}))


def _by_time(plan: PilotPlan, found: PilotEstimate) -> None:
    if len(found.by_time) < 2:
        return
    with st.expander("The effect by time under the new rules", icon=":material/timeline:"):
        figure_table(
            ("Periods under the new rules", "Effect", "Standard error"),
            [
                FigureRow(
                    str(each.periods),
                    (
                        effect_in_words(each.effect, plan.outcome, "+"),
                        effect_in_words(each.error, plan.outcome),
                    ),
                )
                for each in found.by_time
            ],
            caption="The effect by time under the new rules",
        )
        st.caption(
            "An effect that grows is a sign that habits change slowly; the single figure above "
            "then says less than the last rows."
        )
