"""Portfolio and roadmap: what do we fund, in which order?"""

import streamlit as st

from workbench.ui.bid_list import bids_of_others
from workbench.ui.funding_form import funding_form
from workbench.ui.page import begin, page, then
from workbench.ui.plain import plain
from workbench.ui.portfolio import portfolio
from workbench.ui.portfolio_head import (
    assumed,
    choose_basis,
    choose_counted,
    example_picture,
    four_figures,
    funding_picture,
    say_decision,
)
from workbench.ui.portfolio_tabs import (
    TAB,
    TABS,
    frontier_picture,
    head_to_head,
    roadmap_picture,
    say_left_out,
    what_missed,
)

workshop = begin("Portfolio and roadmap", "What do we fund, in which order?")
shown, currency = portfolio(workshop), workshop.currency
say_left_out(shown)
if shown.projects is None or shown.decision is None:
    if shown.problem:
        st.error(plain(shown.problem), icon=":material/error:")
        with st.container(border=True):
            funding_form(workshop, shown)
    else:
        st.info(
            "There is nothing to fund yet. Save a scenario in the simulator, or bring the bids of "
            "other functions below: in a file, or in the form.",
            icon=":material/lightbulb:",
        )
        st.page_link(page("headroom"), label="Go to the simulator", icon=":material/arrow_back:")
        example_picture(currency)
    bids_of_others(workshop, shown)
    st.stop()

lines, decision = shown.projects.lines, shown.decision
say_decision(shown, decision, currency)
four_figures(shown, decision, currency)
picture_side, control_side = st.columns([2, 1], gap="large")
with picture_side:
    funding_picture(shown, decision, currency)
with control_side, st.container(border=True):
    choose_counted(shown)
    choose_basis()
    funding_form(workshop, shown)
table, missed, roadmap, frontier, bids = st.tabs(TABS, key=TAB, on_change="rerun")
if table.open:
    with table:
        head_to_head(lines, decision, shown.horizon, currency)
        assumed(shown.seed, shown.conventions)
if missed.open:
    with missed:
        what_missed(lines, decision, currency)
if roadmap.open:
    with roadmap:
        roadmap_picture(lines, decision, shown.funding.first_day)
if frontier.open:
    with frontier:
        frontier_picture(lines, decision, shown.funding, currency)
if bids.open:
    with bids:
        bids_of_others(workshop, shown)
then(
    "board_pack", "Take it to the board", "When this is what you would fund, take it to the board."
)
