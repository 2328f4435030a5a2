"""Pilot designer: a wild ride to see if doing the right thing pays back."""

import streamlit as st

from workbench.headroom.pilot.sizing import sizing
from workbench.ui.page import begin, then
from workbench.ui.pilot_controls import (
    fine_controls,
    plan_controls,
    scenario_control,
    worth_controls,
)
from workbench.ui.pilot_head import beware, save_or_drop, say_headline
from workbench.ui.pilot_learned import assumption_control, learned_panel
from workbench.ui.pilot_lot import lot_panel, protocol_button, rules_panel
from workbench.ui.pilot_pictures import helps_table, persons_table, power_picture, schedule_picture
from workbench.ui.pilot_plan import working
from workbench.ui.pilot_results import results_panel

workshop = begin("Pilot designer", "A wild ride to see if doing the right thing pays back")
now = working(workshop)
pilot, plan = now.pilot, now.pilot.plan
found, fixed = sizing(plan), now.pilot.assignment is not None

say_headline(pilot, found)
schedule_side, power_side, control_side = st.columns([5, 5, 4], gap="medium")
with schedule_side:
    schedule_picture(pilot)
with power_side:
    power_picture(plan, found)
with control_side, st.container(border=True):
    plan_controls(workshop, plan, fixed=fixed)
    save_or_drop(workshop, now)
    protocol_button(workshop, pilot)
beware(pilot, found)

TABS = ("Size and statistics", "What it is worth", "The lot", "Results")
size, worth, lot, results = st.tabs(TABS, key="pilot_tab", on_change="rerun")
if size.open:
    with size:
        fine_controls(workshop, plan, fixed=fixed)
        left, right = st.columns([6, 5], gap="large")
        with left:
            helps_table(plan)
        with right:
            persons_table(plan, found)
if worth.open:
    with worth:
        worth_controls(workshop, plan, fixed=fixed)
        scenario_control(workshop, plan, fixed=fixed)
        assumption_control(workshop, plan, fixed=fixed)
        rules_panel(workshop, pilot)
if lot.open:
    with lot:
        lot_panel(workshop, pilot)
if results.open:
    with results:
        judged = results_panel(workshop, pilot)
        if judged is not None:
            learned_panel(workshop, plan, judged)
then("board_pack", "Open the board pack", "Take the case and its open questions to the board.")
