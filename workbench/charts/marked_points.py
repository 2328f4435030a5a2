"""Today and the scenario in a picture: their marks, and names written beside them."""

import altair as alt

from workbench.charts.look import Look

TODAY = "Today"
# Letters of a scenario's name that fit beside its mark on a phone.
LONGEST = 26
# How far above or below its mark a name stands, in pixels.
ABOVE, BELOW = -22, 26


def short_name(name: str) -> str:
    """A name that fits into a picture."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def mark_names(name: str, *, together: bool) -> tuple[str, str]:
    """What is written beside today's mark and the scenario's; one name when they lie together."""
    shown = short_name(name)
    if not together:
        return TODAY, shown
    return "", TODAY if shown == TODAY else f"{TODAY}, and {shown}"


def today_mark(base: alt.Chart, look: Look) -> alt.Chart:
    """A ring for today, on the rows of which `kind` is mark and `which` is today."""
    rows = base.transform_filter("datum.kind == 'mark' && datum.which == 'today'")
    ring: alt.Chart = rows.mark_point(
        shape="circle",
        size=190,
        filled=True,
        fill=look.background,
        stroke=look.ink,
        strokeWidth=3,
        opacity=1,
    )
    return ring


def scenario_mark(base: alt.Chart, look: Look) -> alt.Chart:
    """A diamond for the scenario, on the rows of which `kind` is mark and `which` is scenario."""
    rows = base.transform_filter("datum.kind == 'mark' && datum.which == 'scenario'")
    diamond: alt.Chart = rows.mark_point(
        shape="diamond",
        size=330,
        filled=True,
        fill=look.accent,
        stroke=look.background,
        strokeWidth=2,
        opacity=1,
    )
    return diamond


def written_names(base: alt.Chart, look: Look) -> tuple[alt.Chart, alt.Chart]:
    """The names of the rows that have one, at their `align` and `dy`, on a halo of the page."""
    named = base.transform_filter("datum.name != ''").encode(text="name:N")
    # Read from each row: a picture that follows a slider keeps its drawing.
    align, dy = (alt.ExprRef(f"datum.{name}") for name in ("align", "dy"))
    halo = named.mark_text(
        align=align,
        dy=dy,
        fontSize=14,
        fontWeight=600,
        color=look.background,
        stroke=look.background,
        strokeWidth=5,
    )
    return halo, named.mark_text(align=align, dy=dy, fontSize=14, fontWeight=600, color=look.ink)
