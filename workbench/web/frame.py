"""The frame around every page: the tab's title and icon, the logo, and the navigation.

The framework runs this file from the top for every visitor and every click, and puts its folder
on the import path, so nothing else may live beside it.
"""

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from workbench.ui.current import JOIN, keep_in_address
from workbench.ui.sidebar import name_the_workshop

ROOT = Path(__file__).parents[2]


class Entry(NamedTuple):
    """One line of the navigation: where it stands, which file draws it, what it answers."""

    group: str
    file: str
    title: str
    url_path: str
    help: str
    wide: bool = True


ENTRIES = (
    Entry("Start", "home", "Home", "", "Where do we begin, and where are we now?"),
    Entry(
        "Voices",
        "advisor_voice",
        "Advisor voice",
        "advisor-voice",
        "What stops you doing the right thing? The advisors' form, about two minutes.",
        wide=False,
    ),
    Entry(
        "Voices",
        "customer_voice",
        "Customer voice",
        "customer-voice",
        "How was it, and what mattered? The customers' form, about one minute.",
        wide=False,
    ),
    Entry(
        "Voices",
        "leadership_voice",
        "Leadership voice",
        "leadership-voice",
        "How ready do you think we are, and what will the floor say?",
        wide=False,
    ),
    Entry(
        "Understand",
        "readiness",
        "Readiness",
        "readiness",
        "How close to the starting line are we? Seven verdicts, role by role.",
    ),
    Entry(
        "Decide",
        "headroom",
        "Headroom simulator",
        "headroom",
        "What happens if we stop measuring advisors by the minute?",
    ),
    Entry(
        "Decide",
        "business_case",
        "Business case",
        "business-case",
        "Does it pay, and what would we have to believe?",
    ),
    Entry(
        "Commit",
        "board_pack",
        "Board pack",
        "board-pack",
        "What do we take away? A spreadsheet that recalculates, with its sources.",
    ),
    Entry(
        "Admin",
        "assumptions",
        "Assumptions",
        "assumptions",
        "Where does each figure come from? Every one, with its range, source and owner.",
    ),
)

# In dark the accent is light, so that values in it can be read; what is filled with it needs dark
# letters, for which the theme has no setting.
LETTERS_ON_ACCENT = """<style>
[data-testid^="stBaseButton-primary"], [data-testid^="stBaseLinkButton-primary"],
[data-testid="stMultiSelect"] [data-tag], [data-testid^="stNumberInputStep"]:hover {
  color: light-dark(#ffffff, #121a24) !important;
}
</style>"""

# A participant came by a link for this one form: the facilitator's pages are not theirs to browse.
is_participant = JOIN in st.query_params
if not is_participant:
    keep_in_address()

# No page has an icon: for one, the framework has the browser ask a foreign host for the tab's icon.
# A page whose file is not there yet is not listed.
navigation = defaultdict(list)
is_wide = {}
for entry in ENTRIES:
    script = ROOT / "pages" / f"{entry.file}.py"
    if script.is_file():
        page = st.Page(
            script,
            title=entry.title,
            url_path=entry.url_path,
            default=not entry.url_path,
            help=entry.help,
        )
        navigation[entry.group].append(page)
        is_wide[entry.title] = entry.wide

current = st.navigation(navigation, position="hidden" if is_participant else "sidebar")
st.set_page_config(
    page_title=f"{current.title} · Headroom",
    page_icon=ROOT / "assets/logo-mark.svg",
    layout="wide" if is_wide[current.title] else "centered",
    menu_items={
        "About": "**Headroom**: co-create a customer-experience strategy with the people who live "
        "it, and prove that it pays. Open source, MIT licence."
    },
)
st.html(LETTERS_ON_ACCENT)
st.logo(ROOT / "assets/logo.svg", size="large", icon_image=ROOT / "assets/logo-mark.svg")
if not is_participant:
    name_the_workshop()
current.run()
