"""Versions of the case: kept for a board, and what changed since the last one."""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from workbench.business_case.case import build_case
from workbench.business_case.credibility.one_sentence import board_sentence
from workbench.business_case.credibility.versions import CaseVersion, Content, content_of
from workbench.business_case.credibility.what_changed import (
    Change,
    Difference,
    Worth,
    what_changed,
)
from workbench.business_case.money import money
from workbench.business_case.simulation import simulation
from workbench.evidence.assumptions import Register
from workbench.headroom.scenario import read_scenario
from workbench.ui.case import Built
from workbench.ui.case_file import Said
from workbench.ui.case_settings import versions
from workbench.ui.current import register
from workbench.ui.figure_table import FigureRow, Weight, figure_table
from workbench.ui.outcome import attempt, say
from workbench.ui.plain import plain
from workbench.ui.store import store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "versions"
NAME, MADE_BY, REMARK = "version_name", "version_made_by", "version_remark"
SINCE, UP_TO = "version_since", "version_up_to"
NOW = 0
ALMOST_NOTHING = 0.5
"""Amounts in the workshop's currency below which the program is said to find the same."""


def case_versions(workshop: Workshop, shown: Built, said: Said) -> None:
    """The versions, what changed since one of them, and the form that keeps the next."""
    say(PLACE)
    kept = versions(workshop)
    content = content_now(workshop, shown, said)
    if kept:
        _since(workshop, kept, content)
        _list(kept, workshop.currency)
    else:
        st.markdown(
            "**No version yet.** A version keeps every figure, every word and every signature as a "
            "board saw them, with a hash that shows whether anything was changed afterwards. "
            "Next time this page says what moved since, and by how much."
        )
    _form(workshop, said, content)


def content_now(workshop: Workshop, shown: Built, said: Said) -> Content:
    """What a version would keep of the case that is shown. Raises ValueError without a case."""
    if shown.case is None or shown.held is None:
        raise ValueError(f"there is no case to keep: {shown.problem}")
    return content_of(
        shown.case,
        shown.held,
        shown.scenario.model_dump(mode="json", exclude={"overrides"}),
        said.file,
        said.lines,
        board_sentence(shown.case, workshop.currency),
    )


def _since(workshop: Workshop, kept: Sequence[CaseVersion], content: Content) -> None:
    st.subheader("What changed since the last board", anchor=False)
    by_number = {version.number: version for version in kept}
    names = {version.number: _named(version) for version in kept} | {NOW: "The case as it stands"}
    left, right = st.columns(2)
    with left:
        since = _choice("Since", [*reversed(by_number)], names, SINCE)
    later = [NOW, *(number for number in reversed(by_number) if number > since)]
    with right:
        up_to = _choice("Up to", later, names, UP_TO)
    after = content if up_to == NOW else by_number[up_to].content
    before = by_number[since].content
    try:
        found = difference(workshop, before, after)
    except ValueError as error:
        st.error(plain(f"The two cannot be compared: {error}."), icon=":material/error:")
        return
    _show(found, workshop.currency)


def _choice(label: str, options: list[int], names: dict[int, str], key: str) -> int:
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[0]
    return int(
        st.selectbox(
            label, options, format_func=names.__getitem__, key=key, persist_state="session"
        )
    )


def _named(version: CaseVersion) -> str:
    return f"{version.number}: {version.name}, {version.made_at:%-d %B %Y}"


def _show(found: Difference, currency: str) -> None:
    before, after = (money(worth.cash, currency) for worth in (found.before, found.after))
    if found.same:
        st.success(
            f"Nothing changed: the net present value is {plain(after)} in both.",
            icon=":material/check:",
        )
    else:
        moved = found.after.cash - found.before.cash
        says = "as before" if abs(moved) < ALMOST_NOTHING else f"{_signed(moved, currency)}"
        st.markdown(
            plain(f"In cash the net present value was {before} and is {after}: {says}."),
        )
        moves = [change for change in found.changes if change.effect is not None]
        words = [change for change in found.changes if change.effect is None]
        if moves:
            _moves(moves, found, currency)
        if words:
            figure_table(
                ("Also changed", "From", "To"),
                [FigureRow(change.what, (change.before, change.after)) for change in words],
                caption="Changes that move no money",
                words=frozenset({1, 2}),
            )
    if abs(found.model) >= ALMOST_NOTHING:
        st.caption(
            plain(
                "The program itself has changed since: it finds "
                f"{_signed(found.model, currency)} for the same content as was kept then."
            )
        )


def _moves(moves: Sequence[Change], found: Difference, currency: str) -> None:
    heads = ["What", "From", "To", "Answers for it", "In cash"]
    ends = found.before, found.after
    total = [_signed(found.after.cash - found.before.cash, currency)]
    if found.counts_value:
        heads.append("With your value")
        total.append(_signed(found.after.valued - found.before.valued, currency))
    rows = [
        FigureRow(
            change.what,
            (
                change.before,
                change.after,
                change.by,
                _signed(change.effect, currency),
                *((_signed(change.valued, currency),) if found.counts_value else ()),
            ),
            remark=change.why,
        )
        for change in moves
    ]
    whole = (*(money(worth.cash, currency) for worth in ends), "in cash", *total)
    figure_table(
        heads,
        [*rows, FigureRow("All of it", whole, Weight.TOTAL)],
        caption="What changed, and what each change did to the net present value",
        words=frozenset({1, 2, 3}),
    )
    st.caption(
        "What each change did to the net present value. The changes are put in one after the other "
        "in this order and the case is worked out anew each time, so the steps add up. In another "
        "order, what two changes do together would be shared out differently."
    )


def _signed(amount: float | None, currency: str) -> str:
    if amount is None or abs(amount) < ALMOST_NOTHING:
        return "no change"
    return f"+{money(amount, currency)}" if amount > 0 else money(amount, currency)


def _list(kept: Sequence[CaseVersion], currency: str) -> None:
    st.subheader("Versions", anchor=False)
    figure_table(
        ("Version", "Made", "By", "Net present value", "Signed", "Hash"),
        [
            FigureRow(
                f"{version.number}: {version.name}",
                (
                    f"{version.made_at:%-d %B %Y}",
                    version.made_by,
                    money(version.content.results.npv.base, currency),
                    _signed_lines(version.content),
                    version.short_hash if version.intact else "changed afterwards",
                ),
                remark=version.remark,
            )
            for version in reversed(kept)
        ],
        caption="The versions of the case, newest first",
        words=frozenset({1, 2, 4, 5}),
    )


def _signed_lines(content: Content) -> str:
    if not content.signed:
        return "none to sign"
    count = sum(bool(each.signed_by) for each in content.signed)
    return f"{count} of {len(content.signed)} lines"


def _form(workshop: Workshop, said: Said, content: Content) -> None:
    st.subheader("Keep this case as a version", anchor=False)
    if said.standing.blocked:
        for why in said.standing.blocked:
            st.error(
                plain(f"{why}. Until then no version goes to a board."), icon=":material/block:"
            )
        return
    with st.form("version", border=False):
        st.text_input(
            "Name",
            key=NAME,
            persist_state="session",
            max_chars=120,
            placeholder="Board of December",
        )
        st.text_input("Who keeps it", key=MADE_BY, persist_state="session", max_chars=120)
        st.text_input("Remark", key=REMARK, persist_state="session", max_chars=500)
        st.form_submit_button(
            "Keep it",
            type="primary",
            icon=":material/bookmark_add:",
            on_click=_keep,
            args=(workshop, said, content),
        )
    if still_open := said.standing.still_open:
        st.caption(plain(f"Still open, and written into the version: {'; '.join(still_open)}."))


def _keep(workshop: Workshop, said: Said, content: Content) -> None:
    state = st.session_state
    name, made_by, remark = ((state[key] or "").strip() for key in (NAME, MADE_BY, REMARK))

    def keep() -> str:
        if said.standing.blocked:
            raise Refused(f"Not kept. {said.standing.blocked[0]}.")
        for text, what in ((name, "name"), (made_by, "who keeps it")):
            if len(text) < 2:
                raise Refused(f"Not kept: {what} is empty; accepted: 2 to 120 letters.")
        version = store().cases.add_version(workshop.id, content, name, made_by, remark)
        state[NAME] = state[REMARK] = ""
        return f"Version {version.number} is kept. Its hash begins {version.short_hash}."

    attempt(PLACE, keep)


def difference(workshop: Workshop, before: Content, after: Content) -> Difference:
    """What changed between two contents, worked out once."""
    return _difference(
        workshop.id, before.fingerprint, after.fingerprint, workshop.currency, before, after,
        register(workshop),
    )  # fmt: skip


@st.cache_resource(max_entries=50, show_spinner="Working out what each change did")
def _difference(
    workshop: UUID,  # noqa: ARG001 - part of the key
    before: str,  # noqa: ARG001 - part of the key
    after: str,  # noqa: ARG001 - part of the key
    currency: str,
    _before: Content,
    _after: Content,
    _held: Register,
) -> Difference:
    return what_changed(_before, _after, lambda content: _worth(content, _held), currency)


def _worth(content: Content, held: Register) -> Worth:
    """What a content comes to, with every figure at its P50."""
    figures = {figure.id: figure for figure in content.figures}
    settled = [
        each.with_range(*[figures[key].p50] * 3) if key in figures else each
        for key, each in held.items()
    ]
    scenario = read_scenario(content.scenario)
    agreed = content.file.conventions
    case = build_case(Register(settled), simulation(scenario), conventions=agreed)
    return Worth(case.headline.npv, case.with_value.npv)
