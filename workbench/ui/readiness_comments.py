"""What people wrote, as far as it is released: chosen by role, question, theme and step."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from workbench.ui.current import released
from workbench.voices.aggregates import Comment
from workbench.voices.instrument import instrument
from workbench.voices.items import Option
from workbench.voices.released import ReleasedVoices
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

# What people wrote is set as HTML with everything escaped: in Markdown a comment could draw
# headings, links, or a picture from another host.
STYLE = (
    "margin:0 0 .75rem 0;padding:.1rem 0 .1rem .9rem;border-left:3px solid rgba(128,128,128,.45)"
)
TAGS = "font-size:.875rem;opacity:.75"


@st.fragment
def show_comments(workshop: Workshop) -> None:
    """The comments of a cut, by role and question, or why they are not shown."""
    # Read anew, because a fragment runs on without its page and words may have been withdrawn.
    voices = released(workshop)
    least = voices.privacy.comment_threshold
    written = [role for role in voices.roles if voices.roles[role].comments]
    if not written:
        st.caption(
            f"Nobody's words are shown yet: a question shows them from {least} people of one role."
        )
        return
    who, about, where = st.columns([3, 2, 2])
    with who:
        roles = st.pills(
            "Who wrote",
            written,
            selection_mode="multi",
            format_func=lambda role: role.label,
            key="comment_roles",
            persist_state="session",
            wrap=True,
        )
    with about:
        theme = _choice("About", "comment_theme", instrument().themes, _tags(voices, "theme"))
    with where:
        step = _choice("At which step", "comment_step", instrument().steps, _tags(voices, "step"))
    parts = []
    for role in roles or written:
        for item in voices.roles[role].comments:
            cut = voices.comments((role,), item=item, theme=theme, step=step)
            if cut.comments:
                parts.append(_part(role, item, cut.comments))
    if parts:
        with st.container(height=460, border=True):
            st.html("".join(parts))
    else:
        st.info(
            f"Fewer than {least} people of a role wrote about this, so their words are not shown. "
            "Choose a wider cut.",
            icon=":material/visibility_off:",
        )
    st.caption(
        f"Words are shown where at least {least} people of a role wrote on the same question, "
        "and so are their themes and steps. They are in no order, and nothing links them to a "
        "person or to other answers."
    )


def _choice(label: str, key: str, options: Iterable[Option], there: set[str]) -> str | None:
    names = {option.id: option.label for option in options if option.id in there}
    return st.selectbox(
        label,
        [*names],
        index=None,
        format_func=lambda name: names[name],
        placeholder="Anything",
        key=key,
        persist_state="session",
        disabled=not names,
    )


def _tags(voices: ReleasedVoices, tag: str) -> set[str]:
    return {
        getattr(comment, tag)
        for release in voices.roles.values()
        for comments in release.comments.values()
        for comment in comments
        if getattr(comment, tag)
    }


def _part(role: Role, item: str, comments: tuple[Comment, ...]) -> str:
    asked = instrument().items[item].wording(role) or ""
    said = "".join(f'<li style="{STYLE}">{_quote(comment)}</li>' for comment in comments)
    head = f"<strong>{escape(role.label)}, {len(comments)}:</strong> {escape(asked)}"
    return f'<p>{head}</p><ul style="list-style:none;margin:0;padding:0">{said}</ul>'


def _quote(comment: Comment) -> str:
    labels = {option.id: option.label for option in (*instrument().themes, *instrument().steps)}
    tags = " · ".join(escape(labels[tag]) for tag in (comment.theme, comment.step) if tag)
    under = f'<br><span style="{TAGS}">{tags}</span>' if tags else ""
    return f"{escape(comment.text)}{under}"
