"""Board pack: what do we take away?"""

import streamlit as st

from workbench.ui.case import built, ground
from workbench.ui.case_futures import ranged
from workbench.ui.case_head import four_figures, say_verdict
from workbench.ui.outcome import say
from workbench.ui.pack import pack_of
from workbench.ui.pack_preview import download, say_tried, what_it_holds, what_was_released
from workbench.ui.pack_sections import sections_of
from workbench.ui.page import begin
from workbench.ui.scenarios import choose_scenario, say_refused, shown_name
from workbench.ui.to_the_board import BOARD

workshop = begin("Board pack", "What do we take away?")
say_refused()
say(BOARD)
with st.columns(2)[0]:
    chosen = choose_scenario(workshop, key="pack_scenario")
on = ground(workshop)
shown = ranged(built(on, chosen))
if shown.case is None or shown.held is None:
    st.error(shown.problem)
    st.stop()
pack = pack_of(workshop, on, shown_name(workshop), shown)
sections = sections_of(workshop, on, shown)

say_verdict(shown.case, workshop.currency)
four_figures(shown.case, shown.case.headline, workshop.currency)
download(workshop, pack, sections)
say_tried(workshop, on.held, shown.scenario)
what_it_holds(pack, sections)
what_was_released(pack)
