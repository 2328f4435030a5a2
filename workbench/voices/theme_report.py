"""What people write about, and what comes first: themes by role, with intervals."""

from collections.abc import Iterable, Mapping, Sequence

from workbench.frozen import Frozen
from workbench.voices import contributions as of
from workbench.voices.activities.stances import Tally
from workbench.voices.codebook import UNCODED, Codebook, Theme
from workbench.voices.contributions import figure
from workbench.voices.estimates import Estimate, wilson
from workbench.voices.histograms import Picks
from workbench.voices.moderation_acts import theme_of
from workbench.voices.statements import Standing, Statement
from workbench.workshop.roles import Role

BY_ROLE = Mapping[Role, Picks]


class ThemeFinding(Frozen):
    """One theme: the share of each role's writers who write about it, and its statements.

    `people` are those of all shown roles who mention it, `share` is that of all shown writers.
    `agreed` pools the stances on its statements: the share who agree among all answers to them.
    """

    theme: Theme
    people: int
    share: float
    cumulative: float
    roles: dict[Role, Estimate]
    statements: int
    agreed: Estimate | None


class ThemeReport(Frozen):
    """The themes that people write about, most people first.

    `writers` are the people of each shown role who wrote; `uncoded` of them fit no theme.
    """

    themes: tuple[ThemeFinding, ...]
    writers: dict[Role, int]
    uncoded: dict[Role, Estimate]

    @property
    def people(self) -> int:
        """All who wrote, of the shown roles."""
        return sum(self.writers.values())

    @property
    def uncoded_share(self) -> float | None:
        """The share of all shown writers whose words fit no theme; None when nobody wrote."""
        if not self.people:
            return None
        return sum(e.value * e.n for e in self.uncoded.values()) / self.people

    @property
    def vital_few(self) -> int:
        """How many themes make up four fifths of all mentions."""
        return sum(one.cumulative - _own(one, self) < 0.8 for one in self.themes if one.people)


def theme_report(
    about: BY_ROLE,
    codebook: Codebook,
    statements: Sequence[Statement],
    stances: Mapping[str, Tally],
) -> ThemeReport:
    """The report on what each shown role writes about."""
    writers = {role: picks.people for role, picks in about.items() if picks.people}
    everybody = sum(writers.values())
    found = []
    for theme in codebook.themes:
        people = {role: about[role].counts.get(theme.id, 0) for role in writers}
        own = [one for one in statements if _stands(one) and theme_of(one, codebook) == theme.id]
        tally = sum((stances[one.id] for one in own if one.id in stances), Tally())
        found.append(
            ThemeFinding(
                theme=theme,
                people=sum(people.values()),
                share=sum(people.values()) / everybody if everybody else 0.0,
                cumulative=0.0,
                roles={role: wilson(people[role], writers[role]) for role in writers},
                statements=len(own),
                agreed=tally.agreed,
            )
        )
    found.sort(key=lambda one: (-one.people, -one.statements, one.theme.id))
    mentions = sum(one.people for one in found)
    so_far = 0
    ordered = []
    for one in found:
        so_far += one.people
        share = so_far / mentions if mentions else 0.0
        ordered.append(one.model_copy(update={"cumulative": share}))
    return ThemeReport(
        themes=tuple(ordered),
        writers=writers,
        uncoded={
            role: wilson(about[role].counts.get(UNCODED, 0), writers[role]) for role in writers
        },
    )


def about_of(
    releases: Mapping[Role, Mapping[str, Picks]], what: str = of.THEMES
) -> dict[Role, Picks]:
    """What each role writes about, from the votes of its release."""
    name = figure(of.ABOUT, what)
    return {role: votes[name] for role, votes in releases.items() if name in votes}


def first_of_each(report: ThemeReport) -> dict[Role, ThemeFinding]:
    """The theme that most of each role's writers write about."""
    return {
        role: max(report.themes, key=lambda one: one.roles[role].value)
        for role in report.writers
        if any(one.roles[role].value for one in report.themes)
    }


def headline(report: ThemeReport) -> str:
    """The finding as a title."""
    there = [one for one in report.themes if one.people]
    if not there:
        return "Nobody's words are shown yet"
    few = report.vital_few
    if few < len(there):
        return f"{_number(few)} of {len(there)} themes make up four fifths of what is said"
    return f"Most of what is said is about {there[0].theme.label.lower()}"


def statements_of(
    theme: str, statements: Iterable[Statement], codebook: Codebook
) -> tuple[Statement, ...]:
    """The statements that count under a theme, those that were merged into them included."""
    direct = {one.id for one in statements if theme_of(one, codebook) == theme and _stands(one)}
    return tuple(one for one in statements if one.id in direct or one.into in direct)


def _stands(statement: Statement) -> bool:
    return statement.standing is Standing.SHOWN


def _own(one: ThemeFinding, report: ThemeReport) -> float:
    mentions = sum(each.people for each in report.themes)
    return one.people / mentions if mentions else 0.0


def _number(number: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[number] if number < len(words) else str(number)
