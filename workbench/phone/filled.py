"""What the fields of a page hold: from what is stored, or from what was just typed."""

from collections.abc import Iterable, Mapping

from workbench.phone.reading import Sent
from workbench.voices.checking import Refusal


class Filled:
    """The texts in the fields of a page, and what is wrong with them."""

    def __init__(
        self, held: Mapping[str, Iterable[str]] | None = None, refusals: Iterable[Refusal] = ()
    ) -> None:
        self._held = {name: [*values] for name, values in (held or {}).items()}
        self.refusals = tuple(refusals)
        self.wrong = {
            refusal.field: f"{refusal.what} {refusal.accepted}".strip() for refusal in refusals
        }

    def text(self, field: str) -> str:
        """What a field holds; empty for nothing."""
        return self._held.get(field, [""])[0]

    def has(self, field: str, value: object) -> bool:
        """Tell whether a value is among those of a field."""
        return str(value) in self._held.get(field, ())

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is filled in."""
        return not any(value for values in self._held.values() for value in values)


def from_stored(values: Mapping[str, object]) -> Filled:
    """A page as it was sent: numbers and picks as the texts that a form sends for them."""
    held: dict[str, list[str]] = {}
    for name, value in values.items():
        if isinstance(value, list | tuple):
            held[name] = [str(each) for each in value]
        elif value is not None:
            held[name] = [str(value)]
    return Filled(held)


def from_sent(sent: Sent, refusals: Iterable[Refusal]) -> Filled:
    """A page as it was just sent, with what is wrong with it; no text is lost."""
    return Filled(sent.fields, refusals)
