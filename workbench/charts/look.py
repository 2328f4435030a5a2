"""One look for every picture: colours, and a colour and a mark for each role, in light and dark."""

from enum import StrEnum
from typing import Any

import altair as alt

from workbench.workshop.roles import Role

Chart = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart | alt.FacetChart


class Look(StrEnum):
    """Light or dark; every colour has 3:1 against its background, text colours 4.5:1."""

    LIGHT = "light"
    DARK = "dark"

    @property
    def ink(self) -> str:
        """Text, and what matters most."""
        return "#1B2A41" if self is Look.LIGHT else "#EFEBE4"

    @property
    def quiet(self) -> str:
        """Rules, rings and what stands back, still readable as text."""
        return "#5F6672" if self is Look.LIGHT else "#A9B1BC"

    @property
    def faint(self) -> str:
        """Grid lines: there to guide the eye, never to be read."""
        return "#DDD8D0" if self is Look.LIGHT else "#3A4656"

    @property
    def accent(self) -> str:
        """The one accent: the scenario, the gain."""
        return "#0F766E" if self is Look.LIGHT else "#5CC4B4"

    @property
    def warning(self) -> str:
        """What falls short, the loss; always with a word beside."""
        return "#B4500B" if self is Look.LIGHT else "#F0975A"

    @property
    def cost_ramp(self) -> tuple[str, str, str]:
        """Money from little to much; apart from the accent, which is the scenario's."""
        if self is Look.LIGHT:
            return ("#8791A1", "#B0764A", "#8F3605")
        return ("#7C8798", "#C08A63", "#FFA766")

    @property
    def background(self) -> str:
        """The page."""
        return "#FFFFFF" if self is Look.LIGHT else "#121A24"

    def tone(self, name: str) -> str:
        """The colour of a word: "pass", "fail", "undecided"; ink for any other."""
        tones = {"pass": self.accent, "fail": self.warning, "undecided": self.quiet}
        return tones.get(name, self.ink)

    def role(self, role: Role) -> str:
        """The colour of a role."""
        return ROLE_COLOURS[self][role]


ROLE_COLOURS = {
    Look.LIGHT: {
        Role.EXECUTIVE: "#1E3A5F",
        Role.MIDDLE: "#6B46A8",
        Role.ADVISOR: "#B4500B",
        Role.BACK_OFFICE: "#6B7280",
        Role.CUSTOMER: "#2F7D32",
    },
    Look.DARK: {
        Role.EXECUTIVE: "#8FB4E3",
        Role.MIDDLE: "#B79CE6",
        Role.ADVISOR: "#F0975A",
        Role.BACK_OFFICE: "#A9B1BC",
        Role.CUSTOMER: "#7CC67F",
    },
}
ROLE_MARKS = {
    Role.EXECUTIVE: "square",
    Role.MIDDLE: "triangle-up",
    Role.ADVISOR: "circle",
    Role.BACK_OFFICE: "cross",
    Role.CUSTOMER: "diamond",
}
STANDARD_MARK = "M-1,-.14h.75v.28h-.75z M.25,-.14h.75v.28h-.75z"
"""Two dashes: the requisite standard in a legend."""


def styled(chart: Any, look: Look) -> Chart:
    """The chart with the axes, fonts and colours that all pictures share."""
    styled_chart: Chart = (
        chart.configure_view(stroke=None)
        .configure_axis(
            labelColor=look.ink,
            titleColor=look.ink,
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            gridColor=look.faint,
            domainColor=look.quiet,
            tickColor=look.quiet,
        )
        # The framework moves a label at the start of an axis inwards, away from its own row.
        .configure_axisBand(labelFlush=False)
        .configure_legend(
            labelColor=look.ink, titleColor=look.ink, labelFontSize=13, titleFontSize=13
        )
        .configure_text(color=look.ink, fontSize=13)
    )
    return styled_chart
