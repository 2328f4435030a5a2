"""Headroom simulator: what happens if we stop measuring advisors by the minute?"""

import streamlit as st

from workbench.ui.headline_figures import four_figures, say_finding
from workbench.ui.headroom_pictures import main_picture
from workbench.ui.journey_picture import journey_picture
from workbench.ui.levers import levers
from workbench.ui.link_list import link_list
from workbench.ui.operations_upload import operations_upload
from workbench.ui.outcome_table import outcome_table
from workbench.ui.page import begin, then
from workbench.ui.reverse_panel import reverse_panel
from workbench.ui.scenario_shelf import scenario_shelf
from workbench.ui.scenarios import run_or_stop, say_refused, shown_name, take_link
from workbench.ui.scorecard_editor import scorecard_editor
from workbench.ui.simulate_point import simulate_point
from workbench.ui.simulation import tried_register
from workbench.ui.sites_panel import sites_panel
from workbench.ui.todays_figures import is_typical, todays_figures
from workbench.ui.tried_figures import tried_figures
from workbench.ui.uncertainty_panel import uncertainty_panel

workshop = begin("Headroom simulator", "What happens if we stop measuring advisors by the minute?")
take_link(workshop)
say_refused()
scenario, found = run_or_stop(workshop)
held, name = tried_register(workshop, scenario), shown_name(workshop)

say_finding(found, name, typical=is_typical(held))
four_figures(found, workshop.currency)
picture_side, lever_side = st.columns([2, 1], gap="large")
with picture_side:
    weeks = main_picture(workshop, scenario, found, held, name)
with lever_side:
    levers(workshop, scenario, found, held)
tried_figures(workshop, scenario)

TABS = ("All results", "Today's figures", "The scorecard", "How people respond", "Scenarios")
results, figures, scorecard, response, named = st.tabs(TABS, key="headroom_tab", on_change="rerun")
if results.open:
    with results:
        outcome_table(found, name, workshop.currency)
if figures.open:
    with figures:
        todays_figures(workshop, scenario)
        operations_upload(workshop)
if scorecard.open:
    with scorecard:
        scorecard_editor(workshop, scenario)
if response.open:
    with response:
        link_list(workshop, scenario)
if named.open:
    with named:
        scenario_shelf(workshop, name)
uncertainty_panel(workshop, scenario, found, held, name)
reverse_panel(workshop, found, name)
sites_panel(workshop, scenario, found, held, name)
simulate_point(workshop, scenario, found, name)
then("business_case", "Open the business case", "Does this scenario pay?")
if weeks is not None:
    with weeks:
        journey_picture(workshop, scenario, found, name)
