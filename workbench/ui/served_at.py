"""At which address this server answers: for the pages, for phones, and for its own checks."""

import streamlit as st

from workbench.rehearsal.pre_flight import THIS_MACHINE, network_address, url_for_phones

EVERY_ADDRESS = ("0.0.0.0", "::")


def port() -> int:
    """The port that it listens at."""
    return int(st.get_option("server.port"))


def listens_at() -> str:
    """The address that it was told to listen at."""
    return str(st.get_option("server.address") or "0.0.0.0")


def phones_open() -> str | None:
    """The address for a phone's browser; None while only this machine is served."""
    if listens_at() in THIS_MACHINE:
        return None
    address = network_address() if listens_at() in EVERY_ADDRESS else listens_at()
    return url_for_phones(address, port()) if address else None
