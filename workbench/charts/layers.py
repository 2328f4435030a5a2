"""Layers of a picture, drawn from plain rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

Columns = dict[str, list[Any]]
"""The figures of a named source, by column."""


def layer_of(rows: Sequence[dict[str, Any]]) -> alt.Chart:
    """A layer that draws these rows."""
    return alt.Chart(alt.InlineData(values=list(rows)))


def encoded(layer: alt.Chart, *channels: Any, **named: Any) -> alt.Chart:
    """The layer with its channels; the library does not type what `encode` returns."""
    with_channels: alt.Chart = layer.encode(*channels, **named)
    return with_channels


def columns_of(rows: Iterable[Mapping[str, Any]]) -> Columns:
    """Rows as columns, None where a row does not have one: what a named source takes."""
    found = list(rows)
    names = dict.fromkeys(name for row in found for name in row)
    return {name: [row.get(name) for row in found] for name in names}
