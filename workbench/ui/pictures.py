"""Pictures on a page: drawn once for what they show, with words and a table for those who read."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from workbench.charts.look import Chart, Look

Figures = pd.DataFrame | Mapping[str, Sequence[Any]]
"""The figures of a named source: a frame, or columns by name."""


def look() -> Look:
    """The look of pictures on this visitor's screen: light or dark."""
    return Look.DARK if st.context.theme.type == "dark" else Look.LIGHT


def picture(
    name: str,
    key: Hashable,
    draw: Callable[[Look], Chart],
    *,
    title: str,
    alt: str,
    table: pd.DataFrame | Callable[[], pd.DataFrame] | None = None,
    data: Mapping[str, Figures] | None = None,
) -> None:
    """A picture under its finding, with a text alternative and its figures as a table.

    `name` and `key` stand for everything that `draw` draws from: the specification is kept by
    them, because building one costs more than all the rest of a page. `data` holds the figures of
    the sources that the drawing only names; they may be others on every run. A `table` that is a
    function is made when somebody opens it.
    """
    st.subheader(title)
    small_picture(name, key, draw, alt=alt, data=data)
    if callable(table):
        opened = st.expander(
            "The figures as a table",
            icon=":material/table_chart:",
            key=f"table of {name}",
            on_change="rerun",
        )
        if opened.open:
            opened.dataframe(table(), hide_index=True, alt=f"The figures behind: {title}")
    elif table is not None:
        with st.expander("The figures as a table", icon=":material/table_chart:"):
            st.dataframe(table, hide_index=True, alt=f"The figures behind: {title}")


def small_picture(
    name: str,
    key: Hashable,
    draw: Callable[[Look], Chart],
    *,
    alt: str,
    data: Mapping[str, Figures] | None = None,
) -> None:
    """A picture without a heading of its own, beside what it belongs to.

    The browser moves the marks when only `data` changes, and draws anew when `alt` does.
    """
    drawn = _specification(name, key, look(), draw)
    if data:
        drawn = {**drawn, "datasets": {name: _sent(figures) for name, figures in data.items()}}
    st.vega_lite_chart(drawn, width="stretch", alt=alt)


def _sent(figures: Figures) -> pd.DataFrame | bytes:
    """Figures as the browser takes them: columns go there several times faster than a frame."""
    if isinstance(figures, pd.DataFrame):
        return figures
    table = pa.table({name: pa.array(column) for name, column in figures.items()})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    sent: bytes = sink.getvalue().to_pybytes()
    return sent


@st.cache_resource(max_entries=300, show_spinner=False)
def _specification(
    name: str,  # noqa: ARG001 - part of the key
    key: Hashable,  # noqa: ARG001 - part of the key
    shown: Look,
    _draw: Callable[[Look], Chart],
) -> dict[str, Any]:
    specification: dict[str, Any] = _draw(shown).to_dict()
    figures = specification.pop("datasets", {})
    inlined: dict[str, Any] = _inlined(specification, figures)
    return inlined


def _inlined(part: Any, figures: Mapping[str, Any]) -> Any:
    """A specification with its figures in the layers that draw them.

    Figures that stand apart under a name are converted by the framework on every run, which costs
    a millisecond or two a layer; `small_picture`'s own named ones change from run to run anyway.
    """
    if isinstance(part, list):
        return [_inlined(each, figures) for each in part]
    if not isinstance(part, dict):
        return part
    whole = {name: _inlined(each, figures) for name, each in part.items()}
    source = whole.get("data")
    if isinstance(source, dict) and source.get("name") in figures:
        whole["data"] = {"values": figures[source["name"]]}
    return whole
