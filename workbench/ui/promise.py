"""What people are promised before they answer, in the figures of their workshop."""

import streamlit as st

from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy


def promise(privacy: Privacy, role: Role) -> None:
    """The promise in one line, what a small room cannot be promised, and the rest one tap away."""
    st.markdown(
        f":material/lock: Your answers are shown only together with at least "
        f"{privacy.score_threshold - 1} other people's; your words only when at least "
        f"{privacy.comment_threshold} people wrote."
    )
    if role is Role.EXECUTIVE:
        st.markdown(
            ":material/visibility: A boardroom is small, so this cannot be fully anonymous: people "
            "who know you may guess an answer that stands out."
        )
    with st.expander("How your answers are protected", icon=":material/shield:"):
        st.markdown(_in_full(privacy, role))


def _in_full(privacy: Privacy, role: Role) -> str:
    people = role.label.lower()
    return "\n".join(
        f"- {line}"
        for line in (
            "You give no name, e-mail address or phone number. A random number in this browser "
            "brings you back to your own answers; nobody else's browser shows them.",
            "No page shows what one person answered, not even to the person who runs the workshop. "
            f"People see counts for all {people} together, once {privacy.score_threshold} of "
            f"you have answered. These limits were set before anybody answered and cannot change.",
            f"What you write is shown word for word, in no particular order, once "
            f"{privacy.comment_threshold} {people} have written. Leave out names and whatever only "
            "you could know.",
            "You can change your answers until the form is closed, and take them back at any time.",
            "Nothing is stored before you send. This tab of your browser remembers what you typed.",
            "Like any system, this one has files and backups, and whoever keeps them could open "
            "them. Your answers stand there under a random number, without a name.",
        )
    )
