"""After the investment: on which day who brings which figure again."""

from datetime import date, timedelta

import streamlit as st

from workbench.business_case.bids import EARLIEST, LATEST
from workbench.business_case.credibility.reviews import MOST_REVIEWS, Review, in_order
from workbench.evidence.assumptions import Register
from workbench.evidence.units import figure_in_words
from workbench.ui.case_file import Said
from workbench.ui.case_settings import case_file
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.outcome import attempt, say
from workbench.ui.plain import plain
from workbench.ui.store import now, store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "reviews"
ON, FIGURE, WHO = "review_on", "review_figure", "review_who"
A_YEAR = timedelta(days=365)


def review_dates(workshop: Workshop, said: Said, held: Register) -> None:
    """The reviews that are set, what is promised of each figure, and the form that sets one."""
    st.subheader("When the figures are looked at again", anchor=False)
    say(PLACE)
    reviews, today = in_order(said.file.reviews), now().date()
    if reviews:
        figure_table(
            ("Day", "Figure", "Promised", "Brought by"),
            [
                FigureRow(
                    f"{review.day:%-d %B %Y}",
                    (*_promised(review, said, held, workshop.currency), review.brought_by),
                    remark="due" if review.day <= today else "",
                )
                for review in reviews
            ],
            caption="Reviews after the investment",
            words=frozenset({1, 2, 3}),
        )
    else:
        st.markdown(
            "No day is set yet. A benefit that nobody measures again is a promise that nobody "
            "keeps."
        )
    _form(workshop, said, held)
    if reviews:
        _remove(workshop, reviews)


def _promised(review: Review, said: Said, held: Register, currency: str) -> tuple[str, str]:
    if review.figure in held:
        figure = held[review.figure]
        return figure.label, figure_in_words(figure.p50, figure.unit, currency)
    for each in said.lines:
        if each.line.id == review.figure:
            return each.line.label, "the amounts of the line"
    return "a figure that is gone", ""


def _form(workshop: Workshop, said: Said, held: Register) -> None:
    opened = st.expander("Set a day", icon=":material/event:", key="review_form", on_change="rerun")
    if not opened.open:
        return
    labels = {each.line.id: f"Line: {each.line.label}" for each in said.lines}
    labels |= {key: held[key].label for key in held}
    with opened, st.form("add_review", border=False):
        st.selectbox(
            "Figure or line", list(labels), index=None,
            format_func=lambda key: labels.get(key, key), key=FIGURE, persist_state="session",
            placeholder="Type a word of its name",
        )  # fmt: skip
        st.date_input(
            "Day", now().date() + A_YEAR, min_value=EARLIEST, max_value=LATEST, key=ON,
            persist_state="session",
        )  # fmt: skip
        st.text_input("Who brings it", key=WHO, persist_state="session", max_chars=120)
        st.form_submit_button("Set the day", type="primary", on_click=_set, args=(workshop,))


def _set(workshop: Workshop) -> None:
    state = st.session_state
    figure, who = state[FIGURE], (state[WHO] or "").strip()
    on: date | None = state[ON]

    def put() -> str:
        if not figure:
            raise Refused("Not set: no figure is chosen; accepted: one of the list.")
        if on is None:
            raise Refused("Not set: there is no day; accepted: a day of the calendar.")
        if len(who) < 2:
            raise Refused("Not set: nobody brings it; accepted: 2 to 120 letters.")
        there = case_file(workshop).reviews
        if len(there) >= MOST_REVIEWS:
            raise Refused(f"Not set: there are {MOST_REVIEWS} days already; take one out first.")
        review = Review(day=on, figure=figure, brought_by=who)
        store().cases.put(workshop.id, reviews=(*there, review))
        state[FIGURE], state[WHO] = None, ""
        return "The day is set, and goes into every version and the board pack."

    attempt(PLACE, put)


def _remove(workshop: Workshop, reviews: tuple[Review, ...]) -> None:
    opened = st.expander(
        "Take a day out", icon=":material/remove:", key="review_out", on_change="rerun"
    )
    if opened.open:
        with opened:
            for place, review in enumerate(reviews):
                st.button(
                    plain(f"{review.day:%-d %B %Y}, {review.brought_by}"),
                    icon=":material/delete:",
                    key=f"review_out_{place}",
                    wrap=True,
                    on_click=_removed,
                    args=(workshop, review),
                )


def _removed(workshop: Workshop, review: Review) -> None:
    def remove() -> str:
        there = case_file(workshop).reviews
        store().cases.put(workshop.id, reviews=tuple(each for each in there if each != review))
        return "The day is taken out."

    attempt(PLACE, remove)
