"""Projector mode: larger type and pictures, and no inputs, for a room that looks at one screen."""

import streamlit as st

KEY = "projector"
LARGER = 1.3
# The framework measures everything in rem, so the root's size is the size of all type. A picture
# measures in pixels and is told.
STYLE = f"""<style>
@media (min-width: 1100px) {{
  html {{ font-size: {16 * LARGER:g}px !important; }}
  [data-testid="stSidebar"] {{ display: none; }}
  [data-testid="stHeader"] {{ background: transparent; }}
  [data-testid="stMainBlockContainer"] {{ padding: 1.25rem 3rem 2rem; }}
  [data-testid="stMainBlockContainer"] h1 {{ font-size: 1.5rem; padding: 0; }}
}}
</style>"""


def projector() -> float:
    """The switch, kept in the address, and by how much pictures are enlarged: 1 when it is off."""
    on = st.toggle(
        "Projector",
        key=KEY,
        bind="query-params",
        help="Larger type for a room, without the inputs. The link in the address keeps it.",
    )
    if not on:
        return 1.0
    st.html(STYLE)
    return LARGER
