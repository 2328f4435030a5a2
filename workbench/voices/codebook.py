"""The codebook: which words count a text under a theme, and under a step of the journey."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from typing import Annotated, NamedTuple

import yaml
from pydantic import Field, StringConstraints

from workbench.evidence.defaults import ASSETS
from workbench.frozen import Frozen
from workbench.voices.instrument import Instrument, instrument

UNCODED = "uncoded"
MOST_KEYWORDS = 60
MOST_THEMES = 40
WHOLE = "="

Keyword = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=2, max_length=40)
]
Keywords = Annotated[tuple[Keyword, ...], Field(max_length=MOST_KEYWORDS)]
ThemeId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,23}$")]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]


# Letters that an expression takes for these when it does not mind capitals.
_LIKE_ASCII = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}


class _Sought(NamedTuple):
    """A keyword: what it begins with, which is looked for first, and the whole of it.

    Most keywords are not in most texts, and a plain search finds that out ten times sooner.
    """

    first: str
    pattern: re.Pattern[str]


_Patterns = Mapping[str, tuple[_Sought, ...]]


class Theme(Frozen):
    """What statements can be about: one of the seven S, perhaps a must-have, and its keywords."""

    id: ThemeId
    label: Label
    meaning: str = Field(default="", max_length=200)
    element: str
    must_have: str | None = None
    keywords: Keywords = ()


class JourneyStep(Frozen):
    """A step of the customer's journey and its keywords."""

    id: ThemeId
    label: Label
    keywords: Keywords = ()


class Codebook(Frozen):
    """The themes in their order, the steps of the journey, and what the must-haves are called."""

    themes: Annotated[tuple[Theme, ...], Field(min_length=1, max_length=MOST_THEMES)]
    steps: tuple[JourneyStep, ...]
    must_haves: dict[str, str]
    source: str
    as_of: date

    def theme(self, theme_id: str | None) -> Theme | None:
        """The theme with this id, or None."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)

    def theme_of(self, text: str) -> str | None:
        """The theme with the most different keywords in a text; None when it has none."""
        return _best(text, self._theme_patterns)

    def step_of(self, text: str) -> str | None:
        """The step of the journey with the most different keywords in a text, or None."""
        return _best(text, self._step_patterns)

    @cached_property
    def _theme_patterns(self) -> _Patterns:
        return {theme.id: _patterns(theme.keywords) for theme in self.themes}

    @cached_property
    def _step_patterns(self) -> _Patterns:
        return {step.id: _patterns(step.keywords) for step in self.steps}


@cache
def shipped_codebook() -> Codebook:
    """The codebook of `assets/codebook.yaml` over the themes and steps of the instrument.

    Raises ValueError naming the culprit when it has a theme, step or must-have that the instrument
    does not know, or lacks one.
    """
    content = yaml.safe_load((ASSETS / "codebook.yaml").read_text(encoding="utf-8"))
    return codebook_of(content, instrument())


def codebook_of(content: Mapping[str, object], of: Instrument) -> Codebook:
    """A codebook from the content of its file."""
    themes, steps, must_haves = (content[name] for name in ("themes", "steps", "must_haves"))
    if not isinstance(themes, dict) or not isinstance(steps, dict):
        raise ValueError("the codebook needs lists of keywords by theme and by step")
    known = {"theme": {t.id for t in of.themes}, "step": {s.id for s in of.steps}}
    for what, given in (("theme", set(themes)), ("step", set(steps))):
        if wrong := sorted(given ^ known[what]):
            raise ValueError(f"the codebook and the questionnaire differ in the {what} {wrong[0]}")
    named = {theme.must_have for theme in of.themes if theme.must_have}
    if not isinstance(must_haves, dict) or (missing := sorted(named - set(must_haves))):
        raise ValueError(f"the codebook does not name the must-haves {missing or ''}")
    return Codebook.model_validate(
        {
            "themes": [
                {
                    "id": theme.id,
                    "label": theme.label,
                    "meaning": theme.meaning,
                    "element": theme.element,
                    "must_have": theme.must_have,
                    "keywords": themes[theme.id],
                }
                for theme in of.themes
            ],
            "steps": [
                {"id": step.id, "label": step.label, "keywords": steps[step.id]}
                for step in of.steps
            ],
            "must_haves": must_haves,
            "source": content["source"],
            "as_of": content["as_of"],
        }
    )


def keywords_of(typed: str) -> tuple[str, ...]:
    """Keywords from a text with commas or line breaks between them, each once, in order."""
    parts = (part.strip().casefold() for part in re.split(r"[,;\n]", typed))
    return tuple(dict.fromkeys(part for part in parts if part))


def _patterns(keywords: Keywords) -> tuple[_Sought, ...]:
    found = []
    for keyword in keywords:
        whole = keyword.startswith(WHOLE)
        words = keyword.removeprefix(WHOLE).split()
        end = r"\b" if whole else ""
        pattern = r"\b" + r"\s+".join(re.escape(word) for word in words) + end
        first = words[0] if words and words[0].isascii() else ""
        found.append(_Sought(first, re.compile(pattern, re.IGNORECASE)))
    return tuple(found)


def _best(text: str, patterns: _Patterns) -> str | None:
    plain = text.translate(_LIKE_ASCII).lower()
    hits = {
        name: sum(
            sought.first in plain and sought.pattern.search(text) is not None for sought in own
        )
        for name, own in patterns.items()
    }
    best = max(hits, key=lambda name: hits[name], default=None)
    return best if best is not None and hits[best] else None
