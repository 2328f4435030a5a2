"""Business case: does it pay, and what would we have to believe?"""

import streamlit as st

from workbench.ui.belief import what_to_believe
from workbench.ui.believe_table import believe_table
from workbench.ui.case import built, ground, side_by_side
from workbench.ui.case_comparison import comparison_table
from workbench.ui.case_credibility import credibility
from workbench.ui.case_drivers import case_drivers
from workbench.ui.case_file import said_of
from workbench.ui.case_futures import all_ranged, ranged, seen_before
from workbench.ui.case_gates import gates_and_options
from workbench.ui.case_head import (
    choose_view,
    first_figures,
    four_figures,
    say_verdict,
    view_of,
)
from workbench.ui.case_lines import line_table, line_trace
from workbench.ui.case_measures import measure_table
from workbench.ui.case_moves import what_moves
from workbench.ui.case_next_test import what_to_test
from workbench.ui.case_owners import line_owners
from workbench.ui.case_pictures import cash_picture
from workbench.ui.case_sure import how_sure
from workbench.ui.case_tabs import TAB, TABS
from workbench.ui.case_versions import case_versions
from workbench.ui.case_warnings import say_warnings
from workbench.ui.case_waterfall import where_it_comes_from
from workbench.ui.conventions_form import conventions_form, say_conventions
from workbench.ui.page import begin, page
from workbench.ui.plain import plain
from workbench.ui.scenarios import (
    choose_scenario,
    say_refused,
    scenarios,
    shown_name,
    take_link,
    working_scenario,
)
from workbench.ui.terms import term_controls
from workbench.ui.to_the_board import take_to_the_board

workshop = begin("Business case", "Does it pay, and what would we have to believe?")
take_link(workshop)
say_refused()
currency, on, scenario = workshop.currency, ground(workshop), working_scenario(workshop)
shown = built(on, scenario)
if shown.case is None or shown.held is None:
    choose_scenario(workshop, key="case_scenario")
    st.error(plain(shown.problem))
    conventions_form(workshop, on.conventions)
    st.page_link(page("assumptions"), label="Look at the figures", icon=":material/fact_check:")
    st.stop()
held, base, head = shown.held, shown.case, st.empty()
if not seen_before(shown):
    with head.container():
        first_figures(base, view_of(base).appraisal, currency)
shown = ranged(shown)
case = shown.case or base
view, said = view_of(case), said_of(workshop, on.revision, shown)
with head.container():
    say_verdict(case, currency)
    four_figures(case, view.appraisal, currency)
    if shown.problem:
        st.warning(plain(shown.problem), icon=":material/warning:")
    say_conventions(case)
picture_side, control_side = st.columns([2, 1], gap="large")
with picture_side:
    cash_picture(case, held, shown.scenario.evidence, view, currency)
with control_side:
    say_warnings(shown, said)
    with st.container(border=True):
        choose_scenario(workshop, key="case_scenario")
        choose_view(case)
        term_controls(workshop, on.held, on.terms)
conventions_form(workshop, on.conventions)
name = shown_name(workshop)
believe, lines, sure, moves, test, gates, measures, pack, kept, beside = st.tabs(
    TABS, key=TAB, on_change="rerun"
)
if believe.open:
    with believe:
        what_to_believe(workshop, case, held)
        believe_table(shown, view, currency)
if lines.open:
    with lines:
        where_it_comes_from(workshop, shown, view)
        case_drivers(workshop, on, shown)
        line_table(case, currency)
        line_owners(workshop, case, said)
        line_trace(case, held, currency)
if sure.open:
    with sure:
        how_sure(workshop, shown, view)
if moves.open:
    with moves:
        what_moves(workshop, shown, view)
if test.open:
    with test:
        what_to_test(workshop, shown, view)
if gates.open:
    with gates:
        gates_and_options(workshop, shown, view)
if measures.open:
    with measures:
        measure_table(case, view.appraisal, currency)
if pack.open:
    with pack:
        credibility(workshop, shown, said)
if kept.open:
    with kept:
        case_versions(workshop, shown, said)
if beside.open:
    with beside:
        cases = side_by_side(on, {name: scenario} | dict(scenarios(workshop)))
        comparison_table(all_ranged(cases), currency)
take_to_the_board(workshop, name)
