"""What came of something is said in a place of its own, so that nothing below moves."""

from streamlit.testing.v1 import AppTest

from workbench.ui.outcome import DONE, REFUSED


def page() -> None:
    import streamlit as st

    from workbench.ui.outcome import say

    say("here")
    st.markdown("Below")


def words_in_order(app: AppTest) -> list[list[str]]:
    """What each top-level part of the page says, a part a list."""
    parts = [getattr(part, "children", {0: part}) for part in app.main.children.values()]
    return [[str(getattr(each, "value", "")) for each in part.values()] for part in parts]


def test_what_stands_below_keeps_its_position_with_and_without_words() -> None:
    app = AppTest.from_function(page)
    app.session_state[f"{DONE} here"] = "Stored"
    assert words_in_order(app.run()) == [["Stored"], ["Below"]]
    assert words_in_order(app.run()) == [[], ["Below"]]
    app.session_state[f"{REFUSED} here"] = "Refused"
    assert words_in_order(app.run()) == [["Refused"], ["Below"]]
