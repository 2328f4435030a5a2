"""Engine check: does the engine give the answers that are known from elsewhere?"""

import streamlit as st

from workbench.headroom.erosion import erosion
from workbench.ui.engine_checks import (
    SEED,
    erosion_section,
    headline,
    known_answers,
    known_answers_section,
    simulated,
    simulation_section,
)
from workbench.ui.page import then

st.title("Engine check")
st.caption("Does the engine give the answers that are known from elsewhere?")

answered, replicated = known_answers(), erosion()
queues = simulated(int(st.session_state.get(SEED, 1)))

headline(answered, queues, replicated)
known_answers_section(answered)
simulation_section(queues)
erosion_section(replicated)
then("assumptions", "Open the assumptions", "What goes into the formulas?")
