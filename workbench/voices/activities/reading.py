"""Reading the fields that a step's page sent, and gathering what is wrong with them."""

from collections.abc import Sequence

from workbench.voices.activities.material import Choice
from workbench.voices.answers import MAX_TEXT, Answer
from workbench.voices.checking import NOTHING, Checked, Raw, Refusal, clean, shown, whole

UNKNOWN_FIELDS_NAMED = 10
GONE = "This is not here any more; the facilitator may have changed it."
RELOAD = "Please reload the page."
NOTHING_SENT = Refusal(field="", question="", what=NOTHING)


def gone(card: str) -> Checked:
    """The refusal of a card that the step does not show, or of a page that names none."""
    refusal = Refusal(field="", question="", what=GONE, accepted=RELOAD)
    return Checked(refusals=(refusal if card else NOTHING_SENT,))


class Reading:
    """Reads the fields of one page. What cannot be accepted is gathered in `refusals`.

    None, an empty text and an empty list are unanswered.
    """

    def __init__(self, raw: Raw, fields: Sequence[str]) -> None:
        self.raw = raw
        strangers = sorted(set(map(str, raw)) - set(fields))[:UNKNOWN_FIELDS_NAMED]
        self.refusals = [
            Refusal(
                field=clean(name[:100]),
                question="",
                what=f"{shown(name)} is not a question of this step.",
                accepted=RELOAD,
            )
            for name in strangers
        ]

    def checked(self, answers: Sequence[Answer]) -> Checked:
        """The answers, or what is wrong; nothing answered at all is wrong too."""
        if self.refusals:
            return Checked(refusals=tuple(self.refusals))
        if not answers:
            return Checked(refusals=(NOTHING_SENT,))
        return Checked(answers=tuple(answers))

    def refuse(self, field: str, question: str, what: str, accepted: str) -> None:
        """Gather one thing that cannot be accepted."""
        self.refusals.append(Refusal(field=field, question=question, what=what, accepted=accepted))

    def number(self, field: str, question: str, lowest: int, highest: int) -> int | None:
        """A whole number within bounds."""
        value = self.raw.get(field)
        if isinstance(value, str):
            value = value.strip().replace("\u2212", "-")
        if value is None or value == "":
            return None
        number = whole(value)
        if number is None or not lowest <= number <= highest:
            told = f"Accepted: a whole number from {lowest} to {highest}.".replace("-", "\u2212")
            self.refuse(field, question, f"{shown(value)} was sent.", told)
            return None
        return number

    def one_of(self, field: str, question: str, options: Sequence[Choice]) -> str | None:
        """One of the options."""
        value = self.raw.get(field)
        if value is None or value == "":
            return None
        if not isinstance(value, str) or value not in {option.id for option in options}:
            names = "”, “".join(option.text for option in options)
            self.refuse(field, question, f"{shown(value)} was picked.", f"Accepted: “{names}”.")
            return None
        return value

    def text(self, field: str, question: str, longest: int = MAX_TEXT) -> str:
        """A text without control characters; empty when there is none."""
        value = self.raw.get(field)
        accepted = f"Accepted: text of at most {longest:,} characters."
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(field, question, f"{shown(value)} was sent.", accepted)
            return ""
        # Cleaning is linear in the length, but nobody needs a megabyte cleaned to be refused.
        written = clean(value) if len(value) <= 4 * longest else value
        if len(written) > longest:
            self.refuse(field, question, f"The text has {len(written):,} characters.", accepted)
            return ""
        return written
