"""Who looks at the pages: somebody at this machine, or a facilitator with a key or an account.

The server marks what comes from this machine (see `workbench.server.access`) and strips that mark
from anybody else. Without a server, as in tests, there is nobody else.
"""

import os
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from uuid import UUID

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from workbench.ui.store import store
from workbench.workshop.workshop import Workshop

STAMP, HERE = "x-headroom-visitor", "here"
SESSION = "headroom_facilitator_"
FACILITATORS = "HEADROOM_FACILITATORS"


class Visitor(NamedTuple):
    """What somebody may open: every workshop, or those whose key they gave."""

    opens_all: bool
    opened: frozenset[UUID] = frozenset()

    @property
    def may_enter(self) -> bool:
        """Whether any facilitator's page is theirs to see."""
        return self.opens_all or bool(self.opened)


def visitor() -> Visitor:
    """Who looks at this page now; a session that is over opens nothing any more."""
    if is_here() or is_signed_in():
        return Visitor(opens_all=True)
    cookies = dict(st.context.cookies)
    sessions = [value for name, value in cookies.items() if name.startswith(SESSION)]
    return Visitor(opens_all=False, opened=store().keys.opened_by(sessions))


def may_open(workshop: Workshop) -> bool:
    """Whether this visitor may open a workshop as its facilitator."""
    now = visitor()
    return now.opens_all or workshop.id in now.opened


def open_to_visitor(workshops: Iterable[Workshop]) -> tuple[Workshop, ...]:
    """Those of the workshops that this visitor may open."""
    now = visitor()
    return tuple(each for each in workshops if now.opens_all or each.id in now.opened)


def is_here() -> bool:
    """Whether the page was opened at the machine that Headroom runs on."""
    headers = dict(st.context.headers)
    return not headers or st.context.headers.get(STAMP) == HERE


@cache
def asks_to_sign_in() -> bool:
    """Whether facilitators sign in with their account: a provider and a list of them are set."""
    try:
        return bool(os.environ.get(FACILITATORS, "").strip()) and "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def is_signed_in() -> bool:
    """Whether a facilitator has signed in with an account on the list."""
    if not asks_to_sign_in() or not st.user.get("is_logged_in"):
        return False
    if st.user.get("email_verified") is False:
        return False
    return is_listed(str(st.user.get("email") or ""), os.environ.get(FACILITATORS, ""))


def is_listed(email: str, facilitators: str) -> bool:
    """Whether an address is on a list such as `ann@example.org, @example.com` (a whole domain)."""
    address = email.strip().casefold()
    name, at, domain = address.rpartition("@")
    if not (name and at and domain):
        return False
    listed = {entry.strip().casefold() for entry in facilitators.split(",") if entry.strip()}
    return address in listed or f"@{domain}" in listed
