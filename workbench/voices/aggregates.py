"""What may be seen of one role: histograms, counts and words, none of them linked to a person."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from pydantic import Field, NonNegativeInt

from workbench.frozen import Frozen
from workbench.voices import contributions as of
from workbench.voices.answers import DONT_KNOW
from workbench.voices.contributions import Contribution
from workbench.voices.fingerprints import fingerprint
from workbench.voices.histograms import Histogram, Picks
from workbench.workshop.roles import Role

People = Mapping[UUID, Mapping[str, Contribution]]
"""What each person adds to each figure."""


class Comment(Frozen):
    """What somebody wrote. Nothing links it to a person, nor to their other answers."""

    text: str
    theme: str | None = None
    step: str | None = None


Aggregate = Histogram | Picks | tuple[Comment, ...]


class RoleRelease(Frozen):
    """All that may be seen of a role: aggregates only, none of them from too few people.

    `number` counts the releases of the role, `people` those who had answered. Numeric answers are
    histograms by item (reverse items turned round; a grid has "item.option"), `elements` those of
    person scores, `predictions` what the role expects another to answer, `supported` 1 and 0 for
    high ratings with and without evidence, `net_emotion` +1, 0, -1 a person. `picks`, `themes`
    and `steps` count options. `comments` are by item, in an order that tells nothing.

    Of the steps of the agenda, `ratings` holds the numbers and `votes` the options, both by the
    whole name of the figure, `words` what was written beside them. `votes` also counts what
    people write about.
    """

    role: Role
    number: NonNegativeInt = 0
    people: NonNegativeInt = 0
    items: dict[str, Histogram] = Field(default_factory=dict)
    elements: dict[str, Histogram] = Field(default_factory=dict)
    predictions: dict[str, Histogram] = Field(default_factory=dict)
    supported: dict[str, Histogram] = Field(default_factory=dict)
    net_emotion: dict[str, Histogram] = Field(default_factory=dict)
    picks: dict[str, Picks] = Field(default_factory=dict)
    themes: dict[str, Picks] = Field(default_factory=dict)
    steps: dict[str, Picks] = Field(default_factory=dict)
    comments: dict[str, tuple[Comment, ...]] = Field(default_factory=dict)
    ratings: dict[str, Histogram] = Field(default_factory=dict)
    votes: dict[str, Picks] = Field(default_factory=dict)
    words: dict[str, tuple[Comment, ...]] = Field(default_factory=dict)

    def figures(self) -> dict[str, Aggregate]:
        """Every figure by its name."""
        own = {
            of.figure(kind, name): aggregate
            for kind, field in FIELDS.items()
            for name, aggregate in getattr(self, field).items()
        }
        return own | self.ratings | self.votes

    @classmethod
    def of_figures(
        cls, role: Role, number: int, people: int, figures: Mapping[str, Aggregate]
    ) -> "RoleRelease":
        """A release from figures by name."""
        names = (*FIELDS.values(), *WHOLE_NAMES.values())
        fields: dict[str, dict[str, Aggregate]] = {field: {} for field in names}
        for figure in sorted(figures):
            kind, name = of.kind_and_name(figure)
            if kind in WHOLE_NAMES:
                fields[WHOLE_NAMES[kind]][figure] = figures[figure]
            else:
                fields[FIELDS[kind]][name] = figures[figure]
        return cls.model_validate({"role": role, "number": number, "people": people} | fields)


FIELDS = {
    of.ITEM: "items",
    of.ELEMENT: "elements",
    of.PREDICTION: "predictions",
    of.SUPPORTED: "supported",
    of.NET_EMOTION: "net_emotion",
    of.PICKS: "picks",
    of.THEMES: "themes",
    of.STEPS: "steps",
    of.COMMENTS: "comments",
    of.WORDS: "words",
}
WHOLE_NAMES = dict.fromkeys(of.OF_STEPS, "ratings") | dict.fromkeys(of.VOTES, "votes")


def aggregate(figure: str, people: People, least: int, key: bytes) -> Aggregate:
    """One figure over all people.

    Numbers are left out when fewer than `least` people gave one (the others did not know).
    """
    kind, _ = of.kind_and_name(figure)
    said = [person[figure] for person in people.values() if figure in person]
    if kind in of.TEXTS:
        comments = [Comment(text=s[0], theme=s[1], step=s[2]) for s in said if isinstance(s, tuple)]
        return tuple(sorted(comments, key=lambda c: fingerprint(key, c.text, c.theme, c.step)))
    if kind in of.OPTIONS:
        picked = Counter(pick for picks in said if isinstance(picks, tuple) for pick in picks)
        return Picks(counts=dict(sorted(picked.items())), people=len(said))
    numbers = Counter(value for value in said if isinstance(value, float))
    unknown = sum(value == DONT_KNOW for value in said)
    enough = len(said) - unknown >= least
    return Histogram(counts=dict(sorted(numbers.items())) if enough else {}, dont_know=unknown)
