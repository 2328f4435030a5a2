"""The frame around every page: the tab's title and icon, the logo, and the navigation.

The framework runs this file from the top for every visitor and every click, and puts its folder
on the import path, so nothing else may live beside it.
"""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from workbench.ui.current import JOIN, keep_in_address
from workbench.ui.gate import gate
from workbench.ui.page import page
from workbench.ui.participant import leads_to_no_form
from workbench.ui.sidebar import name_the_workshop

ASSETS = Path(__file__).parents[2] / "assets"


def entry(name: str, title: str, answers: str) -> StreamlitPage:
    """One line of the navigation: a file in `pages/`, its title and what it answers.

    No page has an icon: for one, the framework has the browser ask a foreign host for the tab's
    icon.
    """
    return st.Page(
        page(name),
        title=title,
        url_path=name.replace("_", "-"),
        default=name == "home",
        help=answers,
    )


NAVIGATION = {
    "Start": [
        entry("home", "Home", "Where do we begin, and where are we now?"),
        entry(
            "facilitate",
            "Facilitate",
            "What does the room do now? The agenda, the code to join, and the reveal.",
        ),
    ],
    "Voices": [
        entry(
            "advisor_voice",
            "Advisor voice",
            "What stops you doing the right thing? For advisors, middle managers and back office.",
        ),
        entry(
            "customer_voice",
            "Customer voice",
            "How was it, and what mattered? The customers' form, about one minute.",
        ),
        entry(
            "leadership_voice",
            "Leadership voice",
            "How ready do you think we are, and what will the floor say?",
        ),
    ],
    "Understand": [
        entry(
            "readiness",
            "Readiness",
            "How close to the starting line are we? Seven verdicts, role by role.",
        ),
        entry(
            "themes",
            "Themes and priorities",
            "What is wrong now, and what comes first? What people write and what they vote for.",
        ),
        entry(
            "touchpoints",
            "Touchpoints",
            "Where do customers win or suffer? The journey, step by step.",
        ),
        entry(
            "calibration",
            "Calibration",
            "What do our own rows say? The queue first, then how people respond.",
        ),
    ],
    "Decide": [
        entry(
            "headroom",
            "Headroom simulator",
            "What happens if we stop measuring advisors by the minute?",
        ),
        entry("business_case", "Business case", "Does it pay, and what would we have to believe?"),
        entry(
            "portfolio",
            "Portfolio and roadmap",
            "What do we fund, in which order? Every function's bids on one funding line.",
        ),
        entry(
            "pilot",
            "Pilot designer",
            "How would we find out? A wild ride to see if doing the right thing pays back.",
        ),
    ],
    "Commit": [
        entry(
            "board_pack",
            "Board pack",
            "What do we take away? A spreadsheet that recalculates, with its sources.",
        )
    ],
    "Admin": [
        entry(
            "assumptions",
            "Assumptions",
            "Where does each figure come from? Every one, with its range, source and owner.",
        ),
        entry(
            "engine_check",
            "Engine check",
            "Does the engine give the answers that are known from elsewhere?",
        ),
    ],
}

# In dark the accent is light, so that values in it can be read; what is filled with it needs dark
# letters, for which the theme has no setting.
LETTERS_ON_ACCENT = """<style>
[data-testid^="stBaseButton-primary"]:not(:disabled), [data-testid^="stBaseLinkButton-primary"],
[data-testid="stMultiSelect"] [data-tag], [data-testid^="stNumberInputStep"]:hover {
  color: light-dark(#ffffff, #121a24) !important;
}
</style>"""

# Other machines see nothing of these pages without a key or an account.
gate()

# A participant came by a link for this one form: the facilitator's pages are not theirs to browse.
is_participant = JOIN in st.query_params
if not is_participant:
    keep_in_address()

current = st.navigation(
    NAVIGATION, position="hidden" if is_participant else "sidebar", expanded=True
)
is_form = current in NAVIGATION["Voices"]
st.set_page_config(
    page_title=f"{current.title} · Headroom",
    page_icon=ASSETS / "logo-mark.svg",
    layout="centered" if is_form or is_participant else "wide",
    menu_items={
        "About": "**Headroom**: co-create a customer-experience strategy with the people who live "
        "it, and prove that it pays. Open source, MIT licence."
    },
)
st.html(LETTERS_ON_ACCENT)
if not is_participant:
    # The framework makes the logo a way to Home.
    st.logo(ASSETS / "logo.svg", size="large", icon_image=ASSETS / "logo-mark.svg")
    name_the_workshop()
if is_form or not is_participant:
    current.run()
else:
    leads_to_no_form()
