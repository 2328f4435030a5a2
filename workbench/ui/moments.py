"""Moments as this visitor's clock has them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def day_in_words(moment: datetime) -> str:
    """The day, such as "6 October 2026"."""
    local = moment.astimezone(_zone())
    return f"{local.day} {local:%B %Y}"


def moment_in_words(moment: datetime) -> str:
    """The day and the time, such as "6 October 2026, 08:30"."""
    return f"{day_in_words(moment)}, {moment.astimezone(_zone()):%H:%M}"


def date_in_words(day: date) -> str:
    """A date that is the same for everybody, such as "6 October 2026"."""
    return f"{day.day} {day:%B %Y}"


def _zone() -> ZoneInfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
