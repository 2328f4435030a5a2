"""How many figures of a register have each grade of evidence."""

from collections.abc import Mapping

import altair as alt

from workbench.charts.look import Chart, Look, styled
from workbench.evidence.grades import Grade

ROW = 46


def figures_by_grade(counts: Mapping[Grade, int], look: Look) -> Chart:
    """A bar a grade, strongest first, its name and number above it; studies in the accent."""
    rows = [
        {
            "grade": grade.value,
            "name": f"{grade.value}  {grade.meaning}",
            "figures": figures,
            "kind": "study" if grade.tested else "opinion",
        }
        for grade, figures in counts.items()
    ]
    most = max([1, *counts.values()])
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("grade:N", sort=[grade.value for grade in Grade], axis=None),
    )
    bars = base.mark_bar(height=10, yOffset=12, cornerRadius=2).encode(
        x=alt.X("figures:Q", axis=None, scale=alt.Scale(domain=[0, most])),
        color=alt.Color(
            "kind:N",
            legend=None,
            scale=alt.Scale(domain=["study", "opinion"], range=[look.accent, look.quiet]),
        ),
        tooltip=[alt.Tooltip("name:N", title="Grade"), alt.Tooltip("figures:Q", title="Figures")],
    )
    names = base.mark_text(align="left", dy=-6, fontSize=14).encode(
        x=alt.value(0), text="name:N", color=alt.value(look.ink)
    )
    numbers = base.mark_text(align="right", dy=-6, fontSize=14, fontWeight="bold").encode(
        x=alt.value("width"), text="figures:Q", color=alt.value(look.ink)
    )
    chart = alt.layer(bars, names, numbers).properties(width="container", height=ROW * len(rows))
    return styled(chart, look)
